"""`kpi export package`: the figures as a data package for other bodies' programs.

It only reads the home, beside a writer too; the folder appears whole or not at all.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop, out
from flows.dates import now_utc, today
from flows.plan_check import plan_of
from kpi.collect.access import reading, remember_plan
from kpi.home import Home
from kpi.periods import Period
from kpi.warehouse.in_force import InForce, known_in_force
from kpi.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from kpi.plan.model import Plan
    from kpi.sharing import Star


def export_package(home: Home, target: Path, period: Period | None, as_of: date | None) -> int:
    """Writes the package of a period and those inside it, else of all that closed by now."""
    from kpi.sharing import NotOurs, put_in_place

    plan, now = plan_of(home), now_utc()
    if as_of is None:
        remember_plan(home, plan, now)  # what is shown today can be shown again
    try:
        with put_in_place(target) as place:
            known, star = _known(home, plan, now, period, as_of)
            _fill(place, known, star, as_of or today(plan, now))
    except NotOurs as strange:
        said = say("package.not_ours", plan.locale, path=target, name=strange)
        raise Stop(said) from None
    counts = {name: star.frames[name].height for name in ("results", "observations", "targets")}
    out(say("package.written", plan.locale, path=target, **counts))
    return 0


def _known(
    home: Home, plan: Plan, now: datetime, period: Period | None, as_of: date | None
) -> tuple[InForce, Star]:
    """What is known by a day; today is not over, so what closes today has not closed."""
    from kpi.sharing import star_of

    until = as_of or today(plan, now) - timedelta(days=1)
    with reading(home, now) as warehouse:
        known = known_in_force(warehouse, plan, as_of, now)
        return known, star_of(warehouse.con, known, until, period)


def _fill(place: Path, known: InForce, star: Star, day: date) -> None:
    """Every file of the package; `day` is the last whose reports are in it."""
    from kpi.sharing import About, write_files

    beside = {"catalogue.html": _catalogue(known, day)}
    write_files(place, star, About(known.plan, day), beside)


def _catalogue(known: InForce, day: date) -> str:
    from reports.catalogue import draw_page, entries_of
    from reports.catalogue.book import whole_plan
    from reports.edition import Edition

    plan = known.plan
    notice = Edition(plan, whole_plan(plan), known.as_of).notice
    return draw_page(plan, entries_of(plan, day), plan.owner_on(day).name, notice)
