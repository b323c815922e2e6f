"""Cells that look otherwise than plain ones: formats of numbers, and characters that stand above or
below the line or are struck out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from tests.submissions.case import Case, Grid, Maker, Sub

UP, DOWN, STRUCK = {"font_script": 1}, {"font_script": 2}, {"font_strikeout": True}
PLAIN: dict[str, Any] = {}


@dataclass(frozen=True)
class Look:
    """A value in a cell of this look."""

    value: Any
    look: dict[str, Any]


@dataclass(frozen=True)
class Rich:
    """A text of at least two pieces, each of its own look, in a cell of a look."""

    pieces: tuple[tuple[str, dict[str, Any]], ...]
    look: dict[str, Any] = field(default_factory=dict)


def rich(*pieces: tuple[str, dict[str, Any]]) -> Rich:
    return Rich(pieces)


def formatted(value: Any, code: str) -> Look:
    return Look(value, {"num_format": code})


def looks_book(name: str, rows: Grid) -> Maker:
    """A workbook with a sheet `S` of such cells among plain ones."""

    def make(folder: Path) -> Path:
        path = folder / name
        written = xlsxwriter.Workbook(str(path))
        page = written.add_worksheet("S")
        for r, cells in enumerate(rows):
            for c, value in enumerate(cells):
                if isinstance(value, Rich):
                    parts = [x for t, look in value.pieces for x in (written.add_format(look), t)]
                    page.write_rich_string(r, c, *parts, written.add_format(value.look))
                elif isinstance(value, Look):
                    page.write(r, c, value.value, written.add_format(value.look))
                elif value is not None:
                    page.write(r, c, value)
        written.close()
        return path

    return make


def in_every_kind(name: str, rows: Grid, subs: list[Sub], **about: Any) -> list[Case]:
    """The same as .xlsx, and as LibreOffice saves it in the other kinds."""
    make = looks_book("b.xlsx", rows)
    return [
        Case(f"{name}, .xlsx", make, subs, **about),
        *(
            Case(f"{name}, .{kind}", make, subs, resaved=(kind, ""), **about)
            for kind in ("xls", "ods")
        ),
    ]
