"""Nothing is lost and nothing doubled: totals are equal in both views, for any tree of successions.

Rule: splits, merges and chains over several levels, random shares that sum to 1, figures with gaps;
counts and the parts of ratios, of the plan and of areas that survive.
"""

from __future__ import annotations

import math
import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kpi.assessment import assess
from kpi.periods import parse_period, periods_between
from kpi.plan.model import Indicator, Predecessor, Unit

from .facts import Fact
from .generate import CALENDARS, Case, same_cases
from .small import fact, indicator, plan
from .test_against_sql import warehouse_of

EXAMPLES = int(os.environ.get("KPI_ORACLE_EXAMPLES", "0"))
LEVELS = (None, date(2023, 5, 10), date(2023, 12, 31), date(2024, 8, 20))
PERIODS = tuple(
    parse_period(label)
    for label in ("2023-05", "2023-06", "2023-Q2", "2023-H1", "2023-9M", "2023", "2024-08",
                  "2024-09", "2024", "2023-2024")
)  # fmt: skip
COLUMNS = ("value", "numerator", "denominator", "assessed", "previous", "last_year")
MEASURED = tuple(
    indicator(f"{measure}_{over_time}", measure, over_time=over_time)
    for measure in ("count", "ratio")
    for over_time in ("flow", "running_total", "stock")
)


@st.composite
def forest(draw: st.DrawFn, area: str) -> list[Unit]:
    """Up to four levels of units; each level's ended units are shared out over the next one."""
    made: list[Unit] = []
    living: list[Unit] = [
        Unit(f"{area}0{n}", f"{area}0{n}", "k", area) for n in range(draw(st.integers(1, 3)))
    ]
    for level, day in enumerate(LEVELS[1:], start=1):
        ending = [u for u in living if draw(st.integers(0, 3)) > 0]
        living = [u for u in living if u not in ending]
        made += [replace(u, valid_to=day) for u in ending]
        heirs: dict[str, list[Predecessor]] = {
            f"{area}{level}{n}": [] for n in range(draw(st.integers(1, 4)))
        }
        for unit in ending:
            chosen = draw(st.lists(st.sampled_from(sorted(heirs)), min_size=1, unique=True))
            weights = [draw(st.integers(1, 99)) for _ in chosen]
            for name, weight in zip(chosen, weights, strict=True):
                heirs[name].append(Predecessor(unit.id, weight / sum(weights)))
        begins = day + timedelta(days=draw(st.sampled_from((1, 1, 20)))) if day else None
        living += [
            Unit(name, name, "k", area, valid_from=begins, succeeds=tuple(parts))
            for name, parts in heirs.items()
        ]
    return made + living


@st.composite
def reformed(draw: st.DrawFn) -> Case:
    units = draw(forest("X")) + draw(forest("Y"))
    calendar = draw(st.sampled_from(CALENDARS))
    made = replace(plan(units, MEASURED), calendar=calendar)
    figures = Random(draw(st.integers(0, 10**6)))  # noqa: S311 - made-up figures
    said = [
        _said(figures, one, unit.id, period.label)
        for one in MEASURED
        for unit in units
        for period in periods_between(2022 * 12 + 9, 2024 * 12 + 11, "month")
        if unit.valid_within(calendar.first_day(period), calendar.last_day(period))
        and figures.random() < 0.8
    ]
    as_of = draw(st.sampled_from((datetime(2026, 2, 1), datetime(2024, 3, 1))))
    return Case(made, tuple(said), PERIODS, as_of)


def _said(figures: Random, one: Indicator, unit: str, period: str) -> Fact:
    above = figures.randint(0, 500)
    figure = (float(above), float(above + figures.randint(0, 50)))
    known = (datetime(2022, 1, 1), 1)
    return fact(
        unit, period, figure if one.measure == "ratio" else float(above), one.id, known=known
    )


def totals(con: Any, case: Case, view: Any) -> dict[tuple[str, ...], float | None]:
    with assess(con, case.plan, case.periods, as_of=case.as_of, view=view) as assessment:
        rows = assessment.results().to_dicts()
    return {
        (row["period"], row["unit"], row["indicator"], column): row[column]
        for row in rows
        if row["unit"] == "ALL" or row["unit"].startswith("area:")
        for column in COLUMNS
    }


@same_cases(12, EXAMPLES)
@given(reformed())
def test_totals_are_equal_in_both_views(case: Case) -> None:
    con = warehouse_of(case)
    try:
        before = totals(con, case, "as_reported")
        after = totals(con, case, "current_units")
    finally:
        con.close()
    assert before.keys() == after.keys()
    wrong = [
        f"{key}: as reported {before[key]}, on today's units {after[key]}"
        for key in before
        if not _equal(before[key], after[key])
    ]
    assert not wrong, "\n".join(wrong[:20])
    assert sum(v is not None for v in before.values()) > 100


def _equal(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
