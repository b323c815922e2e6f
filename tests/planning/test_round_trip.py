"""The plan's workbook holds all of the plan: out and back is the same plan, to the last digit."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from kpi.begin.first_plan import first_plan, usual
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.plan.shipped import shipped_plan_text
from kpi.planning.document import written_document
from kpi.planning.proposal import Proposal, propose
from kpi.planning.tables import plan_tables
from kpi.planning.writing import fresh
from reports.plan_book.write import About, write_plan_book

from .documents import documents

GOOD = Path(__file__).parents[1] / "plan" / "good.yaml"


def through_workbook(text: str, current: str, locale: str = "vi") -> Proposal:
    """The plan of a text as a workbook, brought back over the plan of another text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.xlsx"
        about = About("Cơ quan", "Kế hoạch", "Đề xuất", "", locale)
        write_plan_book(path, plan_tables(written_document(text), locale), about)
        return propose(path, current)


def meaning(plan: Plan | None) -> Plan:
    assert plan is not None
    return replace(plan, sha256="", text="")


def sound(document: dict[str, Any]) -> str:
    """The text of a random plan; those with an error are left out."""
    text = fresh(document)
    reading = parse_plan(text)
    event("sound" if reading.plan else f"unsound: {[f.rule for f in reading.errors][:1]}")
    assume(reading.plan is not None)
    return text


@given(documents())
@settings(max_examples=40)
def test_out_and_back_into_nothing_is_the_same_plan(document: dict[str, Any]) -> None:
    text = sound(document)
    made = through_workbook(text, "")
    assert made.problems == ()
    assert meaning(made.plan) == meaning(parse_plan(text).plan)


@given(documents())
@settings(max_examples=20)
def test_out_and_back_over_itself_changes_no_byte(document: dict[str, Any]) -> None:
    text = sound(document)
    for locale in ("vi", "en"):
        made = through_workbook(text, text, locale)
        assert made.problems == ()
        assert made.changes == ()
        assert made.text == text


@given(documents(), documents())
@settings(max_examples=40)
def test_a_workbook_makes_any_plan_the_one_that_it_shows(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    before, wanted = sound(one), sound(other)
    made = through_workbook(wanted, before)
    assert made.problems == ()
    assert meaning(made.plan) == meaning(parse_plan(wanted).plan)
    assert not made.remarks.comments_lost


@given(st.permutations(range(5)), st.permutations(range(3)), st.sets(st.integers(0, 4), max_size=3))
@settings(max_examples=20)
def test_rows_in_another_order_are_items_in_another_order_with_every_comment_kept(
    indicators: list[int], units: list[int], gone: set[int]
) -> None:
    text = first_plan(usual((2026, 2030), "vi"))
    document = written_document(text)
    kept = [n for n in indicators if n not in gone]
    document["indicators"] = [document["indicators"][n] for n in kept]
    document["units"] = [document["units"][n] for n in units]
    made = through_workbook(fresh(document), text)
    assert made.plan is not None, made.problems
    assert [i.id for i in made.plan.indicators] == [f"CT0{n + 1}" for n in kept]
    assert [u.id for u in made.plan.units] == [("VP", "DV01", "DV02")[n] for n in units]
    assert not made.remarks.comments_lost
    lost = comments(text) - comments(made.text)
    assert set(lost) <= {c for n in gone for c in comments(fresh_lines(text, n))}


def comments(text: str) -> Counter[str]:
    """The comments that stand on lines of their own, and those behind a value."""
    return Counter(m.strip() for m in re.findall(r"(?:^|\s)#.*$", text, re.MULTILINE))


def fresh_lines(text: str, number: int) -> str:
    """The lines of one indicator, whose own comments behind values go with it."""
    return text.split("  - id: CT0")[number + 1]


def test_the_shipped_plan_comes_back_byte_for_byte() -> None:
    text = shipped_plan_text().decode("utf-8")
    made = through_workbook(text, text)
    assert (made.changes, made.problems) == ((), ())
    assert made.text == text


def test_the_first_plan_and_one_with_every_key_come_back_byte_for_byte() -> None:
    for text in (first_plan(usual((2026, 2030), "vi")), GOOD.read_text("utf-8")):
        made = through_workbook(text, text)
        assert (made.changes, made.problems, made.text) == ((), (), text)


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    text = "\ufeff" + first_plan(usual((2026, 2030), "vi")).replace("\n", "\r\n")
    edited = text.replace("2026: 120", "2026: 125")
    made = through_workbook(edited, text)
    assert made.text == edited
