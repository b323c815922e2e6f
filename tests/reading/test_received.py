"""Small files that were once read wrong, or not at all: each says what is right now."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.reading.one_file import read_one
from kpi.records.answers import FileRead

FOLDER = Path(__file__).parent / "received"
RECEIVED = datetime(2024, 7, 3, tzinfo=UTC)


@lru_cache
def plan_of(folder: str) -> Plan:
    found = parse_plan((FOLDER / folder / "plan.yaml").read_bytes())
    assert found.plan is not None
    return found.plan


def read(name: str) -> FileRead:
    folder, _, file = name.partition("/")
    return read_one(FOLDER / name, file, RECEIVED, plan_of(folder))


def figures(found: FileRead) -> dict[str, Any]:
    """What is read of the first submission: figures, pairs, or the rule that holds an answer."""
    return {
        a.indicator: a.held_by or (a.value if a.numerator is None else (a.numerator, a.denominator))
        for a in found.submissions[0].answers
    }


def messages(found: FileRead) -> str:
    return " ".join(p.message for s in found.submissions for p in s.problems)


ASKED = {
    "intake/superscript_12_note5_is_read_125.xlsx": ("KM", "unreadable", "12⁵"),
    "intake/struck12_then15_is_read_1215.xlsx": ("LOP", "unreadable", "[gạch: 12]15"),
    "intake/whole_cell_struck_12_is_read_12.xlsx": ("LOP", "unreadable", "[gạch: 12]"),
    "intake/count5_as_h_mm.xlsx": ("LOP", "ambiguous_number", '"120:00"'),
    "files/fmt_own_ids_2024-06_U1.xls": ("S1", "ambiguous_percentage", "120%"),
    "files/fmt_second_section.xlsx": ("S1", "ambiguous_percentage", "120%"),
    "files/xlwt_formula_2024-06_U1.xls": ("C1", "formula_without_value", "không lưu kết quả"),
}
FORMATS = {"S1": "ambiguous_percentage", "S2": 85.0, "C1": "ambiguous_number", "C2": 5.0}
SOUND = {"S1": 82.0, "S2": 91.0, "C1": 11.0, "C2": 5.0}
READ: dict[str, dict[str, Any]] = {
    "intake/n6_pasted.xlsx": {"LOP": 57.0},
    "intake/24c_num_gt_den_by_noise.xlsx": {"VB": (10.0, 10.0)},
    "intake/01_backslash_all.xlsx": {"LOP": 5.0, "VB": (8.0, 10.0), "CO": 100.0},
    "files/fmt_own_ids_2024-06_U1.xls": FORMATS,
    "files/fmt_second_section.xlsx": FORMATS,
    "files/ole_capitals_2024-06_U1.xls": SOUND,
    "files/sst_count_2024-06_U1.xls": SOUND,
    "files/xlwt_formula_2024-06_U1.xls": {"S1": 82.0, "C2": "formula_without_value"},
}


@pytest.mark.parametrize(("name", "code", "rule", "shown"), [(n, *a) for n, a in ASKED.items()])
def test_what_is_not_certain_is_asked_as_it_is_shown(
    name: str, code: str, rule: str, shown: str
) -> None:
    found = read(name)
    assert figures(found)[code] == rule
    assert shown in messages(found)


@pytest.mark.parametrize("name", READ)
def test_what_is_certain_is_read(name: str) -> None:
    assert figures(read(name)).items() >= READ[name].items()


@pytest.mark.parametrize("name", ["header_mm_yyyy.xlsx", "17_period_2024-6.csv"])
def test_a_month_is_known_however_a_spreadsheet_leaves_it(name: str) -> None:
    [found] = read(f"intake/{name}").submissions
    assert (found.unit, found.period, found.problems) == ("TU-DH", "2024-06", ())


def test_a_format_that_says_secret_beside_a_figure_refuses_the_file() -> None:
    [found] = read("intake/format_0_mat_in_quotes.xlsx").submissions
    assert [p.rule for p in found.problems] == ["secret_with_number"]
    assert all(a.value is None and a.written == "" for a in found.answers)


def test_lines_in_quotes_are_told_as_such() -> None:
    [problem] = read("intake/01_line_quoted.csv").problems
    assert "mỗi dòng nằm trọn trong một cặp dấu ngoặc kép" in problem.message


def test_the_built_in_password_has_its_own_switch() -> None:
    [problem] = read("files/default_password_2024-06_U1.xlsx").problems
    assert "Bảo vệ sổ làm việc" in problem.message


def test_what_systems_leave_in_an_archive_is_no_file_for_us() -> None:
    found = read("intake/01_desktop_ini.zip")
    assert ([s.unit for s in found.submissions], found.problems) == (["TU-DH", "HU-VL"], ())


def test_a_broken_neighbour_names_itself_and_whose_it_was() -> None:
    found = read("intake/02_broken_neighbour.zip")
    assert [s.unit for s in found.submissions] == ["TU-DH"]
    [problem] = found.problems
    assert problem.file == "02_broken_neighbour.zip/2024-06_HU-VL.xlsx"
    assert (problem.unit, problem.period) == ("HU-VL", "2024-06")
