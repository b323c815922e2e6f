"""Whom messages to units address: the plan's own words, else those of its kind of body."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from kpi.plan.model import Plan
from kpi.reading.catalogue import catalogue_of, from_json, to_json
from kpi.reading.one_file import read_one
from kpi.records.books import Books
from kpi.workbooks.source import Member
from reports.feedback.letter import letter_of
from tests.plans import HEADER, a_count, a_plan

FORM = (HEADER + "A,2024-06,N1,,,7 hay 8,,\n").encode()
BOOKS = Books(cells_in=1, loaded=0, held=1, superseded=0, unchanged=0)
ARRIVED = datetime(2024, 7, 1, 3)


def told(plan: Plan) -> tuple[str, str]:
    """What is said of the one cell in question, and how the file is to be sent again."""
    known = from_json(to_json(catalogue_of(plan)))  # as a reading process has it
    [one] = read_one(Member(FORM), "a.csv", ARRIVED, known).submissions
    letter = letter_of(
        plan, unit="A", period="2024-06", problems=one.problems, outcome="rejected",
        counts=BOOKS, received=ARRIVED,
    )  # fmt: skip
    return one.problems[0].message, letter.how["returned"]


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        ({}, "đề nghị đơn vị"),
        ({"report": {"form": "state"}}, "đề nghị đơn vị"),
        ({"report": {"form": "party"}}, "đề nghị đồng chí"),
        ({"report": {"form": "party"}, "form_texts": {"please": "Mời các cơ sở"}}, "mời các cơ sở"),
    ],
)
def test_messages_ask_as_the_plan_does(about: dict[str, Any], asked: str) -> None:
    message, how = told(a_plan(indicators=(a_count("N1"),), **about))
    assert f". {asked[0].upper()}{asked[1:]} " in message
    assert f": {asked} " in how
    assert "{" not in message + how


def test_a_plan_in_english_asks_in_english() -> None:
    message, how = told(a_plan(indicators=(a_count("N1"),), locale="en"))
    assert ". Please " in message
    assert ": please " in how
