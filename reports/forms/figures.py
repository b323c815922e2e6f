"""What is known before a unit fills its form: last accepted figures, the year so far, targets.

Figures come from the warehouse by one query for all units of a period, over a connection that is
handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

from kpi.database.present_ids import under_ids_of
from kpi.moments import local
from kpi.periods import FREQUENCIES, MONTHS_IN, Period
from kpi.plan.form_rows import asked_in, form_indicators, units_that_must_report
from kpi.plan.model import Indicator, Plan
from kpi.plan.targets import unit_target
from reports.forms.entries import Figure

if TYPE_CHECKING:
    import duckdb

_WITHOUT_TOTAL = ("yes_no", "milestone")  # an answer, of which there is no sum so far
_YEARS_BACK = 10


@dataclass(frozen=True, slots=True)
class FormFigures:
    """Figures of one unit by indicator id; what is not known is not there.

    `target` is the unit's own of the report year, `previous` the last accepted figure before the
    form's period, `to_date` the report year's before the form's period.
    """

    target: Mapping[str, float] = field(default_factory=dict)
    previous: Mapping[str, Figure] = field(default_factory=dict)
    to_date: Mapping[str, Figure] = field(default_factory=dict)


def figures_reader(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    *,
    backfill: bool = False,
    as_of: datetime | None = None,
) -> Callable[[str], FormFigures]:
    """What to ask for a unit's figures, read at once for all units of the period's forms.

    `as_of` is UTC without zone; None is now. It also decides which target revisions are known.
    """
    moment = as_of or datetime.now(UTC).replace(tzinfo=None)
    units = units_that_must_report(plan, period, backfill=backfill)
    known = read_known(con, plan, units, period, backfill=backfill, as_of=moment)
    today = local(moment, plan.timezone).date()

    def figures_of(unit: str) -> FormFigures:
        previous, to_date = known.get(unit, ({}, {}))
        asked = form_indicators(plan, unit, period, backfill=backfill)
        return FormFigures(year_targets(plan, unit, asked, period.year, today), previous, to_date)

    return figures_of


def year_targets(
    plan: Plan, unit: str, indicators: tuple[Indicator, ...], year: int, decided_by: date
) -> dict[str, float]:
    """A unit's own targets of a year by indicator; indicators without one are left out."""
    found = {
        i.id: unit_target(i, plan.unit_by_id[unit], year, decided_by=decided_by) for i in indicators
    }
    return {indicator: target for indicator, target in found.items() if target is not None}


Known = tuple[dict[str, Figure], dict[str, Figure]]


def read_known(  # noqa: PLR0913 - the question's own parts
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    units: tuple[str, ...],
    period: Period,
    *,
    backfill: bool = False,
    as_of: datetime,
) -> dict[str, Known]:
    """(previous, to_date) figures by indicator, of each unit that has any."""
    indicators = [i for i in plan.indicators if asked_in(i, period, backfill=backfill)]
    if not units or not indicators:
        return {}
    sql = files("kpi.warehouse").joinpath("sql", "form_figures.sql").read_text(encoding="utf-8")
    parameters = {**_periods(period), "asked": _asked(indicators), "units": list(units)}
    with under_ids_of(con, plan):
        rows = con.execute(sql, {**parameters, "as_of": as_of}).fetchall()
    by_id = plan.indicator_by_id
    found: dict[str, Known] = {}
    for unit, indicator, value, above, below, done_on, *so_far in rows:
        previous, to_date = found.setdefault(unit, ({}, {}))
        if any(part is not None for part in (value, above, below, done_on)):
            previous[indicator] = Figure(value, above, below, done_on)
        counted = by_id[indicator].measure not in _WITHOUT_TOTAL
        if counted and any(part is not None for part in so_far):
            to_date[indicator] = Figure(*so_far)
    return found


def _asked(indicators: list[Indicator]) -> list[dict[str, object]]:
    return [{"indicator": i.id, "over_time": i.over_time, "factor": i.factor} for i in indicators]


def _periods(period: Period) -> dict[str, object]:
    """Earlier periods of the form's kind, and the report year's periods before this one."""
    count = _YEARS_BACK * MONTHS_IN["year"] // period.months
    kind = [
        Period(period.first_month - n * period.months, period.months, period.kind)
        for n in range(1, count + 1)
    ]
    year = [
        p
        for frequency in FREQUENCIES
        for p in Period(period.year * 12, 12, "year").inside(frequency)
        if p.last_month < period.first_month
    ]
    return {
        "of_kind": [{"period": p.label, "ordinal": p.first_month} for p in kind],
        "of_year": [
            {"period": p.label, "first_month": p.first_month, "last_month": p.last_month}
            for p in year
        ],
    }
