"""Conditional formatting that strikes a cell out or hides its number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from kpi.workbooks.grid import Cell
from kpi.workbooks.xlsx.reader import read_xlsx

STRUCK = {"font_strikeout": True}
HIDDEN = {"num_format": ";;;"}


def cell(path: Path, rule: dict[str, Any], look: dict[str, Any], value: object = 15) -> Cell:
    """H5 of a sheet under a rule for H5:H9."""
    book = xlsxwriter.Workbook(str(path / "b.xlsx"))
    page = book.add_worksheet("S")
    page.write("A5", 15)
    page.write("H5", value)
    page.conditional_format("H5:H9", {**rule, "format": book.add_format(look)})
    book.close()
    sheet = read_xlsx(path / "b.xlsx").sheets[0]
    assert sheet.at(5, 1) == Cell("number", number=15.0)
    found = sheet.at(5, 8)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "formula", "criteria": "=TRUE"},
        {"type": "formula", "criteria": "=H5>10"},
        {"type": "formula", "criteria": "=$H5=15"},
        {"type": "cell", "criteria": ">", "value": 10},
        {"type": "cell", "criteria": "between", "minimum": 10, "maximum": 20},
        {"type": "cell", "criteria": "!=", "value": 0},
        {"type": "no_blanks"},
    ],
)
def test_a_number_struck_out_by_a_rule_that_holds_is_shown_so(
    tmp_path: Path, rule: dict[str, Any]
) -> None:
    assert cell(tmp_path, rule, STRUCK).text == "[gạch: 15]"
    assert cell(tmp_path, rule, HIDDEN).shown == " "


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "formula", "criteria": "=FALSE"},
        {"type": "formula", "criteria": "=H5>20"},
        {"type": "cell", "criteria": "<", "value": 10},
        {"type": "cell", "criteria": "not between", "minimum": 10, "maximum": 20},
        {"type": "formula", "criteria": "=$H$5>10"},
        {"type": "formula", "criteria": "=COUNTIF(A:A,H5)>1"},
    ],
)
def test_a_rule_that_does_not_hold_or_would_have_to_be_computed_changes_nothing(
    tmp_path: Path, rule: dict[str, Any]
) -> None:
    assert cell(tmp_path, rule, STRUCK) == Cell("number", number=15.0)


def test_a_rule_that_only_colours_changes_nothing(tmp_path: Path) -> None:
    always = {"type": "formula", "criteria": "=TRUE"}
    assert cell(tmp_path, always, {"bg_color": "#ffff00"}) == Cell("number", number=15.0)


def test_a_text_struck_out_by_a_rule_is_shown_so(tmp_path: Path) -> None:
    always = {"type": "formula", "criteria": "=TRUE"}
    assert cell(tmp_path, always, STRUCK, "15 lớp").text == "[gạch: 15 lớp]"
