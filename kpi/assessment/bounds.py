"""The best and the worst case of what is missing: what a full return would have to be to change a
light.

The one rule: a supposed figure is judged by the very models that judge the real one; everything
supposed is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from kpi.assessment.models import models, run_model
from kpi.database.frames import execute, records
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.plan.ranges import possible_range
from kpi.records.status import BEST_FIRST, Status

if TYPE_CHECKING:
    import duckdb

JUDGES = ("judged", "results")  # from supposed figures to their lights


@dataclass(frozen=True, slots=True)
class Stretch:
    """If the missing reports lie from `each_from` to `each_to`, the figure lies from `figure_from`
    to `figure_to` and has the status."""

    status: str
    each_from: float
    each_to: float
    figure_from: float
    figure_to: float


@dataclass(frozen=True, slots=True)
class FullReturn:
    """What is missing behind a row: units, and their reports. `stretches` cover all that they can
    be; empty where it cannot be bounded."""

    indicator: str
    status: str
    units: int
    reports: int
    stretches: tuple[Stretch, ...]

    @property
    def may_change(self) -> bool:
        return any(s.status != self.status for s in self.stretches)

    @property
    def worst(self) -> Stretch:
        return max(self.stretches, key=lambda s: BEST_FIRST.index(Status(s.status)))

    @property
    def best(self) -> Stretch:
        return min(self.stretches, key=lambda s: BEST_FIRST.index(Status(s.status)))


def full_returns(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, entity: str
) -> tuple[FullReturn, ...]:
    """Of every row of an entity whose figure lacks reports, after `assess` of the period, of the
    plan's indicators in their order. Only the method `linear` is looked at: the others judge
    other years too."""
    bounds = _bounds(plan)
    if not bounds:
        return ()
    given = {"bounds": json.dumps(bounds), "period": period.label, "entity": entity}
    _run(con, "missing", given)
    missing = con.execute("SELECT indicator, status, units, reports FROM missing_return")
    rows = missing.fetchall()
    stretches = _stretches(con) if rows else {}
    place = {i.id: n for n, i in enumerate(plan.indicators)}
    found = [
        FullReturn(indicator, status, units, reports, tuple(stretches.get(indicator, ())))
        for indicator, status, units, reports in rows
    ]
    return tuple(sorted(found, key=lambda f: place[f.indicator]))


def _bounds(plan: Plan) -> list[dict[str, object]]:
    bounds = ((i.id, *possible_range(i)) for i in plan.indicators if i.measure in MEASURES)
    return [{"indicator": i, "lower": low, "upper": high} for i, low, high in bounds]


MEASURES = ("count", "ratio", "yes_no", "score")


def _stretches(con: duckdb.DuckDBPyConnection) -> dict[str, list[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    con.begin()
    try:
        _run(con, "suppose")
        for model in models():
            if model.name in JUDGES:
                run_model(con, model, 0)
        for row in records(con, _text("stretches")):
            indicator = row.pop("indicator")
            del row["stretch"]
            found.setdefault(indicator, []).append(Stretch(**row))
    finally:
        con.rollback()
    return found


def _run(
    con: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, object] | None = None
) -> None:
    """The statements of a file one by one; what is given goes to those that name it."""
    for statement in _text(name).split(";\n"):
        if statement.strip():
            used = {k: v for k, v in (given or {}).items() if f"${k}" in statement}
            execute(con, statement, used or None)


def _text(name: str) -> str:
    return files("kpi.assessment").joinpath("bounds_sql", f"{name}.sql").read_text(encoding="utf-8")
