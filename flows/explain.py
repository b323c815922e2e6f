"""Finds out what is asked, has it explained, and says it."""

from __future__ import annotations

from datetime import date

from flows.console import Stop, near, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title

AREA = "area:"
ALL = "ALL"


def explain_figure(  # noqa: PLR0913 - one parameter per option of the command
    home: Home, indicator: str, period: Period, *, unit: str, as_of: date | None, form: str
) -> int:
    """Prints the explanation of one row of the results; Stop if there is no such row."""
    from kpi.collect.access import reading
    from kpi.database.light import without_pandas
    from kpi.explain import NoSuchRow, explain
    from kpi.warehouse.in_force import known_in_force

    plan = plan_of(home)
    now = now_utc()
    with without_pandas(), reading(home, now) as warehouse:
        known = known_in_force(warehouse, plan, as_of, now)
        code = indicator_of(known.plan, indicator)
        entity = entity_of(known.plan, unit)
        try:
            found = explain(warehouse.con, known.plan, code, period, entity, known.as_of)
        except NoSuchRow:
            title = period_title(period, plan.locale)
            values = {"unit": unit, "indicator": code, "period": title}
            raise Stop(say("explain.no_row", plan.locale, **values)) from None
    if form == "json":
        from reports.explained.data import as_json

        out(as_json(found))
    else:
        from reports.explained.text import lines_of

        out("\n".join(lines_of(found)))
    return 0


def indicator_of(plan: Plan, written: str) -> str:
    """The id meant, whatever its case; Stop if there is none."""
    by_folded = {i.id.casefold(): i.id for i in plan.indicators}
    found = by_folded.get(written.casefold())
    if found is None:
        hint = near(written, [i.id for i in plan.indicators], plan.locale)
        raise Stop(say("explain.no_indicator", plan.locale, indicator=written, near=hint))
    return found


def entity_of(plan: Plan, written: str) -> str:
    """`ALL`, a unit's id (or its whole name) or `area:NAME`; Stop if there is none."""
    from kpi.workbooks.text import key

    names = {key(u.name): u.id for u in plan.units}
    names |= {key(AREA + u.area): AREA + u.area for u in plan.units if u.area}
    names |= {key(u.id): u.id for u in plan.units} | {key(ALL): ALL}
    found = names.get(key(written))
    if found is None:
        known = [u.id for u in plan.units] + [AREA + u.area for u in plan.units if u.area]
        hint = near(written, [*known, *(u.name for u in plan.units)], plan.locale)
        raise Stop(say("explain.no_unit", plan.locale, unit=written, near=hint))
    return found
