"""What a cell says, in the ways people write it; what could mean two things is asked back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from kpi.plan.document import CalendarW, ChecksW, HeadW, IndicatorW, UnitW, Written
from kpi.plan.kinds import keys_of
from kpi.planning.layout import columns_of, heads_of, meaning_of
from kpi.planning.understanding import Unclear, from_text, understood
from kpi.workbooks.grid import Cell


def said(model: type[Written], key: str, text: str) -> Any:
    return from_text(keys_of(model)[key].type, key, text)


@pytest.mark.parametrize(
    ("model", "key", "text", "value"),
    [
        (HeadW, "years", "2026 - 2030", (2026, 2030)),
        (HeadW, "years", "2026-2030", (2026, 2030)),
        (HeadW, "years", "2026 đến 2030", (2026, 2030)),
        (HeadW, "years", "[2026, 2030]", (2026, 2030)),
        (HeadW, "failures_to", "a@b.vn; c@d.vn", ["a@b.vn", "c@d.vn"]),
        (CalendarW, "closes_on", "14", 14),
        (CalendarW, "closes_on", "mặc định: 25; 12: 31", {"default": 25, "12": 31}),
        (CalendarW, "closes_on", "default: 25, 12: 31", {"default": 25, "12": 31}),
        (CalendarW, "days_off", "02/01/2026; 2026-01-05", [date(2026, 1, 2), date(2026, 1, 5)]),
        (IndicatorW, "measure", "Đếm số lượng", "count"),
        (IndicatorW, "measure", "tỉ lệ", "ratio"),
        (IndicatorW, "frequency", "hàng quý", "quarter"),
        (IndicatorW, "measure", "so dem", "count"),
        (IndicatorW, "measure", "Ty le", "ratio"),
        (IndicatorW, "measure", "co/khong", "yes_no"),
        (IndicatorW, "frequency", "hang quy", "quarter"),
        (IndicatorW, "over_time", "luy ke tu dau nam", "running_total"),
        (ChecksW, "not_decreasing", "khong", False),
        (ChecksW, "not_decreasing", "Co", True),
        (IndicatorW, "direction", "Càng thấp càng tốt", "down"),
        (IndicatorW, "direction", "trong khoảng: 30 - 60,5", {"within": (30.0, 60.5)}),
        (IndicatorW, "across_units", "chỉ tiêu làm trọng số: CT01", {"weighted_by": "CT01"}),
        (IndicatorW, "profile", "học", "learned"),
        (IndicatorW, "limit", "97,5", 97.5),
        (IndicatorW, "limit", "97.5", 97.5),
        (UnitW, "aliases", 'TP A; "UBND; A"\nPhường (cũ)', ["TP A", "UBND; A", "Phường (cũ)"]),
        (UnitW, "succeeds", "đơn vị cũ: A", [{"unit": "A"}]),
        (UnitW, "succeeds", "(đơn vị cũ: A; tỷ phần: 0,55); (đơn vị cũ: B)",
         [{"unit": "A", "share": 0.55}, {"unit": "B"}]),
    ],
)  # fmt: skip
def test_a_text_is_read_as_its_key_takes_it(
    model: type[Written], key: str, text: str, value: object
) -> None:
    assert said(model, key, text) == value


@pytest.mark.parametrize(
    ("model", "key", "text", "rule"),
    [
        (IndicatorW, "limit", "12.000", "thousands"),
        (IndicatorW, "limit", "1.200.000", "thousands"),
        (IndicatorW, "limit", "nhiều", "not_a_number"),
        (IndicatorW, "decimals", "1,5", "not_whole"),
        (IndicatorW, "decimals", "20", "out_of_range"),
        (IndicatorW, "due", "31/02/2026", "not_a_date"),
        (IndicatorW, "measure", "tỉ lẹ", "unknown_word"),
        (HeadW, "years", "2026", "list_length"),
        (UnitW, "succeeds", "(đơn vị cũ: A; tỷ phần: 5)", "out_of_range"),
        (UnitW, "succeeds", "đơn vị cũ A", "no_pair"),
        (UnitW, "succeeds", "(bà con: A)", "unknown_part"),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_asked_back(
    model: type[Written], key: str, text: str, rule: str
) -> None:
    with pytest.raises(Unclear) as unclear:
        said(model, key, text)
    assert unclear.value.rule == rule


@pytest.mark.parametrize(("model", "key"), [(IndicatorW, "due"), (CalendarW, "days_off")])
def test_a_day_that_its_cell_shows_with_the_month_first_is_asked_back(
    model: type[Written], key: str
) -> None:
    cell = Cell("number", number=45323.0, format="date", shown="02/01/2024")  # 1/2/2024
    with pytest.raises(Unclear) as unclear:
        understood(keys_of(model)[key].type, key, cell)
    assert unclear.value.rule == "date_in_two_ways"
    assert unclear.value.values["other"] == "02/01/2024"


def test_cells_are_read_by_their_own_record() -> None:
    limit, share = keys_of(IndicatorW)["limit"].type, keys_of(HeadW)["name"].type
    assert understood(limit, "limit", Cell("number", number=0.57, format="percent")) == 57.0
    assert understood(limit, "on_track", Cell("number", number=0.95, format="percent")) == 0.95
    assert understood(share, "name", Cell("number", number=7.0)) == "7"
    due = keys_of(IndicatorW)["due"].type
    assert understood(due, "due", Cell("number", number=46203.0, format="date")) == date(
        2026, 6, 30
    )
    with pytest.raises(Unclear):
        understood(due, "due", Cell("number", number=46203.0))
    with pytest.raises(Unclear):
        understood(limit, "limit", Cell("error", "#DIV/0!"))


def test_a_setting_is_explained_as_its_cell_is_written() -> None:
    """No code of the file's: a cell shows, and takes, the words of its drop-down."""
    codes = re.compile(r"\b(?:none|annex|all|linear|cagr|projection|zero|exclude|several|one)\b|\[")
    told = [meaning_of(column, "vi") for column in columns_of("settings")]
    assert [text for text in told if codes.search(text)] == []


def test_the_signers_office_has_a_head_of_its_own() -> None:
    heads = [heads_of(column, "vi")[0] for column in columns_of("settings")]
    assert "Báo cáo chính thức: chức vụ người ký" in heads
    assert len(heads) == len(set(heads))
