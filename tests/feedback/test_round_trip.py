"""A returned workbook is corrected where it is painted, sent back as it is, and taken.

With the real program from end to end: forms, the inbox, `kpi collect`, and LibreOffice in the
hands of the unit.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from flows.feedback import give_back
from kpi.collect import collect
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.reading.notes import OUR_MARK
from kpi.records.submission import Submission
from kpi.warehouse.store import open_warehouse
from reports.forms import Entry, write_form
from tests.feedback.strict import check
from tests.office import convert, edit
from tests.plans import LONG_AGO, a_count, a_ratio, plan_text

DAY = datetime(2024, 7, 1, 3)
PLAN = plan_text(
    years=(2022, 2025),
    calendar={"due_working_days": 10},
    fields=({"id": "F", "name": "Lĩnh vực"},),
    units=(
        {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
        {"id": "HU-B", "name": "Huyện ủy B", "kind": "district"},
    ),
    indicators=(
        a_ratio("R1", field="F"),
        a_count("N1", name="Số lớp", field="F", unit_of_measure="lớp"),
        a_count("N2", name="Số buổi", field="F", unit_of_measure="buổi"),
        a_count("Y1", name="Có quy chế", field="F", measure="yes_no", unit_of_measure="có/không"),
    ),
)
BAD = {
    "R1.a": Entry(20, explanation="đã rà soát"),
    "R1.b": Entry(15),
    "N1": Entry("khoảng 20"),
    "N2": Entry(7),
    "Y1": Entry("Có"),
}


@dataclass
class Desk:
    """The clerk's office: an inbox, an outbox, and one day after another."""

    home: Home
    plan: Plan
    day: int = 1

    def receive(self, path: Path, name: str) -> Submission:
        """Puts a file into the inbox, collects, and gives back what is to be given back."""
        target = self.home.inbox / f"{self.day}" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        os.utime(target, (LONG_AGO, LONG_AGO))
        self.day += 1
        now = DAY.replace(day=self.day)
        taken = collect(self.home, self.plan, now).submissions
        with open_warehouse(self.home) as warehouse:
            give_back(self.home, self.plan, warehouse)
        return next(s for s in taken if s.unit in ("HU-A", ""))

    @property
    def returned(self) -> Path:
        return self.home.outbox("2024-06") / "2024-06_HU-A_can-sua.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = Home(tmp_path / "nhà")
    home.inbox.mkdir(parents=True)
    home.plan.write_text(PLAN, encoding="utf-8")
    plan = parse_plan(home.plan.read_bytes()).plan
    assert plan is not None
    return Desk(home, plan)


