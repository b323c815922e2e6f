"""A form that was filled is read again as it was meant, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

import pytest
from forms_plans import HU, PLAN

from kpi.periods import parse_period
from kpi.plan.form_rows import form_version
from kpi.reading.one_file import read_one
from reports.forms import Entry, write_form


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_what_was_filled_in_is_what_is_read(tmp_path: Path, locale: Literal["vi", "en"]) -> None:
    plan, june = replace(PLAN, locale=locale), parse_period("2024-06")
    entries = {
        "VB01.a": Entry(12),
        "VB01.b": Entry(15),
        "VB01": Entry(None, explanation="Nghỉ lễ", evidence="Số 1"),
        "CH09": Entry(40),
        "CH12": Entry("Có"),
        "CH01": Entry(date(2024, 5, 20)),
        "TT02": Entry("KPS"),
    }
    path = tmp_path / "2024-06_HU-VL.xlsx"
    write_form(path, plan, HU, june, entries=entries, words=["Tốt", "", "", "Thêm máy"])
    read = read_one(path, path.name, datetime(2024, 6, 17, tzinfo=UTC), plan)
    [one] = read.submissions
    assert (one.unit, one.period, one.plan) == (HU, "2024-06", PLAN.id)
    assert one.version == form_version(plan, HU, june)
    assert one.problems == ()
    assert [(a.indicator, a.state, a.numerator, a.denominator, a.value, a.done_on)
            for a in one.answers] == [
        ("VB01", "value", 12, 15, None, None),
        ("CH09", "value", None, None, 40, None),
        ("CH12", "value", None, None, 100, None),
        ("CH01", "value", None, None, 100, "2024-05-20"),
        ("TT02", "none_occurred", None, None, 0, None),
    ]  # fmt: skip
    assert (one.answers[0].explanation, one.answers[0].evidence) == ("Nghỉ lễ", "Số 1")
    assert one.words == (("Kết quả nổi bật", "Tốt"), ("Kiến nghị, đề xuất", "Thêm máy"))


def test_a_blank_form_holds_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "2024-06_HU-VL.xlsx"
    write_form(path, PLAN, HU, parse_period("2024-06"))
    read = read_one(path, path.name, datetime(2024, 6, 17, tzinfo=UTC), PLAN)
    assert [s.answers for s in read.submissions] in ([], [()])
