"""A returned workbook is corrected where it is painted, sent again and read as a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from forms_plans import HU, PLAN

from kpi.intake.reading import read_one
from kpi.periods import parse_period
from reports.feedback import write_feedback
from reports.forms import Entry, write_form

NOON = datetime(2024, 6, 17, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    cells_in: int = 2
    loaded: int = 1
    held: int = 1
    superseded: int = 0
    unchanged: int = 0


def test_a_corrected_feedback_workbook_is_read_without_a_problem(tmp_path: Path) -> None:
    sent = tmp_path / "2024-06_HU-VL.xlsx"
    entries = {"CH09": Entry("khoảng 20"), "TT02": Entry(7)}
    write_form(sent, PLAN, HU, parse_period("2024-06"), entries=entries, words=["Tốt"])
    [first] = read_one(sent, sent.name, NOON, PLAN).submissions
    [problem] = first.problems
    returned = write_feedback(
        tmp_path / "2024-06_HU-VL_can-sua.xlsx",
        PLAN,
        unit=HU,
        period="2024-06",
        original=sent,
        problems=first.problems,
        outcome="accepted_in_part",
        counts=Counts(),
        received=NOON.replace(tzinfo=None),
    )
    [untouched] = read_one(returned, returned.name, NOON, PLAN).submissions
    assert (untouched.answers, untouched.words) == (first.answers, first.words)

    book = openpyxl.load_workbook(returned)
    place = book["Cần sửa"]["B10"].hyperlink.location
    assert place == f"'Số liệu'!{problem.cell}"
    book["Số liệu"][problem.cell] = 20
    book.save(returned)
    [second] = read_one(returned, returned.name, NOON, PLAN).submissions
    assert second.problems == ()
    assert [(a.indicator, a.value) for a in second.answers] == [("CH09", 20), ("TT02", 7)]
