"""A numeric code that a spreadsheet may have made of another id is asked back, never guessed."""

from __future__ import annotations

import pytest

from kpi.plan.load import parse_plan
from kpi.reading.catalogue import catalogue_of
from kpi.reading.vocabulary.codes import find_coded, find_indicator, is_one_of_twins
from kpi.reading.vocabulary.unit_names import near_units
from kpi.workbooks.grid import Cell

ROW = "field: F, measure: count, unit_of_measure: lớp, frequency: month, reported_by: [huyen]"
RATIO = ROW.replace("count", "ratio") + ", numerator: a, denominator: b"
PLAN = f"""plan: {{id: p, name: Kế hoạch, owner: Ban, years: [2024, 2025]}}
fields: [{{id: F, name: Lĩnh vực}}]
units:
  - {{id: "01", name: Đơn vị Một, kind: huyen}}
  - {{id: "1", name: Đơn vị Khác, kind: huyen}}
  - {{id: "2", name: Đơn vị Hai, kind: huyen}}
indicators:
  - {{id: "1.1", name: Số lớp, {ROW}}}
  - {{id: "1.10", name: Số buổi, {ROW}}}
  - {{id: "2.1", name: Số người, {ROW}}}
  - {{id: V, name: Tỷ lệ, {RATIO}}}
  - {{id: V_A, name: Số tin, {ROW}}}
  - {{id: "1E2", name: Số ảnh, {ROW}}}
  - {{id: "100", name: Số bài, {ROW}}}
"""


@pytest.fixture(scope="module")
def known():
    plan = parse_plan(PLAN).plan
    assert plan is not None
    return catalogue_of(plan)


def number(value: float) -> Cell:
    return Cell("number", "", value)


def found(cell: Cell, known, *, texts: bool = False) -> str | None:
    asked = find_coded(cell, known, texts=texts)[0]
    return asked.id if asked else None


@pytest.mark.parametrize("value", [1.1, 100.0])
def test_a_number_that_two_ids_are_is_nobody_s(known, value: float) -> None:
    assert found(number(value), known) is None


@pytest.mark.parametrize("written", ["1.1", "1.10", "100", "1E2", "1.100"])
def test_in_a_csv_file_every_spelling_of_such_a_number_is_asked(known, written: str) -> None:
    assert found(Cell("text", written), known, texts=True) is None


@pytest.mark.parametrize("written", ["1.1", "1.10", "1E2", "100"])
def test_a_text_cell_of_a_workbook_is_the_id_that_it_says(known, written: str) -> None:
    assert found(Cell("text", written), known) == written


def test_a_number_without_a_twin_is_the_id_that_it_says(known) -> None:
    assert found(number(2.1), known) == "2.1"
    assert found(Cell("text", "2.1"), known, texts=True) == "2.1"


@pytest.mark.parametrize("written", ["21", "11", "0100", "210"])
def test_a_number_never_loses_its_dot_or_its_noughts(known, written: str) -> None:
    assert find_indicator(written, known)[0] is None


def test_units_of_one_number_are_offered_both(known) -> None:
    assert is_one_of_twins(Cell("text", "1"), known.unit_twins, texts=True)
    assert not is_one_of_twins(Cell("text", "2"), known.unit_twins, texts=True)
    assert {u.id for u in near_units("1", known)} == {"01", "1"}


def test_a_code_of_another_case_is_not_taken_for_a_part_of_a_ratio(known) -> None:
    assert find_indicator("V.a", known)[1] == "a"
    assert find_indicator("V_A", known)[0].id == "V_A"
    assert find_indicator("v_a", known)[0] is None
