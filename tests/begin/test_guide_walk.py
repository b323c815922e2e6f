"""The page `docs/bat-dau.md`, walked from an empty folder to the first report: each of its
commands runs, in its order, and nothing else is needed but Excel."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from flows.cli import status_of
from kpi.plan.load import read_plan

PAGE = (Path(__file__).parents[2] / "docs" / "bat-dau.md").read_text("utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("kpi ")]
LONG_AGO = 1_700_000_000


def typed(sheet: Any, code: str, head: str, value: object) -> None:
    heads = {c.value: c.column for c in sheet[6]}
    row = next(r for r in range(7, 99) if sheet.cell(r, heads["Mã"]).value == code)
    sheet.cell(row, heads[head]).value = value


def edit_the_plan(folder: Path) -> None:
    """What a health department changes: an indicator, a target, the names of two units."""
    book = load_workbook(folder / "ke-hoach.xlsx")
    typed(book["Chỉ tiêu"], "CT01", "Chỉ tiêu", "Số lượt khám bệnh tại trạm y tế")
    typed(book["Chỉ tiêu"], "CT01", "Đơn vị tính", "lượt")
    typed(book["Chỉ tiêu"], "CT02", "Kế hoạch 2026", 91.5)
    typed(book["Đơn vị"], "DV01", "Tên đơn vị", "Trung tâm Y tế huyện A")
    typed(book["Đơn vị"], "DV02", "Tên đơn vị", "Trung tâm Y tế huyện B")
    book.save(folder / "ke-hoach.xlsx")


def write_a_list(folder: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Mã", "Chỉ tiêu", "Đơn vị tính", "Lĩnh vực", "Kế hoạch 2026", "Đơn vị báo cáo"))
    sheet.append(("DP01", "Tỷ lệ trẻ tiêm chủng đầy đủ", "%", "Dự phòng", 95, "đơn vị"))
    book.save(folder / "danh-sach.xlsx")


def fill_the_forms(folder: Path) -> None:
    """Every yellow cell of every form of the month gets a figure; the forms come back by mail."""
    for form in (folder / "data" / "forms" / "2026-01").rglob("*.xlsx"):
        book = load_workbook(form)
        sheet = book["Số liệu"]
        head = next(r for r in sheet.iter_rows() if "Mã" in [c.value for c in r])
        columns = {c.value: c.column for c in head}
        for row in sheet.iter_rows(min_row=head[0].row + 1):
            code = str(row[columns["Mã"] - 1].value or "")
            cell = row[columns["Thực hiện trong kỳ"] - 1]
            if code and not cell.protection.locked:
                cell.value = {"a": 9, "b": 10}.get(code[-1], 12)
        back = folder / "data" / "inbox" / form.name
        book.save(back)
        os.utime(back, (LONG_AGO, LONG_AGO))


BEFORE: dict[str, Callable[[Path], None]] = {
    "kpi plan from-excel ke-hoach.xlsx": edit_the_plan,
    "kpi plan from-excel danh-sach.xlsx": write_a_list,
    "kpi collect": fill_the_forms,
}


def test_the_page_leads_from_an_empty_folder_to_the_first_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: dict[str, str] = {}
    monkeypatch.setattr("click.prompt", lambda *_, default, **__: default or "c")
    for command in COMMANDS:
        folder = tmp_path / ("hoi" if command == "kpi init" else "y-te")
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        BEFORE.get(command, lambda _: None)(folder)
        status = status_of(shlex.split(command)[1:])
        said[command] = capsys.readouterr().out
        assert status == 0, (command, said[command])
    plan = read_plan(tmp_path / "y-te" / "indicators.yaml").plan
    assert plan is not None
    assert plan.owners[0].name == "Sở Y tế"
    assert [i.id for i in plan.indicators][-1] == "DP01"
    assert (tmp_path / "y-te" / "data" / "reports" / "2026-01" / "report.xlsx").is_file()
    assert "2/2 đơn vị" in said["kpi status 2026-01"]
    assert "90" in said['kpi explain "hồ sơ giải quyết đúng hạn" 2026-01']
    message = tmp_path / "y-te" / "data" / "reports" / "2026-01" / "thu.txt"
    assert "Đã chốt số liệu: Nguyễn Văn An chốt lúc" in message.read_text("utf-8")
    outbox = tmp_path / "y-te" / "data" / "outbox" / "2026-01"
    told = sorted(p.name for p in outbox.glob("*_thong-bao.txt"))
    assert told == ["2026-01_DV01_thong-bao.txt", "2026-01_DV02_thong-bao.txt"]


def test_every_step_of_the_page_is_among_its_commands() -> None:
    verbs = {shlex.split(command)[1] for command in COMMANDS}
    assert verbs == {
        "init", "check", "plan", "forms", "collect", "status", "report", "explain", "withdraw",
        "excuse", "close",
    }  # fmt: skip


def test_the_sheets_that_the_page_names_are_those_of_the_workbook(tmp_path: Path) -> None:
    assert status_of(["init", str(tmp_path), "--yes"]) == 0
    book = tmp_path / "a.xlsx"
    assert status_of(["--home", str(tmp_path), "plan", "to-excel", str(book)]) == 0
    named = re.findall(r"^\| ([^|`]+) \|", PAGE.partition("## 2.")[2], re.MULTILINE)
    assert [n for n in named if n not in {"Trang", "---"}][:9] == load_workbook(book).sheetnames
