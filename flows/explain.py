"""Finds out what is asked, has it explained, and says it."""

from __future__ import annotations

from datetime import date

from flows.console import Stop, out
from flows.dates import now_utc
from flows.named import entity_of, indicator_of
from flows.next_step import suggest
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.words import say
from kpi.words.formats import period_title


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
    key = "explain_whole" if entity == "ALL" else "explain_unit"
    suggest(key, plan.locale, indicator=code, period=period.label)
    return 0
