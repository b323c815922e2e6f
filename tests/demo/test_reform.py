"""The demo across 1 July 2025: what areas had before and after, worked out from the export alone.

Three areas: one unit becomes two, one one, one five. The report month of July begins
on 15 June, so both the old and the new units report their part of it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from demo.write import write_demo
from flows.cli import status_of
from flows.direct import collect_now
from kpi.home import Home
from kpi.plan.model import Indicator, Plan

MONTHS = ("2025-05", "2025-06", "2025-07", "2025-08")
AREAS = ("Đông Hà", "Thị xã Quảng Trị", "Vĩnh Linh")
VIEWS = ("as_reported", "current_units")
Row = dict[str, str]
Rows = dict[tuple[str, str, str], Row]  # period, unit, indicator


def exported(home: Home, *words: str) -> list[Row]:
    target = home.root / "out.csv"
    assert status_of(["export", *words, "--home", str(home.root), "--out", str(target)]) == 0
    with target.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def home(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("reform") / "home")
    units = {u.id for u in plan.units if u.area in AREAS}
    write_demo(made.root, periods={*MONTHS, "2025-Q2"}, units=units)
    collect_now(made)
    return made


@pytest.fixture(scope="module")
def results(home: Home) -> dict[str, Rows]:
    return {
        view: {
            (row["period"], row["unit"], row["indicator"]): row
            for month in MONTHS
            for row in exported(home, "results", month, "--view", view)
        }
        for view in VIEWS
    }


@pytest.fixture(scope="module")
def answers(home: Home) -> dict[tuple[str, str], dict[str, Row]]:
    """Every figure that stands, by indicator and period, then by unit."""
    found: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in exported(home, "observations"):
        if row["state"] not in ("withheld", "not_applicable"):
            found[row["indicator"], row["period"]][row["unit"]] = row
    return found


def measured(plan: Plan) -> list[Indicator]:
    """Monthly counts and ratios, which areas have totals of."""
    return [
        i for i in plan.indicators if i.measure in ("count", "ratio") and i.frequency == "month"
    ]


def parts(one: Indicator, row: Row) -> tuple[float, float]:
    if one.measure == "ratio":
        return float(row["numerator"] or 0), float(row["denominator"] or 0)
    return float(row["value"] or 0), 1.0


def said(
    plan: Plan, one: Indicator, month: str, answers: dict[tuple[str, str], dict[str, Row]]
) -> dict[str, tuple[float, float]]:
    """By unit: this month's figure; a running total of a unit that has ended is its last one."""
    figures = {u: parts(one, row) for u, row in answers[one.id, month].items()}
    if one.over_time == "running_total":
        closes = "2025-" + month[5:] + "-14"
        for unit in plan.units:
            if unit.valid_to and unit.valid_to.isoformat() < closes:
                for earlier in sorted(m for m in MONTHS if m <= month):
                    if unit.id in answers[one.id, earlier]:
                        figures[unit.id] = parts(one, answers[one.id, earlier][unit.id])
    return figures


def figure(one: Indicator, rows: list[tuple[float, float]]) -> float | None:
    if not rows:
        return None
    above, below = sum(a for a, _ in rows), sum(b for _, b in rows)
    if one.measure == "count":
        return above
    return one.factor * above / below if below else None


def number(text: str) -> float | None:
    return float(text) if text else None


def same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else a == pytest.approx(b, rel=1e-9, abs=1e-9)


def cases(plan: Plan, answers: Any) -> Iterator[tuple[str, Indicator, dict[str, Any]]]:
    for month in MONTHS:
        for one in measured(plan):
            yield month, one, said(plan, one, month, answers)


@pytest.mark.parametrize("view", VIEWS)
def test_area_totals_agree_with_the_submissions_in_both_views(
    plan: Plan, results: dict[str, Rows], answers: Any, view: str
) -> None:
    compared = 0
    for month, one, figures in cases(plan, answers):
        for area in AREAS:
            row = results[view].get((month, f"area:{area}", one.id))
            if row is None:
                continue
            mine = [f for u, f in figures.items() if plan.unit_by_id[u].area == area]
            assert same(number(row["value"]), figure(one, mine)), (view, month, area, one.id)
            compared += row["value"] != ""
    assert compared > 50
    assert {row["unit"] for row in results["as_reported"].values()} >= {"TU-DH", "P-DONG-HA"}


def test_figures_of_todays_units_are_their_shares_and_their_own(
    plan: Plan, results: dict[str, Rows], answers: Any
) -> None:
    shared = 0
    for month, one, figures in cases(plan, answers):
        for unit in plan.units:
            row = results["current_units"].get((month, unit.id, one.id))
            if row is None or unit.area not in AREAS:
                continue
            assert unit.valid_to is None  # the old ones have no rows any more
            mine = [figures[unit.id]] if unit.id in figures else []
            for before in unit.succeeds:
                whole = sum(
                    p.share for u in plan.units for p in u.succeeds if p.unit == before.unit
                )
                if before.unit in figures:
                    above, below = figures[before.unit]
                    part = before.share / whole
                    mine.append((part * above, part * below))
                    shared += 1
            assert same(number(row["value"]), figure(one, mine)), (month, unit.id, one.id)
    assert shared > 100


def test_no_light_of_an_area_or_the_plan_changes_by_the_reform_alone(
    results: dict[str, Rows],
) -> None:
    # The same figures on old and on new units: what is judged against the same target has the same
    # light; where no unit target holds for the new units there is none to be judged against.
    seen = 0
    for key, row in results["as_reported"].items():
        again = results["current_units"].get(key)
        if again is None or not (key[1] == "ALL" or key[1].startswith("area:")):
            continue
        if row["target"] == again["target"] and same(
            number(row["assessed"]), number(again["assessed"])
        ):
            assert row["status"] == again["status"], key
            seen += 1
    assert seen > 200


def test_the_trend_of_a_new_unit_looks_back_over_the_reform(results: dict[str, Rows]) -> None:
    rows = [r for (m, u, _), r in results["current_units"].items()
            if m == "2025-07" and u == "P-QUANG-TRI"]  # fmt: skip
    before = [r for (m, u, _), r in results["as_reported"].items()
              if m == "2025-07" and u == "P-QUANG-TRI"]  # fmt: skip
    assert any(r["previous"] and r["trend"] for r in rows)
    assert not any(r["previous"] for r in before)
