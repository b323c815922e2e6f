"""`kpi forms`: the blank forms of a period, and of the longer periods that end with a month."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, note, out
from flows.dates import now_utc
from flows.named import unit_of
from flows.plan_check import in_years, plan_of
from kpi.home import Home
from kpi.periods import MONTHS_IN, Period, ending_with
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title

if TYPE_CHECKING:
    from reports.forms.write import FormsWritten


def make_forms(home: Home, period: Period, *, unit: str | None, backfill: bool) -> int:
    """Writes the forms, of all units or of one (by id or name), and says where they lie; 1 if
    nobody must report the period, or if a form could not be replaced. One that was filled in is
    left as it is, and named."""
    plan = plan_of(home)
    if period.kind not in MONTHS_IN or period.kind == "nine_months":
        raise Stop(say("cli.no_form_period", plan.locale, value=period.label))
    if not backfill:  # what was before the plan may still be gathered
        in_years(plan, period)
    only = unit_of(plan, unit) if unit is not None else None
    several = period.kind == "month" and not backfill
    periods = ending_with(period.last_month) if several else (period,)
    folder = home.forms(period.label)
    done = _written(home, plan, periods, folder, only=only, backfill=backfill)
    if not done.units:
        raise Stop(_nobody(plan, period, only))
    _tell(plan, folder, done)
    return 1 if done.blocked else 0


def _written(  # noqa: PLR0913 - whose forms, of which periods, where
    home: Home, plan: Plan, periods: Sequence[Period], folder: Path, *,
    only: str | None, backfill: bool,
) -> FormsWritten:  # fmt: skip
    from flows.desk import refresh
    from kpi.collect.access import reading
    from reports.forms.figures import figures_reader
    from reports.forms.write import write_forms

    now = now_utc()
    with reading(home, now) as warehouse:
        known = {p: figures_reader(warehouse.con, plan, p, backfill=backfill) for p in periods}
        done = write_forms(
            plan, periods, folder, now, only=only, backfill=backfill,
            figures_of=lambda unit, period: known[period](unit),
        )  # fmt: skip
        refresh(home, plan, warehouse, now_utc())
    return done


def _nobody(plan: Plan, period: Period, only: str | None) -> str:
    title = period_title(period, plan.locale)
    if only is None:
        return say("cli.forms.none", plan.locale, period=title)
    name = plan.unit_by_id[only].name
    return say("cli.forms.none_of_unit", plan.locale, unit=name, period=title)


def _tell(plan: Plan, folder: Path, done: FormsWritten) -> None:
    """How many forms lie there, and by name those that were left as they are."""
    locale = plan.locale
    if done.blank:
        titles = ", ".join(period_title(period, locale) for period in done.periods)
        where = done.blank[0].parent if len(done.units) == 1 else folder
        counts = {"count": len(done.blank), "units": len(done.units)}
        out(say("cli.forms.written", locale, period=titles, folder=where, **counts))
    for path in done.kept:
        note(say("outputs.form_kept", locale, file=path))
    for path in done.blocked:
        note(say("outputs.form_blocked", locale, file=path))
