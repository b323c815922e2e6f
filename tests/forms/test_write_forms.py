"""The forms of a period, their names, and how pages break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from forms_plans import HU, PLAN

from kpi.periods import ending_with, parse_period
from kpi.plan.model import Unit
from reports.forms import Entry, form_bytes, safe_unit_name, write_form, write_forms
from reports.forms.page_breaks import Block, blocks_of, page_breaks
from reports.forms.rows import Heading, roman, table_lines
from reports.forms.write import FormsWritten

NOW = datetime(2024, 7, 1)
JUNE = parse_period("2024-06")


def test_every_unit_that_must_report_gets_one_form(tmp_path: Path) -> None:
    done = write_forms(PLAN, (JUNE,), tmp_path / "new", NOW)
    other = safe_unit_name(PLAN, "area/x")
    assert [p.relative_to(tmp_path / "new").as_posix() for p in done.blank] == [
        "HU-VL/2024-06_HU-VL.xlsx", "DU-QS/2024-06_DU-QS.xlsx", f"{other}/2024-06_{other}.xlsx",
    ]  # fmt: skip
    assert sorted((tmp_path / "new").rglob("*.xlsx")) == sorted(done.blank)
    assert done.units == ["HU-VL", "DU-QS", "area/x"]


def test_a_folder_holds_all_that_its_unit_must_fill_in_the_month(tmp_path: Path) -> None:
    done = write_forms(PLAN, ending_with(JUNE.last_month), tmp_path, NOW)
    names = sorted(p.name for p in (tmp_path / HU).iterdir())
    assert names == ["2024-06_HU-VL.xlsx", "2024-Q2_HU-VL.xlsx"]
    assert len(done.blank) == 6


def test_periods_are_told_in_their_order_whoever_has_which(tmp_path: Path) -> None:
    """The first unit that has a form owes the quarter's form alone."""
    of_the_month = tuple(i for i in PLAN.indicators if i.frequency == "month")
    others = tuple(u.id for u in PLAN.units if u.id != HU)
    asked = {i.id: replace(i, reporters=others) for i in of_the_month}
    plan = replace(PLAN, indicators=tuple(asked.get(i.id, i) for i in PLAN.indicators))
    done = write_forms(plan, ending_with(JUNE.last_month), tmp_path, NOW)
    assert [p.name for p in (tmp_path / HU).iterdir()] == ["2024-Q2_HU-VL.xlsx"]
    assert [p.label for p in done.periods] == ["2024-06", "2024-Q2"]


def test_one_unit_alone_gets_its_forms_and_nobody_else_any(tmp_path: Path) -> None:
    done = write_forms(PLAN, ending_with(JUNE.last_month), tmp_path, NOW, only="DU-QS")
    assert done.units == ["DU-QS"]
    assert [p.name for p in tmp_path.iterdir()] == ["DU-QS"]
    assert len(done.blank) == 2


def test_a_unit_that_ended_gets_none(tmp_path: Path) -> None:
    done = write_forms(PLAN, (parse_period("2025-08"),), tmp_path, NOW)
    names = [p.name for p in done.blank]
    assert "2025-08_HU-VL.xlsx" not in names


def test_periods_without_a_form_have_no_files(tmp_path: Path) -> None:
    for label in ("2024-9M", "2021-2025"):
        assert write_forms(PLAN, (parse_period(label),), tmp_path, NOW) == FormsWritten()


def test_a_backfill_year_reaches_units_without_a_yearly_indicator(tmp_path: Path) -> None:
    monthly = replace(PLAN, indicators=tuple(i for i in PLAN.indicators if i.id == "TT02"))
    year = parse_period("2021")
    assert write_forms(monthly, (year,), tmp_path, NOW) == FormsWritten()
    assert len(write_forms(monthly, (year,), tmp_path, NOW, backfill=True).blank) == 3


def test_ids_become_safe_and_different_file_names_on_every_system() -> None:
    ids = ("a/b", "a\\b", "X1", "x1", "fine", "dot.", "..", "n" * 300, "tab\t", "Đông Hà")
    plan = replace(PLAN, units=tuple(Unit(i, i, "k") for i in ids))
    names = [safe_unit_name(plan, i) for i in ids]
    assert len({n.casefold() for n in names}) == len(ids)
    assert (names[4], names[9]) == ("fine", "Đông Hà")
    assert not any(set(n) & set('<>:"/\\|?*\t') or n[-1] in " ." for n in names)
    assert all(len(n) < 120 for n in names)


