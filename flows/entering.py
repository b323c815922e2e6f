"""`kpi enter`: a figure that a unit gave by telephone or letter.

One rule: it is held to what a form is held to; what a form would have asked back is refused here,
with the words of the checks.
"""

from __future__ import annotations

from datetime import datetime

from flows.act_words import of_period, refuse_closed, shown_at, unit_name
from flows.console import Stop, out
from flows.dates import now_utc
from flows.desk import refresh
from flows.named import indicator_of, unit_of
from flows.next_step import suggest
from flows.plan_check import in_years, plan_of
from flows.typed_words import to_whoever_types
from flows.unit_notices import tell_units
from kpi.collect.access import writing
from kpi.collect.entering import enter, next_number, tried
from kpi.home import Home
from kpi.journal import user_name
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.receiving.sources.by_hand import ByHand, note_of
from kpi.records.problems import Problem
from kpi.records.submission import Submission
from kpi.words import say

Whose = tuple[str, Period, str]  # unit, period and indicator, as written


def enter_now(home: Home, whose: Whose, value: str, reason: str) -> int:
    """Takes one figure in as a submission of its own."""
    plan = plan_of(home)
    now = now_utc()
    with writing(home, now) as warehouse:
        given = _given(home, plan, now, whose, value, reason)
        period = parse_period(given.period)
        in_years(plan, period)
        refuse_closed(plan, warehouse, period)
        _refuse(plan, given, tried(home, plan, warehouse, now, given))
        for submission in enter(home, plan, warehouse, now, given):
            _tell(plan, given, submission, reason)
        tell_units(home, plan, warehouse, [(given.unit, given.period)])
        refresh(home, plan, warehouse, now_utc())
    return 0


def _given(  # noqa: PLR0913, PLR0917 - what is asked, and when
    home: Home, plan: Plan, now: datetime, whose: Whose, value: str, reason: str
) -> ByHand:
    unit, period, indicator = whose
    note = note_of(reason, user_name(), shown_at(plan, now), plan.locale)
    return ByHand(
        unit_of(plan, unit),
        period.label,
        indicator_of(plan, indicator),
        " ".join(value.split()),
        note,
        next_number(home),
    )


def _refuse(plan: Plan, given: ByHand, submissions: tuple[Submission, ...]) -> None:
    """Stop unless the figure would be taken whole."""
    if submissions and all(_is_taken(s) for s in submissions):
        return
    lines = [say("acts.enter.refused", plan.locale, **_values(plan, given))]
    serious = [p for s in submissions for p in s.problems if p.severity != "warning"]
    lines += [f"  {_to_whoever_types(plan, given, p)}" for p in serious]
    if not serious:
        lines.append(say("acts.enter.empty", plan.locale))
    raise Stop("\n".join([*lines, say("acts.enter.repair", plan.locale)]))


def _to_whoever_types(plan: Plan, given: ByHand, problem: Problem) -> str:
    return to_whoever_types(problem.message, given.indicator, plan.locale, plan.please)


def _is_taken(submission: Submission) -> bool:
    taken = submission.outcome in ("accepted", "accepted_with_warnings")
    return taken and submission.cells_in == 1 and not submission.held


def _values(plan: Plan, given: ByHand) -> dict[str, str]:
    return {
        "value": given.value,
        "indicator": given.indicator,
        "unit": unit_name(plan, given.unit),
        **of_period(plan, parse_period(given.period)),
        "unit_id": given.unit,
    }


def _tell(plan: Plan, given: ByHand, submission: Submission, reason: str) -> None:
    change = next(c for c in ("loaded", "superseded", "unchanged") if getattr(submission, c))
    values = {**_values(plan, given), "submission": submission.name, "reason": reason}
    told = say(f"acts.enter.change.{change}", plan.locale)
    out(say("acts.enter.done", plan.locale, change=told, **values))
    for problem in submission.problems:
        if not problem.answered:
            out(f"  {_to_whoever_types(plan, given, problem)}")
    about = {k: values[k] for k in ("label", "indicator", "unit_id", "submission")}
    suggest("entered", plan.locale, **about)
