"""Month and quarter in one workbook: it goes back once, with the cells of both painted."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from flows.feedback import give_back
from kpi.collect import collect
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.records.submission import Submission
from kpi.warehouse.store import open_warehouse
from reports.forms import Entry, write_form
from reports.forms.form import Part, book_bytes
from tests.feedback.strict import check
from tests.office import convert, edit
from tests.plans import LONG_AGO, a_count, plan_text

PLAN = plan_text(
    years=(2022, 2025),
    calendar={"due_working_days": 10},
    fields=({"id": "F", "name": "Lĩnh vực"},),
    units=({"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},),
    indicators=(
        a_count("N1", name="Số lớp", field="F", unit_of_measure="lớp"),
        a_count("Q1", name="Số hội nghị", field="F", unit_of_measure="cuộc", frequency="quarter"),
        a_count("Q2", name="Số đoàn", field="F", unit_of_measure="đoàn", frequency="quarter"),
    ),
)
JUNE, QUARTER = parse_period("2024-06"), parse_period("2024-Q2")
MONTH, OF_QUARTER = "Tháng 6-2024", "Quý II-2024"
RED = "FFFF9999"


class Desk:
    """The clerk's office: an inbox, an outbox, and one day after another."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root / "nhà")
        self.home.inbox.mkdir(parents=True)
        self.home.plan.write_text(PLAN, encoding="utf-8")
        plan = parse_plan(self.home.plan.read_bytes()).plan
        assert plan is not None
        self.plan: Plan = plan
        self.day = 1

    def receive(self, path: Path) -> dict[str, Submission]:
        """Takes a file in, gives back what is to be given back; what came of it by period."""
        target = self.home.inbox / f"{self.day}" / path.name
        target.parent.mkdir(parents=True)
        shutil.copy(path, target)
        os.utime(target, (LONG_AGO, LONG_AGO))
        self.day += 1
        taken = collect(self.home, self.plan, datetime(2024, 7, self.day, 3)).submissions
        with open_warehouse(self.home) as warehouse:
            give_back(self.home, self.plan, warehouse)
        return {s.period: s for s in taken}

    @property
    def outbox(self) -> list[str]:
        folder = self.home.outboxes
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.xlsx"))

    @property
    def returned(self) -> Path:
        return self.home.outbox("2024-06") / "2024-06_HU-A_can-sua.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def form(desk: Desk, tmp_path: Path) -> Path:
    """With one cell of each sheet that has to be asked about, and one that is clear."""
    path = tmp_path / "2024-06_HU-A.xlsx"
    parts = (
        Part(JUNE, entries={"N1": Entry("khoảng 20")}),
        Part(QUARTER, entries={"Q1": Entry("nhiều"), "Q2": Entry(3)}),
    )
    path.write_bytes(book_bytes(desk.plan, "HU-A", parts))
    return path


def books(taken: dict[str, Submission]) -> dict[str, tuple[str, int, int, int, int, int]]:
    return {
        period: (s.outcome, s.cells_in, s.loaded, s.superseded, s.unchanged, s.held)
        for period, s in taken.items()
    }


def links(path: Path) -> list[str]:
    rows = openpyxl.load_workbook(path)["Cần sửa"].iter_rows(min_row=10)
    return [row[1].hyperlink.location for row in rows if row[1].hyperlink is not None]


def test_each_sheet_is_a_submission_and_its_books_balance(desk: Desk, form: Path) -> None:
    assert books(desk.receive(form)) == {
        "2024-06": ("rejected", 1, 0, 0, 0, 1),  # its one cell is held
        "2024-Q2": ("accepted_in_part", 2, 1, 0, 0, 1),
    }


