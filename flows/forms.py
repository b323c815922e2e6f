"""`kpi forms`: the blank forms of a period, and of the longer periods that end with a month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, note, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import MONTHS_IN, Period, ending_with
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title

if TYPE_CHECKING:
    from reports.forms.write import FormsWritten


def make_forms(home: Home, period: Period, *, backfill: bool) -> int:
    """Writes the forms and says where they lie; 1 if nobody must report the period, or if a form
    could not be replaced. One that was filled in is left as it is, and named."""
    plan = plan_of(home)
    if period.kind not in MONTHS_IN or period.kind == "nine_months":
        raise Stop(say("cli.no_form_period", plan.locale, value=period.label))
    from flows.desk import refresh
    from kpi.collect.access import reading
    from reports.forms.figures import figures_reader
    from reports.forms.write import write_forms

    several = period.kind == "month" and not backfill
    periods = ending_with(period.last_month) if several else (period,)
    now = now_utc()
    done: list[FormsWritten] = []
    with reading(home, now) as warehouse:
        for one in periods:
            figures_of = figures_reader(warehouse.con, plan, one)
            folder = home.forms(one.label)
            made = write_forms(plan, one, folder, now, figures_of=figures_of, backfill=backfill)
            _tell(plan, one, folder, made)
            done.append(made)
        refresh(home, plan, warehouse, now_utc())
    if not any(made.blank or made.kept or made.blocked for made in done):
        raise Stop(say("cli.forms.none", plan.locale, period=period_title(period, plan.locale)))
    return 1 if any(made.blocked for made in done) else 0


def _tell(plan: Plan, period: Period, folder: Path, made: FormsWritten) -> None:
    """How many forms lie there, and by name those that were left as they are."""
    locale = plan.locale
    if made.blank:
        title = period_title(period, locale)
        count = len(made.blank)
        out(say("cli.forms.written", locale, count=count, period=title, folder=folder))
    for path in made.kept:
        note(say("outputs.form_kept", locale, file=path))
    for path in made.blocked:
        note(say("outputs.form_blocked", locale, file=path))
