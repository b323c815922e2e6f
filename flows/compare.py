"""Which two states are compared, and of what; the comparison is made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, note
from flows.dates import now_utc
from flows.named import entity_of, indicator_of
from flows.next_step import suggest
from flows.output import Output
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import day, period_title

if TYPE_CHECKING:
    from kpi.compare import Comparison, Only


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a comparison is asked, as it was written; None: everything."""

    indicator: str | None = None
    unit: str | None = None

    def found_in(self, plans: Sequence[Plan]) -> Only:
        """The ids meant, looked for in each of the plans; Stop if the last has none such."""
        from kpi.compare import Only

        indicator, unit = self.indicator, self.unit
        return Only(
            indicator and _first(plans, indicator_of, indicator),
            unit and _first(plans, entity_of, unit),
        )


def _first(plans: Sequence[Plan], meant: Callable[[Plan, str], str], written: str) -> str:
    """What is meant in the first of the plans that has it; Stop as the first one says."""
    stopped: Stop | None = None
    for plan in plans:
        try:
            return meant(plan, written)
        except Stop as stop:
            stopped = stopped or stop
    raise stopped or ValueError("no plan")


def compare_days(
    home: Home, period: Period, days: tuple[date, date], asked: Asked, output: Output
) -> int:
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
        states = ((before.plan, before.as_of), (after.plan, after.as_of))
        only = asked.found_in((after.plan, before.plan))
        found = compare_moments(warehouse.con, period, *states, only)
    title = say("compare.title_moments", locale, period=period_title(period, locale), **shown)
    _give(found, title, output)
    suggest("compare" if found.changes else "compare_same", locale, period=period.label)
    return 0


def compare_with(home: Home, other: Path, period: Period, asked: Asked, output: Output) -> int:
    """What an edited plan would change in the figures known now."""
    from kpi.collect.access import reading
    from kpi.compare import compare_plans
    from kpi.database.light import without_pandas

    plan = plan_of(home)
    edited = _other(other, plan.locale)
    only = asked.found_in((edited, plan))
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        found = compare_plans(warehouse.con, period, (plan, edited), now, only)
    title = say(
        "compare.title_plans",
        plan.locale,
        period=period_title(period, plan.locale),
        before=home.plan.name,
        after=other.name,
    )
    _give(found, title, output)
    suggest("diff", plan.locale, file=other, plan=home.plan)
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
        found = compare_plans(warehouse.con, period, (plan, edited), now)
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


def _give(found: Comparison, title: str, output: Output) -> None:
    if output.form == "json":
        from reports.compared.data import as_json

        output.text(as_json(found), found.after.plan.locale)
    elif output.form == "xlsx":
        from reports.compared.book import listing_of

        output.listing(listing_of(found, title), found.after.plan.locale)
    else:
        from reports.compared.text import lines_of

        output.text("\n".join(lines_of(found, title)), found.after.plan.locale)
