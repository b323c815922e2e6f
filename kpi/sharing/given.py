"""What SQL makes the dimensions and targets of: the plan, its periods, and the words of codes.

One rule: a rule of reading the plan is applied here (whose target it is, which revision counts);
what is put together, counted or compared is left to SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from kpi.database.frames import Rows
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan
from kpi.plan.targets import has_yearly_targets, targets_in_force, written_for
from kpi.records.answers import State
from kpi.records.status import GIVEN
from kpi.words import say
from kpi.words.formats import period_title, sentence_case

TRENDS = ("improving", "steady", "worsening")
LACKS = (
    "not_due", "not_reported", "withheld", "not_applicable", "nothing_counted", "not_computable",
)  # fmt: skip
WHOLE = "ALL"


def given_tables(plan: Plan, periods: Iterable[Period], day: date) -> dict[str, Rows]:
    """Tables by name; `day` is the as-of day that decides on target revisions."""
    return {
        "given_unit": _units(plan),
        "given_indicator": _indicators(plan),
        "given_target": _targets(plan, day),
        "given_period": _periods(plan, periods),
        "given_status": _codes(plan, "status.result", GIVEN),
        "given_trend": _codes(plan, "status.trend", TRENDS),
        "given_state": _codes(plan, "package.state", get_args(State)),
        "given_lack": _codes(plan, "package.lack", LACKS),
    }


def _units(plan: Plan) -> Rows:
    return Rows(
        {
            "unit": "VARCHAR", "place": "INTEGER", "name": "VARCHAR", "kind": "VARCHAR",
            "area": "VARCHAR", "valid_from": "DATE", "valid_to": "DATE",
        },
        [
            (u.id, n, u.name, u.kind, u.area, u.valid_from, u.valid_to)
            for n, u in enumerate(plan.units, start=1)
        ],
    )  # fmt: skip


def _indicators(plan: Plan) -> Rows:
    return Rows(
        {
            "indicator": "VARCHAR", "place": "INTEGER", "name": "VARCHAR", "field": "VARCHAR",
            "field_name": "VARCHAR", "definition": "VARCHAR", "measure": "VARCHAR",
            "unit_of_measure": "VARCHAR", "decimals": "INTEGER", "over_time": "VARCHAR",
            "direction": "VARCHAR", "band_low": "DOUBLE", "band_high": "DOUBLE",
            "frequency": "VARCHAR", "months": "INTEGER", "numerator_name": "VARCHAR",
            "denominator_name": "VARCHAR", "formula": "VARCHAR", "basis": "VARCHAR",
            "lead": "VARCHAR", "baseline_year": "INTEGER", "baseline": "DOUBLE", "due": "DATE",
            "weight": "DOUBLE",
        },
        [_indicator(plan, n, i) for n, i in enumerate(plan.indicators, start=1)],
    )  # fmt: skip


def _indicator(plan: Plan, place: int, i: Indicator) -> tuple[object, ...]:
    low, high = i.band or (None, None)
    base = i.baseline
    lead = plan.unit_by_id.get(i.lead) if i.lead else None
    return (
        i.id, place, i.name, i.field, plan.field_by_id[i.field].name, i.definition, i.measure,
        i.unit_of_measure, i.decimals, i.over_time, i.direction, low, high, i.frequency, i.months,
        i.numerator, i.denominator, i.formula, i.basis, lead.name if lead else i.lead,
        base.year if base else None, base.value if base else None, i.due, i.weight,
    )  # fmt: skip


def _targets(plan: Plan, day: date) -> Rows:
    return Rows(
        {
            "indicator": "VARCHAR", "unit": "VARCHAR", "year": "INTEGER", "target": "DOUBLE",
            "decided": "DATE", "decision": "VARCHAR",
        },
        [
            row
            for i in plan.indicators
            if has_yearly_targets(i)
            for row in (*_of_the_plan(i, day), *_of_units(plan, i))
        ],
    )  # fmt: skip


def _of_the_plan(i: Indicator, day: date) -> Iterator[tuple[object, ...]]:
    """The plan's own targets; with the decision that revised one, of several the last."""
    by_decision = sorted(i.target_revisions, key=lambda r: r.decided)
    revised = {r.year: r for r in by_decision if r.decided <= day}
    for year, target in sorted(targets_in_force(i, day).items()):
        found = revised.get(year)
        yield (
            i.id, WHOLE, year, target,
            found.decided if found else None, found.decision if found else None,
        )  # fmt: skip


def _of_units(plan: Plan, i: Indicator) -> Iterator[tuple[object, ...]]:
    """What the plan gives to units by id or kind; revisions never change it."""
    for unit in plan.units if i.unit_targets else ():
        for year, target in sorted(written_for(i, unit).items()):
            yield i.id, unit.id, year, target, None, None


def _periods(plan: Plan, periods: Iterable[Period]) -> Rows:
    return Rows(
        {
            "period": "VARCHAR", "name": "VARCHAR", "kind": "VARCHAR", "year": "INTEGER",
            "first_month": "INTEGER", "last_month": "INTEGER", "first_day": "DATE",
            "last_day": "DATE", "due_day": "DATE",
        },
        [
            (
                p.label, sentence_case(period_title(p, plan.locale)), p.kind, p.year,
                p.first_month, p.last_month, plan.calendar.first_day(p),
                plan.calendar.last_day(p), plan.calendar.due(p),
            )
            for p in periods
        ],
    )  # fmt: skip


def _codes(plan: Plan, section: str, codes: Iterable[str]) -> Rows:
    return Rows(
        {"code": "VARCHAR", "place": "INTEGER", "name": "VARCHAR"},
        [
            (str(code), n, sentence_case(say(f"{section}.{code}", plan.locale)))
            for n, code in enumerate(codes, start=1)
        ],
    )