@pytest.fixture
def form(desk: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "2024-06_HU-A.xlsx"
    june = parse_period("2024-06")
    write_form(path, desk.plan, "HU-A", june, entries=BAD, words=["Kết quả tốt"])
    return path


def places(path: Path) -> dict[str, str]:
    """The linked cell of each indicator on the list."""
    rows = openpyxl.load_workbook(path)["Cần sửa"].iter_rows(min_row=10)
    found = {}
    for row in rows:
        if row[1].hyperlink is not None:
            found[str(row[2].value).split(":")[0]] = row[1].hyperlink.location
    return found


def cell_of(path: Path, code: str) -> tuple[str, str]:
    sheet, address = places(path)[code].split("!")
    return sheet.strip("'"), address


def corrections(path: Path) -> dict[tuple[str, str], str | float | None]:
    """What a person types into the painted cells: R1's numerator, N1's figure."""
    return {cell_of(path, "R1"): 12, cell_of(path, "N1"): 20}


def books(taken: Submission) -> tuple[str, int, int, int, int, int]:
    return (taken.outcome, taken.cells_in, taken.loaded, taken.superseded, taken.unchanged,
            taken.held)  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_corrected_in_libreoffice_it_is_accepted_and_nothing_is_left_to_say(
    desk: Desk, form: Path, tmp_path: Path, kind: str
) -> None:
    first = desk.receive(form, form.name)
    assert books(first) == ("accepted_in_part", 4, 2, 0, 0, 2)
    check(desk.returned)
    assert set(places(desk.returned)) == {"R1", "N1"}
    name = f"{desk.returned.stem}.{kind}"
    mended = edit(desk.returned, corrections(desk.returned), tmp_path / "lo" / name)
    second = desk.receive(mended, name)
    assert second.problems == ()
    assert books(second) == ("accepted", 4, 2, 0, 2, 0)
    assert not desk.returned.exists()
    with open_warehouse(desk.home) as warehouse:
        said = warehouse.con.execute(
            "SELECT text FROM statement WHERE submission = ?", [second.name]
        ).fetchall()
        notes = [
            row[0] for row in warehouse.con.execute("SELECT text FROM submission_note").fetchall()
        ]
    assert said == [("Kết quả tốt",)]
    assert not [text for text in notes if OUR_MARK in text or "Đề nghị" in text]


def test_sent_back_as_it_is_everything_is_unchanged_or_held(desk: Desk, form: Path) -> None:
    desk.receive(form, form.name)
    again = desk.receive(desk.returned, desk.returned.name)
    assert books(again) == ("accepted_in_part", 4, 0, 0, 2, 2)
    check(desk.returned)
    assert set(places(desk.returned)) == {"R1", "N1"}


def test_mended_in_part_only_what_is_left_stays_painted_after_libreoffice(
    desk: Desk, form: Path, tmp_path: Path
) -> None:
    desk.receive(form, form.name)
    one = {cell_of(desk.returned, "N1"): 20}
    mended = edit(desk.returned, one, tmp_path / "lo" / desk.returned.name)
    where, left = cell_of(desk.returned, "N1"), cell_of(desk.returned, "R1")
    plain = openpyxl.load_workbook(form)["Số liệu"][where[1]]
    assert books(desk.receive(mended, mended.name)) == ("accepted_in_part", 4, 1, 0, 2, 1)
    check(desk.returned)
    sheet = openpyxl.load_workbook(desk.returned)["Số liệu"]
    cell = sheet[where[1]]
    assert (cell.value, cell.comment) == (20, None)
    assert cell.fill.fgColor.rgb == plain.fill.fgColor.rgb
    assert not cell.protection.locked
    assert sheet[left[1]].fill.fgColor.rgb == "FFFF9999"
    assert sheet[left[1]].comment.text.count(OUR_MARK) == 1
    assert openpyxl.load_workbook(desk.returned).sheetnames == ["Cần sửa", "Số liệu", "Thuyết minh"]


def test_an_explained_warning_is_not_asked_again(desk: Desk, form: Path, tmp_path: Path) -> None:
    for month, n1 in (("03", 10), ("04", 11), ("05", 10)):
        path = tmp_path / f"2024-{month}_HU-A.xlsx"
        entries = BAD | {"N1": Entry(n1), "R1.a": Entry(10)}
        write_form(path, desk.plan, "HU-A", parse_period(f"2024-{month}"), entries=entries)
        desk.receive(path, path.name)
    write_form(
        form, desk.plan, "HU-A", parse_period("2024-06"),
        entries=BAD | {"N1": Entry(100), "R1.a": Entry(11)},
    )  # fmt: skip
    first = desk.receive(form, form.name)
    assert {p.rule for p in first.problems if p.indicator == "N1"} & {"slip_of_ten", "changed_much"}
    sheet, cell = cell_of(desk.returned, "N1")
    explained = {(sheet, cell.replace("H", "I")): "Mở thêm lớp theo Kế hoạch số 5"}
    mended = edit(desk.returned, explained, tmp_path / "lo" / desk.returned.name)
    second = desk.receive(mended, mended.name)
    assert all(p.answered for p in second.problems if p.indicator == "N1")
    assert second.unchanged == second.cells_in == 4
    if desk.returned.exists():
        assert "N1" not in places(desk.returned)


@pytest.mark.parametrize("kind", ["ods", "xls", "csv"])
def test_another_kind_of_file_comes_back_as_a_form_to_correct_and_send(
    desk: Desk, form: Path, tmp_path: Path, kind: str
) -> None:
    [sent] = convert([form], kind, tmp_path / "lo", "59,34,76" if kind == "csv" else "")
    first = desk.receive(sent, sent.name)
    assert (first.cells_in, first.held) == (4, 2)
    check(desk.returned)
    book = openpyxl.load_workbook(desk.returned)
    assert book.sheetnames == ["Cần sửa", "Số liệu", "Thuyết minh"]
    assert "được chép sang biểu mẫu" in book["Cần sửa"]["A7"].value
    sheet, cell = cell_of(desk.returned, "N1")
    assert book[sheet][cell].value == "khoảng 20"
    assert book[sheet][cell].fill.fgColor.rgb == "FFFF9999"
    back = desk.receive(desk.returned, desk.returned.name)
    assert (back.unchanged, back.held, back.loaded) == (2, 2, 0)
    mended = edit(desk.returned, corrections(desk.returned), tmp_path / "x" / desk.returned.name)
    assert books(desk.receive(mended, mended.name)) == ("accepted", 4, 2, 0, 2, 0)
    assert not desk.returned.exists()


def test_a_file_of_several_units_goes_back_to_each_with_its_own_figures_alone(
    desk: Desk, tmp_path: Path
) -> None:
    both = tmp_path / "chung.csv"
    both.write_text(
        "unit,period,indicator,numerator,denominator,value,note,evidence\n"
        "HU-A,2024-06,N1,,,khoảng 20,,\nHU-A,2024-06,N2,,,7,,\nHU-B,2024-06,N2,,,4321,,\n",
        encoding="utf-8",
    )
    desk.receive(both, both.name)
    texts = [str(c.value) for s in openpyxl.load_workbook(desk.returned) for r in s for c in r]
    assert "khoảng 20" in texts
    assert "7" in texts
    assert not [t for t in texts if "4321" in t]


def test_states_and_estimates_are_written_as_they_are_read(desk: Desk, tmp_path: Path) -> None:
    sent = tmp_path / "2024-06_HU-A.csv"
    sent.write_text(
        "unit,period,indicator,numerator,denominator,value,note,evidence\n"
        "HU-A,2024-06,R1,ước 1234,ước 2000,,,\nHU-A,2024-06,N1,,,KPS,,\n"
        "HU-A,2024-06,N2,,,khoảng 3,,\nHU-A,2024-06,Y1,,,không thuộc phạm vi,,\n",
        encoding="utf-8",
    )
    first = desk.receive(sent, sent.name)
    assert (first.loaded, first.held) == (3, 1)
    back = desk.receive(desk.returned, desk.returned.name)
    assert (back.unchanged, back.held, back.loaded, back.superseded) == (3, 1, 0, 0)


@pytest.mark.parametrize("mark", [{"strike": True}, {"vertAlign": "superscript"}])
def test_a_figure_typed_over_a_marked_one_has_no_mark_and_is_taken(
    desk: Desk, form: Path, tmp_path: Path, mark: dict[str, Any]
) -> None:
    sheet, address = cell_of_code(form, "N2")
    book = openpyxl.load_workbook(form)
    book[sheet][address].font = Font(**mark)
    book.save(form)
    assert desk.receive(form, form.name).held >= 1
    again = tmp_path / form.name
    shutil.copy(desk.returned, again)
    note = openpyxl.load_workbook(again)[sheet][address].comment
    assert note is not None
    assert "định dạng đó của ô đã được bỏ" in note.text
    assert "chưa đủ" not in note.text  # the two sentences say one thing
    unchanged = desk.receive(again, form.name)
    assert "N2" in {p.indicator for p in unchanged.problems if p.severity == "cell"}
    fixed = openpyxl.load_workbook(desk.returned)
    assert not fixed[sheet][address].font.strike
    assert fixed[sheet][address].font.vertAlign is None
    fixed[sheet][address] = 9
    fixed.save(again)
    taken = desk.receive(again, form.name)
    assert "N2" not in {p.indicator for p in taken.problems}


MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


def by_default(types: str, _: Sequence[str]) -> str:
    """The workbook's own type is that of every .xml that is not named."""
    named = f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN_TYPE}"/>'
    assert named in types
    return types.replace(named, "").replace(
        '<Default Extension="xml" ContentType="application/xml"/>',
        f'<Default Extension="xml" ContentType="{MAIN_TYPE}"/>',
    )


