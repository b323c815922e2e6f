"""Whoever types what the message shows, and nothing else, has the plan that was meant."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi.begin.first_plan import first_plan, usual
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.words import LOCALES
from tests.plan.typed_slips import ASKED, DAYS, FIRST_PLAN, SHIPPED_PLAN, Slip

FIRST = first_plan(usual((2026, 2030), "vi"))
SHIPPED = (Path(__file__).parents[2] / "indicators.yaml").read_text(encoding="utf-8")
SLIPS = [(FIRST, slip) for slip in FIRST_PLAN] + [(SHIPPED, slip) for slip in SHIPPED_PLAN]


def said_by(plan: Plan | None) -> Plan:
    """The plan without its text, which the repair may leave in another shape."""
    assert plan is not None
    return replace(plan, text="", sha256="")


@pytest.mark.parametrize(
    ("plan", "slip"), SLIPS, ids=[f"{n}-{slip.rule}" for n, (_, slip) in enumerate(SLIPS)]
)
def test_the_repair_typed_as_shown_gives_the_plan_that_was_meant(plan: str, slip: Slip) -> None:
    wrong = plan.replace(slip.stood, slip.typed, 1)
    assert wrong != plan
    (told,) = parse_plan(wrong).findings
    begun = plan[: plan.index(slip.stood)].count("\n") + 1
    assert told.rule == slip.rule
    place = told.line if told.rule != "unknown_kind_near" else told.values["line"]
    assert place in range(begun, begun + slip.typed.count("\n") + 1)
    assert all(slip.shown in told.text(locale) for locale in LOCALES)
    mended = slip.typed.replace(slip.part, slip.shown) if slip.part else slip.shown
    reading = parse_plan(plan.replace(slip.stood, mended, 1))
    meant = parse_plan(plan.replace(slip.stood, slip.then or slip.stood, 1))
    assert said_by(reading.plan) == said_by(meant.plan)
    assert [f.rule for f in reading.findings] == [f.rule for f in meant.findings]


@pytest.mark.parametrize(("typed", "rule", "both"), ASKED)
def test_a_day_that_can_be_two_is_asked_about_and_never_guessed(
    typed: str, rule: str, both: tuple[str, ...]
) -> None:
    (told,) = parse_plan(FIRST.replace(DAYS, f"    days_off: {typed}\n{DAYS}")).findings
    assert told.rule == rule
    assert "likely" not in told.values
    assert all(day in told.text("vi") for day in both)


def test_a_comment_of_several_lines_is_told_on_each_of_them() -> None:
    text = FIRST.replace("    measure: count", "    /* của\n       tôi */\n    measure: count")
    first, last = parse_plan(text).findings
    assert (first.rule, last.rule) == ("comment_mark", "comment_mark")
    text = text.replace("/* của", str(first.values["repair"]))
    text = text.replace("tôi */", str(last.values["repair"]))
    assert said_by(parse_plan(text).plan) == said_by(parse_plan(FIRST).plan)


def test_a_year_written_twice_with_two_numbers_shows_both_and_deletes_neither() -> None:
    (told,) = parse_plan(FIRST.replace("2028: 160", "2027: 160")).findings
    assert told.rule == "duplicate_key_differs"
    assert {"140", "160"} <= set(map(str, told.values.values()))


def test_web_addresses_and_marks_within_words_are_no_comments() -> None:
    text = FIRST.replace("basis: Đề xuất, chờ duyệt", "basis: Xem https://a.vn/b/*c và km/h")
    assert not parse_plan(text).findings