def test_one_workbook_goes_back_with_the_cells_of_both_sheets_painted(
    desk: Desk, form: Path
) -> None:
    desk.receive(form)
    assert desk.outbox == ["2024-06/2024-06_HU-A_can-sua.xlsx"]
    check(desk.returned)
    book = openpyxl.load_workbook(desk.returned)
    assert book.sheetnames == ["Cần sửa", MONTH, OF_QUARTER, "Thuyết minh"]
    assert book[MONTH]["H12"].fill.fgColor.rgb == RED
    assert book[OF_QUARTER]["H12"].fill.fgColor.rgb == RED
    assert book[OF_QUARTER]["H13"].fill.fgColor.rgb != RED
    assert links(desk.returned) == [f"'{OF_QUARTER}'!H12", f"'{MONTH}'!H12"]
    assert book["Cần sửa"]["A2"].value == (
        "Kèm theo biểu số liệu tháng 6/2024, quý II/2024 của Huyện ủy A"
    )


def test_corrected_and_sent_back_it_is_taken_and_nothing_is_left(
    desk: Desk, form: Path, tmp_path: Path
) -> None:
    desk.receive(form)
    typed: dict[tuple[str, str], str | float | None] = {
        (MONTH, "H12"): 20.0, (OF_QUARTER, "H12"): 5.0,
    }  # fmt: skip
    mended = edit(desk.returned, typed, tmp_path / "lo" / desk.returned.name)
    assert books(desk.receive(mended)) == {
        "2024-06": ("accepted", 1, 1, 0, 0, 0),
        "2024-Q2": ("accepted", 2, 1, 0, 1, 0),
    }
    assert desk.outbox == []


def test_a_month_sent_alone_later_leaves_the_quarter_a_form_of_its_own(
    desk: Desk, form: Path, tmp_path: Path
) -> None:
    desk.receive(form)
    alone = tmp_path / "moi" / form.name
    write_form(alone, desk.plan, "HU-A", JUNE, entries={"N1": Entry(21)})
    assert books(desk.receive(alone)) == {"2024-06": ("accepted", 1, 1, 0, 0, 0)}
    assert desk.outbox == ["2024-Q2/2024-Q2_HU-A_can-sua.xlsx"]
    left = desk.home.outboxes / desk.outbox[0]
    check(left)
    sheets = openpyxl.load_workbook(left).sheetnames
    assert sheets == ["Cần sửa", "Số liệu", "Thuyết minh"]  # the month's old figure stays at home
    assert links(left) == ["'Số liệu'!H12"]


def test_a_finding_without_a_cell_leads_to_the_sheet_that_has_its_indicator(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "2024-06_HU-A.xlsx"
    parts = (
        Part(JUNE, entries={"N1": Entry("khoảng 20")}),
        Part(QUARTER, entries={"Q2": Entry(3)}),
    )
    path.write_bytes(book_bytes(desk.plan, "HU-A", parts))
    desk.receive(path)
    assert set(links(desk.returned)) == {f"'{MONTH}'!H12", f"'{OF_QUARTER}'!H12"}


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_sent_in_another_kind_of_file_it_goes_back_once_as_a_form_with_both_sheets(
    desk: Desk, form: Path, tmp_path: Path, kind: str
) -> None:
    (sent,) = convert([form], kind, tmp_path / "gui")
    desk.receive(sent)
    assert desk.outbox == ["2024-06/2024-06_HU-A_can-sua.xlsx"]
    check(desk.returned)
    book = openpyxl.load_workbook(desk.returned)
    assert book.sheetnames == ["Cần sửa", MONTH, OF_QUARTER, "Thuyết minh"]
    assert (book[MONTH]["H12"].value, book[OF_QUARTER]["H12"].value) == ("khoảng 20", "nhiều")
    assert book[OF_QUARTER]["H13"].value == 3
    assert {book[s]["H12"].fill.fgColor.rgb for s in (MONTH, OF_QUARTER)} == {RED}
    typed: dict[tuple[str, str], str | float | None] = {
        (MONTH, "H12"): 20.0, (OF_QUARTER, "H12"): 5.0,
    }  # fmt: skip
    mended = edit(desk.returned, typed, tmp_path / "lo" / desk.returned.name)
    assert books(desk.receive(mended)) == {
        "2024-06": ("accepted", 1, 1, 0, 0, 0),
        "2024-Q2": ("accepted", 2, 1, 0, 1, 0),
    }
    assert desk.outbox == []
