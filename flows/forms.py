"""`kpi forms`: the blank forms of a period, and of the longer periods that end with a month."""

from __future__ import annotations

from flows.console import Stop, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import MONTHS_IN, Period, ending_with
from kpi.words import say
from kpi.words.formats import period_title


def make_forms(home: Home, period: Period, *, backfill: bool) -> int:
    """Writes the forms and says where they lie; 1 if nobody must report the period."""
    plan = plan_of(home)
    if period.kind not in MONTHS_IN or period.kind == "nine_months":
        raise Stop(say("cli.no_form_period", plan.locale, value=period.label))
    from kpi.collect.access import reading
    from reports.forms.figures import figures_reader
    from reports.forms.write import write_forms

    several = period.kind == "month" and not backfill
    periods = ending_with(period.last_month) if several else (period,)
    total = 0
    with reading(home, now_utc()) as warehouse:
        for one in periods:
            folder = home.forms(one.label)
            figures_of = figures_reader(warehouse.con, plan, one)
            paths = write_forms(plan, one, folder, figures_of=figures_of, backfill=backfill)
            total += len(paths)
            if paths:
                title = period_title(one, plan.locale)
                out(
                    say(
                        "cli.forms.written",
                        plan.locale,
                        count=len(paths),
                        period=title,
                        folder=folder,
                    )
                )
    if not total:
        raise Stop(say("cli.forms.none", plan.locale, period=period_title(period, plan.locale)))
    return 0