def test_a_page_never_ends_with_a_heading_nor_inside_a_ratio() -> None:
    lines = table_lines(PLAN, HU, parse_period("2024-06"))
    blocks = blocks_of(lines, [10.0] * len(lines), top=10)
    # heading + VB01 + its parts; CH09; CH12; CH01; heading + TT02
    assert blocks == [
        Block(10, 40.0), Block(14, 10.0), Block(15, 10.0), Block(16, 10.0), Block(17, 20.0),
    ]  # fmt: skip
    # 30 + 5 + 40 + 10 = 85 of 90; 5 + 10 + 10 + 20 on the second page
    assert page_breaks(blocks, head=30.0, header=5.0, room=90.0) == ([15], 1 - 85 / 90)


def test_one_page_needs_no_break_and_a_block_taller_than_a_page_no_empty_page() -> None:
    assert page_breaks([Block(1, 10), Block(2, 10)], head=5, header=5, room=30) == ([], 0.0)
    assert page_breaks([Block(1, 99), Block(2, 10)], head=0, header=5, room=30)[0] == [2]


def test_headings_are_numbered_in_roman() -> None:
    lines = table_lines(PLAN, HU, parse_period("2024-06"))
    assert [x.number for x in lines if isinstance(x, Heading)] == ["I", "II"]
    assert [roman(n) for n in (4, 9, 11, 14, 40, 53)] == ["IV", "IX", "XI", "XIV", "XL", "LIII"]


def typed(sheet: str, cell: str, value: object) -> Callable[[Path], None]:
    """Writes into a cell of a form as a person does who opens it in place."""

    def write(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        book[sheet][cell] = value
        book.save(path)

    return write


def damaged(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 not a workbook any more")


def with_figures(path: Path) -> None:
    write_form(path, PLAN, HU, JUNE, entries={"CH09": Entry(3)})


def with_words(path: Path) -> None:
    write_form(path, PLAN, HU, JUNE, words=["Kết quả tốt"])


@pytest.mark.parametrize(
    "fill",
    [
        with_figures,
        with_words,
        typed("Số liệu", "H13", 12),
        typed("Số liệu", "H15", "khoảng mười"),
        typed("Số liệu", "I15", "Chưa có kinh phí"),
        typed("Số liệu", "J15", "Quyết định số 5"),
        typed("Thuyết minh", "A8", "Thiếu máy"),
        damaged,
    ],
)
def test_a_form_that_was_filled_in_stays_and_is_named(
    tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    path = tmp_path / HU / "2024-06_HU-VL.xlsx"
    write_forms(PLAN, (JUNE,), tmp_path, NOW)
    fill(path)
    before = path.read_bytes()
    done = write_forms(PLAN, (JUNE,), tmp_path, NOW)
    assert done.kept == [path]
    assert len(done.blank) == 2
    assert path.read_bytes() == before


def test_a_blank_form_of_an_earlier_version_is_replaced(tmp_path: Path) -> None:
    earlier = replace(PLAN, indicators=tuple(i for i in PLAN.indicators if i.id != "CH09"))
    write_forms(earlier, (JUNE,), tmp_path, NOW)
    path = tmp_path / HU / "2024-06_HU-VL.xlsx"
    blank = form_bytes(PLAN, HU, JUNE)
    assert path.read_bytes() != blank
    done = write_forms(PLAN, (JUNE,), tmp_path, NOW)
    assert (len(done.blank), done.kept) == (3, [])
    assert path.read_bytes() == blank


def test_a_blank_form_that_another_program_saved_again_is_replaced(tmp_path: Path) -> None:
    write_forms(PLAN, (JUNE,), tmp_path, NOW)
    path = tmp_path / HU / "2024-06_HU-VL.xlsx"
    openpyxl.load_workbook(path).save(path)
    done = write_forms(PLAN, (JUNE,), tmp_path, NOW)
    assert done.kept == []
    assert path.read_bytes() == form_bytes(PLAN, HU, JUNE)


def test_a_form_held_open_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / HU / "2024-06_HU-VL.xlsx"
    true_replace = Path.replace

    def replace_unless_open(self: Path, target: Path) -> Path:
        if target == held:
            raise PermissionError(13, "in use", str(self), None, str(target))
        return true_replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_unless_open)
    done = write_forms(PLAN, (JUNE,), tmp_path, NOW)
    assert (len(done.blank), done.blocked) == (2, [held])
    assert sorted(p.name for p in tmp_path.rglob("*.xlsx")) == sorted(p.name for p in done.blank)
