"""The `report` flow: assess a period as of a moment, draw it, put it in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flows.console import note, out
from flows.dates import now_utc
from flows.in_force import in_force
from flows.plan_check import lost_lines
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title
from reports.render import Rendered, render_report

Step = TypeVar("Step", bound=Callable[..., Any])


def plainly(step: Step) -> Step:
    """A step as it is; in the engine `flows.tasks.as_task` stands in its place."""
    return step


def reporting(  # noqa: PLR0913 - what, of when, and how
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    period: Period,
    as_of: date | None = None,
    *,
    run: Callable[[Any], Any] = plainly,
) -> Rendered:
    """One period's report from what is in force; says where it lies and what it cannot say yet.

    With `as_of` (the end of that day) it is a copy in a folder of its own."""
    now = now_utc()
    known = in_force(warehouse, plan, as_of, now)
    rendered: Rendered = run(render_report)(
        warehouse.con,
        known.plan,
        period,
        home.report_copy(period.label, as_of) if as_of else home.reports(period.label),
        as_of=known.as_of,
        now=now,
    )
    title = period_title(period, plan.locale)
    first, last = known.plan.years
    if period.year < first or period.first_month // 12 > last:
        years = {"first": first, "last": last}
        note(say("cli.report.outside_years", plan.locale, period=title, **years))
    for line in lost_lines(warehouse, known.plan):
        note(line)
    out(say("cli.report.written", plan.locale, period=title, path=rendered.report))
    return rendered
