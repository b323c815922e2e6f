"""Which two states are compared; the comparison is made elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, note, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import day, period_title

if TYPE_CHECKING:
    from kpi.compare import Comparison


def compare_days(home: Home, period: Period, days: tuple[date, date], form: str) -> int:
    """What changed in a period between the ends of two days."""
    from kpi.collect.access import reading
    from kpi.compare import compare_moments
    from kpi.database.light import without_pandas
    from kpi.warehouse.in_force import known_in_force

    plan = plan_of(home)
    locale = plan.locale
    shown = {"before": day(days[0], locale), "after": day(days[1], locale)}
    if days[1] <= days[0]:
        raise Stop(say("compare.order", locale, **shown))
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        before, after = (known_in_force(warehouse, plan, d, now) for d in days)
        found = compare_moments(
            warehouse.con, period, (before.plan, before.as_of), (after.plan, after.as_of)
        )
    title = say("compare.title_moments", locale, period=period_title(period, locale), **shown)
    _say(found, title, form)
    return 0


def compare_with(home: Home, other: Path, period: Period, form: str) -> int:
    """What an edited plan would change in the figures known now."""
    from kpi.collect.access import reading
    from kpi.compare import compare_plans
    from kpi.database.light import without_pandas

    plan = plan_of(home)
    edited = _other(other, plan.locale)
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        found = compare_plans(warehouse.con, period, plan, edited, now)
    title = say(
        "compare.title_plans",
        plan.locale,
        period=period_title(period, plan.locale),
        before=home.plan.name,
        after=other.name,
    )
    _say(found, title, form)
    return 0


def figures_between(home: Home, plan: Plan, edited: Plan, period: Period) -> str:
    """What an edited plan that is no file yet would change in the figures known now, in words.

    Raises WarehouseProblem."""
    from kpi.collect.access import reading
    from kpi.compare import compare_plans
    from kpi.database.light import without_pandas
    from reports.compared.text import lines_of

    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        found = compare_plans(warehouse.con, period, plan, edited, now)
    title = say(
        "compare.title_edit", plan.locale, period=period_title(period, plan.locale)
    )  # fmt: skip
    return "\n".join(lines_of(found, title))


def _other(path: Path, locale: str) -> Plan:
    """The edited plan; with errors in it they are printed and the command stops."""
    if not path.is_file():
        raise Stop(say("compare.no_other", locale, path=path))
    reading = read_plan(path)
    if reading.plan is None:
        for finding in reading.errors:
            note(finding.message(locale))
        raise Stop(say("compare.other_errors", locale, path=path, count=len(reading.errors)))
    return reading.plan


def _say(found: Comparison, title: str, form: str) -> None:
    if form == "json":
        from reports.compared.data import as_json

        out(as_json(found))
    else:
        from reports.compared.text import lines_of

        out("\n".join(lines_of(found, title)))
