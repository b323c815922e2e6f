"""The functions of `import kpi`: what a notebook or another program may ask of a home.

The one rule: they say what the commands say, by the same gate and the same steps, and print
nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.home import Home
from kpi.periods import Period, parse_period

if TYPE_CHECKING:
    import polars as pl

    from kpi.assessment.run import View
    from kpi.collect.steps import Collected
    from kpi.explain.evidence import Explanation
    from kpi.plan.findings import Finding
    from kpi.plan.load import PlanReading
    from kpi.plan.model import Plan
    from kpi.warehouse.in_force import InForce
    from kpi.warehouse.store import Warehouse


class UnsoundPlan(ValueError):
    """A home's plan is missing or has errors; `findings` are these, the text is all of them."""

    def __init__(self, findings: tuple[Finding, ...], locale: str = "vi") -> None:
        super().__init__("\n".join(finding.message(locale) for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class AssessedPeriod:
    """One period as of a moment (UTC without zone), under the plan that was in force then.

    `results` and `scores` are what `kpi export` writes: figures unrounded, codes untranslated,
    null where there is none. results: a row per indicator and unit, then its areas (`area:NAME`),
    then `ALL`; values in the indicator's unit of measure, a ratio in that of its sum of parts.
    scores: a row per unit and field, `ALL` for the whole; `score` from 0 to 100, `rank` from 1.
    """

    plan: Plan
    period: Period
    as_of: datetime
    results: pl.DataFrame
    scores: pl.DataFrame


def read_plan(path: str | os.PathLike[str]) -> PlanReading:
    """Reads a plan's file: the plan, or what is wrong in it by line and column; never raises."""
    from kpi.plan.load import read_plan as read

    return read(Path(path))


def collect(home: Home, now: datetime | None = None) -> Collected:
    """Takes in what lies at the plan's sources and in the inbox, as `kpi collect` does, without
    feedback files.

    `now` is UTC (without zone, or of any zone), by itself this moment. Raises UnsoundPlan, and
    kpi.warehouse.store.WarehouseProblem where the warehouse cannot be written now.
    """
    from kpi.collect.steps import collect as take_in
    from kpi.moments import as_utc, now_utc

    plan, moment = _plan_of(home), as_utc(now) if now else now_utc()
    if not plan.sources:
        return take_in(home, plan, moment)
    from kpi.receiving.fetching import fetch, finish

    fetched = fetch(home, plan, moment)
    done = take_in(home, plan, moment)
    finish(home, plan, fetched)
    return replace(done, troubles=(*fetched.troubles, *done.troubles))


def assess(
    home: Home,
    period: Period | str,
    *,
    view: View = "as_reported",
    as_of: date | None = None,
) -> AssessedPeriod:
    """The results and scores of a period, as `kpi export` gives them.

    `as_of`: as known by the end of that day in the plan's time zone. `view`: `current_units` puts
    history on the units of that day. Raises UnknownPeriod, UnsoundPlan, WarehouseProblem.
    """
    from kpi.assessment import assess as run

    asked = _period(period)
    with (
        _known(home, as_of, remembered=True) as (warehouse, known),
        run(
            warehouse.con,
            known.plan,
            [asked],
            as_of=known.as_of,
            view=view,
            tables=("results", "scores"),
            passing=True,
        ) as made,
    ):
        results, scores = made.results(), made.scores()
    return AssessedPeriod(known.plan, asked, known.as_of, results, scores)


def explain(
    home: Home,
    indicator: str,
    period: Period | str,
    *,
    unit: str = "ALL",
    as_of: date | None = None,
) -> Explanation:
    """What stands behind one row of the results, down to the cells, as `kpi explain` tells it.

    `unit` is a unit's id, `area:NAME` or `ALL`. Raises NoSuchRow, UnknownPeriod, UnsoundPlan,
    WarehouseProblem; KeyError for an indicator that the plan does not have.
    """
    from kpi.explain.evidence import explain as explain_row

    asked = _period(period)
    with _known(home, as_of) as (warehouse, known):
        return explain_row(warehouse.con, known.plan, indicator, asked, unit, known.as_of)


def _period(period: Period | str) -> Period:
    return period if isinstance(period, Period) else parse_period(period)


def _plan_of(home: Home) -> Plan:
    reading = read_plan(home.plan)
    if reading.plan is None:
        raise UnsoundPlan(reading.errors)
    return reading.plan


@contextmanager
def _known(
    home: Home, as_of: date | None, *, remembered: bool = False
) -> Iterator[tuple[Warehouse, InForce]]:
    """The warehouse to ask, and the plan in force; `remembered`: what is shown of today can be
    shown again."""
    from kpi.collect.access import reading, remember_plan
    from kpi.moments import now_utc
    from kpi.warehouse.in_force import known_in_force

    plan = _plan_of(home)
    now = now_utc()
    if remembered and as_of is None:
        remember_plan(home, plan, now)
    with reading(home, now) as warehouse:
        yield warehouse, known_in_force(warehouse, plan, as_of, now)
