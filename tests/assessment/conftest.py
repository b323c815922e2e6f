"""A small world to assess: a plan of model objects, reports put straight into the warehouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import duckdb
import polars as pl
import pytest

from kpi.assessment import Assessment, assess
from kpi.assessment.run import View
from kpi.periods import Calendar, parse_period
from kpi.plan.formula import parse_formula
from kpi.plan.model import AssessmentSettings, Baseline, Field, Indicator, Owner, Plan, Unit
from kpi.warehouse.store import migrations

Row = dict[str, Any]


def indicator(id: str, measure: str = "count", **given: Any) -> Indicator:
    """An indicator with the loader's defaults; `reporters` default to `A B C` of the world."""
    stock = measure not in {"count", "ratio"}
    over_time = given.pop("over_time", "stock" if stock else "flow")
    path = "linear" if over_time == "stock" else "profile" if measure == "count" else "flat"
    base = given.pop("baseline", None)
    formula = given.get("formula")
    values: dict[str, Any] = {
        "id": id,
        "name": id,
        "field": "F",
        "measure": measure,
        "unit_of_measure": "%" if measure == "ratio" else "x",
        "frequency": "month",
        "decimals": 0 if measure == "count" else 1,
        "over_time": over_time,
        "path": None if measure == "milestone" else path,
        "baseline": Baseline(*base) if base else None,
        "reporters": () if formula else ("A", "B", "C"),
        "operands": parse_formula(formula).operands if formula else (),
    }
    if "band" in given:
        values["direction"] = "within"
    return Indicator(**(values | given))


@dataclass
class World:
    plan: Plan
    con: duckdb.DuckDBPyConnection
    sequence: int = 0
    rows: dict[tuple[str, str, str], Row] = field(default_factory=dict)
    assessment: Assessment | None = None

    def report(
        self,
        unit: str,
        period: str,
        indicator: str,
        *figures: float | date,
        state: str = "value",
        known: str = "2020-01-01",
    ) -> None:
        """One answer: a value, a date, or a numerator and a denominator."""
        self.sequence += 1
        done_on = figures[0] if figures and isinstance(figures[0], date) else None
        numbers = [f for f in figures if not isinstance(f, date)]
        pair = numbers if len(numbers) == 2 else [None, None]
        value = numbers[0] if len(numbers) == 1 else None
        self.con.execute(
            "INSERT INTO observation (submission, sequence, unit, period, indicator, state,"
            " numerator, denominator, value, done_on, written, sheet, cell, explanation, note,"
            " evidence, change, questioned, known_at)"
            " VALUES ('s', ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', '',"
            " NULL, NULL, NULL, 'loaded', false, ?)",
            [self.sequence, unit, period, indicator, state, *pair, value, done_on,
             datetime.fromisoformat(known)],
        )  # fmt: skip

    def series(self, unit: str, indicator: str, values: dict[str, Any]) -> None:
        for period, value in values.items():
            self.report(unit, period, indicator, *(value if isinstance(value, tuple) else (value,)))

    def assess(
        self, *periods: str, as_of: datetime | None = None, view: View = "as_reported"
    ) -> None:
        asked = [parse_period(p) for p in periods]
        self.assessment = assess(self.con, self.plan, asked, as_of=as_of, view=view)
        found = self.assessment.results().to_dicts()
        self.rows = {(r["period"], r["indicator"], r["unit"]): r for r in found}

    def row(self, period: str, indicator: str, unit: str = "ALL") -> Row:
        """A row of the results; the period is assessed if it was not yet."""
        if not any(key[0] == period for key in self.rows):
            self.assess(period)
        return self.rows[period, indicator, unit]

    def scores(self) -> pl.DataFrame:
        assert self.assessment is not None
        return self.assessment.scores()

    def score(self, unit: str, field: str = "ALL") -> tuple[float | None, int | None]:
        for row in self.scores().to_dicts():
            if row["unit"] == unit and row["field"] == field:
                return row["score"], row["rank"]
        raise KeyError(unit, field)


UNITS = tuple(Unit(u, u, "district", area="East" if u != "C" else "West") for u in "ABC")


@pytest.fixture
def world() -> Iterator[Callable[..., World]]:
    """Make a world of indicators; keywords are the plan's."""
    con = duckdb.connect()
    for step in migrations().values():
        con.execute(step)

    def make(*indicators: Indicator, **given: Any) -> World:
        con.execute("DELETE FROM observation")
        values: dict[str, Any] = {
            "id": "p", "name": "p", "owners": (Owner("o"),), "years": (2021, 2025),
            "fields": (Field("F", "F"),), "units": UNITS, "indicators": indicators,
            "calendar": Calendar(), "assessment": AssessmentSettings(),
        }  # fmt: skip
        return World(Plan(**(values | given)), con)

    yield make
    con.close()


@pytest.fixture
def an() -> Callable[..., Indicator]:
    return indicator
