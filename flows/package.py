"""`kpi export package`: the figures as a data package for other bodies' programs.

It only reads the home, beside a writer too; the folder appears whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
    from kpi.plan.model import Plan
    from kpi.sharing import Star


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the home is asked: of a period or of all, as of a day or of now (UTC)."""

    now: datetime
    period: Period | None
    as_of: date | None


def export_package(home: Home, target: Path, period: Period | None, as_of: date | None) -> int:
    """Writes the package of a period and those inside it, else of all that closed by now."""
    from kpi.sharing import NotOurs, put_in_place

    plan, now = plan_of(home), now_utc()
    if target.resolve().is_relative_to(home.data.resolve()):  # where each folder means something
        raise Stop(say("package.in_data", plan.locale, path=target))
    if as_of is None:
        remember_plan(home, plan, now)  # what is shown today can be shown again
    try:
        with put_in_place(target) as place:
            star = _fill(place, home, plan, Asked(now, period, as_of))
    except NotOurs as strange:
        said = say("package.not_ours", plan.locale, path=target, name=strange)
        raise Stop(said) from None
    counts = {name: star.frames[name].height for name in ("results", "observations", "targets")}
    out(say("package.written", plan.locale, path=target, **counts))
    return 0


def _fill(place: Path, home: Home, plan: Plan, asked: Asked) -> Star:
    """Every file of the package. Today is not over, so what closes today has not closed."""
    from kpi.sharing import About, csv_of, sdmx_of, star_of, structure_of, write_files
    from kpi.sharing.descriptor import CATALOGUE, SDMX, STRUCTURE

    day = asked.as_of or today(plan, asked.now)
    until = asked.as_of or day - timedelta(days=1)
    with reading(home, asked.now) as warehouse:
        known = known_in_force(warehouse, plan, asked.as_of, asked.now)
        star = star_of(warehouse.con, known, until, asked.period)
        sdmx = sdmx_of(warehouse.con, star, known.plan)
    beside = {
        CATALOGUE: _catalogue(known, day),
        SDMX: csv_of(sdmx),
        STRUCTURE: structure_of(known.plan, sdmx, day),
    }
    write_files(place, star, About(known.plan, day), beside)
    return star


def _catalogue(known: InForce, day: date) -> str:
    from reports.catalogue import draw_page, entries_of
    from reports.catalogue.book import whole_plan
    from reports.edition import Edition

    plan = known.plan
    notice = Edition(plan, whole_plan(plan), known.as_of).notice
    return draw_page(plan, entries_of(plan, day), plan.owner_on(day).name, notice)
