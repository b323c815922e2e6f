"""A planner's home with the first plan, and the workbook of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from flows.cli import status_of
from kpi.plan.load import read_plan
from kpi.plan.model import Plan

HEAD = 6  # the row of heads


class Desk:
    """A planner's home with the first plan, and the workbook of it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.book = root / "ke-hoach.xlsx"
        self.kpi("init", "--yes", "--name", "Sở Y tế", "--years", "2026-2030")
        self.kpi("plan", "to-excel", str(self.book))

    def kpi(self, *arguments: str) -> tuple[int, str, str]:
        status = status_of(["--home", str(self.root), *arguments])
        said = self.capsys.readouterr()
        return status, said.out, said.err

    def edit(self, sheet: str, change: Callable[[Any], object]) -> None:
        book = load_workbook(self.book)
        change(book[sheet])
        book.save(self.book)

    def put(self, sheet: str, code: str, head: str, value: object) -> None:
        """Types into the row of a code, under a head."""
        self.edit(sheet, lambda ws: setattr(cell(ws, code, head), "value", value))

    def bring(self, *options: str) -> tuple[int, str, str]:
        return self.kpi("plan", "from-excel", str(self.book), *options)

    @property
    def text(self) -> str:
        return (self.root / "indicators.yaml").read_text("utf-8")

    @property
    def plan(self) -> Plan:
        found = read_plan(self.root / "indicators.yaml").plan
        assert found is not None
        return found


def cell(sheet: Any, code: str, head: str) -> Any:
    heads = {c.value: c.column for c in sheet[HEAD]}
    row = next(r for r in range(HEAD + 1, 200) if sheet.cell(r, heads["Mã"]).value == code)
    return sheet.cell(row, heads[head])


def a_list(path: Path, *rows: tuple[object, ...]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)


def head_of(head: str, new: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        next(c for c in book["Chỉ tiêu"][HEAD] if c.value == head).value = new

    return change
