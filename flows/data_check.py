"""`kpi check --data PERIOD`: what the rules find in the figures in force, told and kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from flows.console import out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.collect.access import reading
from kpi.files import write_whole
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title

if TYPE_CHECKING:
    from kpi.checks.in_force import RuleResult


def check_data(home: Home, period: Period) -> int:
    """Prints how many figures each rule looked at and asks about, by indicator where it asks, and
    writes the page; what is asked about is no failure of the command."""
    from kpi.checks.in_force import check_in_force
    from reports.checks import draw_checks
    from reports.checks.page import summary

    plan, now = plan_of(home), now_utc()
    with reading(home, now) as warehouse:
        results = check_in_force(warehouse.con, plan, period, now)
    if not results:
        title = period_title(period, plan.locale)
        out(say("checked.nothing", plan.locale, period=title))
        return 0
    for line in _lines(plan, results):
        out(line)
    out(summary(plan, results))
    page = home.checks(period.label)
    page.parent.mkdir(parents=True, exist_ok=True)
    write_whole(page, draw_checks(plan, period, now, results), private=True)
    out(say("checked.page", plan.locale, path=page))
    return 0


def _lines(plan: Plan, results: Sequence[RuleResult]) -> list[str]:
    lines = []
    for rule, found in groupby(results, key=lambda r: r.rule):
        of_rule = list(found)
        counts = {
            "looked_at": sum(r.looked_at for r in of_rule),
            "failed": sum(len(r.failed_units) for r in of_rule),
        }
        lines.append(say("checked.rule", plan.locale, rule=rule, **counts))
        lines += [_row(plan, r) for r in of_rule if r.failed_units]
    return lines


def _row(plan: Plan, result: RuleResult) -> str:
    return say(
        "checked.row",
        plan.locale,
        indicator=result.indicator,
        looked_at=result.looked_at,
        failed=len(result.failed_units),
        units=", ".join(result.failed_units),
    )
