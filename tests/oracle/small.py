"""Small plans and facts for tests, written so that a case reads like a sentence.

Rule: defaults are those of an omitted key in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kpi.periods import Calendar, parse_period
from kpi.plan.model import (
    AssessmentSettings,
    Baseline,
    Field,
    Indicator,
    Plan,
    TargetRevision,
    Unit,
)

from .facts import Fact, ResultRow, ScoreRow
from .recompute import recompute

KNOWN = datetime(2026, 1, 5, 8)
NOW = datetime(2026, 6, 30, 12)


def unit(
    name: str,
    kind: str = "district",
    area: str | None = None,
    valid: tuple[date | None, date | None] = (None, None),
) -> Unit:
    return Unit(name, name, kind, area, valid_from=valid[0], valid_to=valid[1])


def indicator(name: str = "I", measure: str = "count", **more: Any) -> Indicator:
    """An indicator with the plan's defaults; `baseline` as (year, value), revisions as tuples."""
    flowing = measure in {"count", "ratio"}
    settings: dict[str, Any] = {
        "field": "F",
        "unit_of_measure": "%" if measure == "ratio" else "item",
        "frequency": "month",
        "decimals": 0 if measure == "count" else 1,
        "over_time": "flow" if flowing else "stock",
    }
    settings.update(more)
    if isinstance(settings.get("baseline"), tuple):
        settings["baseline"] = Baseline(*settings["baseline"])
    settings["target_revisions"] = tuple(
        TargetRevision(year, value, decided, "1")
        for year, value, decided in settings.get("target_revisions", ())
    )
    return Indicator(id=name, name=name, measure=measure, **settings)  # type: ignore[arg-type]  # a word of the text


def plan(
    units: Sequence[Unit],
    indicators: Sequence[Indicator],
    *,
    calendar: Calendar | None = None,
    fields: Sequence[Field] = (Field("F", "F"),),
    cuts: tuple[float, float] = (0.95, 0.80),
    floor: float = 0.5,
    **more: Any,
) -> Plan:
    """Every indicator is reported by every unit unless it says otherwise."""
    filled = [
        i if i.reporters or i.measure == "formula" else _reported_by(i, tuple(u.id for u in units))
        for i in indicators
    ]
    return Plan(
        id="p",
        name="p",
        owners=(),
        years=(2021, 2025),
        fields=tuple(fields),
        units=tuple(units),
        indicators=tuple(filled),
        calendar=calendar or Calendar(),
        assessment=AssessmentSettings("linear", *cuts, floor),
        **more,
    )


def _reported_by(one: Indicator, units: tuple[str, ...]) -> Indicator:
    return replace(one, reporters=units, reported_by=units)


def fact(
    unit: str,
    period: str,
    figure: float | tuple[float, float] | str | date,
    indicator: str = "I",
    *,
    state: str = "value",
    known: tuple[datetime, int] = (KNOWN, 1),
) -> Fact:
    """A figure, a ratio's pair, a milestone's date, or a state's word without figures."""
    numerator = denominator = value = None
    done_on = None
    if isinstance(figure, str):
        state = figure
    elif isinstance(figure, tuple):
        numerator, denominator = figure
    elif isinstance(figure, date):
        value, done_on = 100.0, figure
    else:
        value = float(figure)
    return Fact(unit, period, indicator, state, numerator, denominator, value, done_on, *known)


A, B, C = (unit(u, area="X" if u != "C" else "Y") for u in "ABC")


def months(name: str, *figures: float | None, year: int = 2024, of: str = "I") -> list[Fact]:
    """A unit's figures of January, February and so on; None: nothing came."""
    return [
        fact(name, f"{year}-{n:02d}", figure, of)
        for n, figure in enumerate(figures, 1)
        if figure is not None
    ]


class Answered:
    """Rows of a recomputation, found by period, unit and indicator."""

    def __init__(self, results: Iterable[ResultRow], scores: Iterable[ScoreRow]) -> None:
        self.rows = {(r.period, r.unit, r.indicator): r for r in results}
        self.scores = {(s.period, s.unit, s.field): s for s in scores}

    def __call__(self, period: str, unit: str = "ALL", indicator: str = "I") -> ResultRow:
        return self.rows[period, unit, indicator]


def ask(asked: Plan, facts: Sequence[Fact], *periods: str, as_of: datetime = NOW) -> Answered:
    return Answered(*recompute(asked, facts, [parse_period(p) for p in periods], as_of))


def late_and_corrected(early: datetime) -> tuple[Plan, tuple[Fact, ...]]:
    """May and June 2024 of two units, A known at `early`; B comes on 3 July, and so does A's
    correction of May. The year's target is revised on 1 July."""
    level = indicator(
        "I", "ratio", targets={2024: 50.0}, path="flat", unit_of_measure="%",
        target_revisions=((2024, 60.0, date(2024, 7, 1)),),
    )  # fmt: skip
    first, later = (early, 1), (datetime(2024, 7, 3), 2)
    facts = (
        fact("A", "2024-05", (30.0, 100.0), known=first),
        fact("A", "2024-06", (50.0, 100.0), known=first),
        fact("A", "2024-05", (70.0, 100.0), known=later),
        fact("B", "2024-06", (10.0, 100.0), known=later),
    )
    return plan([unit("A"), unit("B")], [level]), facts