def rels_by_name(types: str, names: Sequence[str]) -> str:
    """Every part of relations is named; their kind of name has no type."""
    of_all = f'<Default Extension="rels" ContentType="{RELS_TYPE}"/>'
    assert of_all in types
    each = "".join(
        f'<Override PartName="/{name}" ContentType="{RELS_TYPE}"/>'
        for name in names
        if name.endswith(".rels")
    )
    return types.replace(of_all, "").replace("</Types>", f"{each}</Types>")


@pytest.mark.parametrize("given", [by_default, rels_by_name])
def test_a_workbook_whose_types_are_given_otherwise_is_mended_in_libreoffice_and_taken(
    desk: Desk, form: Path, tmp_path: Path, given: Callable[[str, Sequence[str]], str]
) -> None:
    with zipfile.ZipFile(form) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = given(types, list(parts)).encode()
    with zipfile.ZipFile(form, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert books(desk.receive(form, form.name)) == ("accepted_in_part", 4, 2, 0, 0, 2)
    check(desk.returned)
    with zipfile.ZipFile(desk.returned) as package:
        assert set(parts) <= set(package.namelist())  # the sender's own, not a form of ours
    assert openpyxl.load_workbook(desk.returned).sheetnames == ["Cần sửa", "Số liệu", "Thuyết minh"]
    mended = edit(desk.returned, corrections(desk.returned), tmp_path / "lo" / desk.returned.name)
    assert books(desk.receive(mended, mended.name)) == ("accepted", 4, 2, 0, 2, 0)


def cell_of_code(path: Path, code: str) -> tuple[str, str]:
    """The input cell of an indicator's row in a form as we write it."""
    page = openpyxl.load_workbook(path)["Số liệu"]
    row = next(c.row for column in page.iter_cols(2, 2) for c in column if c.value == code)
    return page.title, f"H{row}"
