"""Likelihood in words, what each remaining month must bring, and the plan's end, by hand."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import duckdb
import pytest

from kpi.assessment.models import model_texts

TABLES = """
    CREATE TABLE setting AS SELECT $all_methods AS all_methods;
    CREATE TABLE asked_period AS SELECT 'P' AS period, $month AS month_of_year;
    CREATE TABLE results (
        period VARCHAR, unit VARCHAR, indicator VARCHAR, measure VARCHAR, over_time VARCHAR,
        direction VARCHAR, decimals INTEGER, assessed DOUBLE, target DOUBLE, band_low DOUBLE,
        band_high DOUBLE, projection DOUBLE, projection_low DOUBLE, projection_high DOUBLE,
        is_due BOOLEAN, state VARCHAR);
    CREATE TABLE plan_indicator (
        indicator VARCHAR, measure VARCHAR, direction VARCHAR, limit_value DOUBLE);
    CREATE TABLE growth (
        period VARCHAR, indicator VARCHAR, entity VARCHAR, goal DOUBLE, goal_year INTEGER,
        latest DOUBLE, moment DOUBLE, recent DOUBLE, recent_moment DOUBLE,
        is_completed BOOLEAN);
"""
PLAIN: dict[str, Any] = {
    "period": "P", "unit": "ALL", "indicator": "I", "measure": "ratio", "over_time": "stock",
    "direction": "up", "decimals": 1, "assessed": 60.0, "target": 80.0, "is_due": True,
    "state": "reported",
}  # fmt: skip
GROWTH = {
    "period": "P", "indicator": "I", "entity": "ALL", "goal": 100.0, "goal_year": 2025,
    "latest": 60.0, "moment": 2023.5, "recent": 30.0, "recent_moment": 2020.5,
    "is_completed": False,
}  # fmt: skip


def outlook(
    row: dict[str, Any], *, month: int = 6, growth: dict[str, Any] | None = None,
    limit: float | None = None, all_methods: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """The model's one row (empty if it has none)."""
    given = PLAIN | row
    room = files("kpi.assessment")
    con = duckdb.connect()
    con.execute(room.joinpath("macros", "numbers.sql").read_text(encoding="utf-8"))
    for statement in TABLES.split(";")[:-1]:
        used = {k: v for k, v in (("all_methods", all_methods), ("month", month))
                if f"${k}" in statement}  # fmt: skip
        con.execute(statement, used or None)
    insert(con, "results", given)
    about = {"indicator": "I", "measure": given["measure"], "direction": given["direction"]}
    insert(con, "plan_indicator", about | {"limit_value": limit})
    if growth is not None:
        insert(con, "growth", growth)
    con.execute(model_texts()["outlook"])
    found = con.execute("SELECT * FROM outlook")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    con.close()
    return rows[0] if rows else {}


def insert(con: duckdb.DuckDBPyConnection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    names = ", ".join(row)
    query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - names are ours
    con.execute(query, list(row.values()))


def word(low: float, middle: float, high: float, **more: Any) -> str | None:
    ends = {"projection": middle, "projection_low": low, "projection_high": high}
    found: str | None = outlook({**ends, **more})["likelihood"]
    return found


def test_the_whole_range_reaches_the_target_or_none_of_it_or_it_is_open() -> None:
    assert word(80.0, 85.0, 90.0) == "reaches"
    assert word(78.0, 85.0, 90.0) == "open"
    assert word(70.0, 79.0, 80.0) == "open"  # the better end alone reaches it
    assert word(70.0, 75.0, 79.0) == "misses"


def test_where_less_is_better_the_ends_change_places() -> None:
    assert word(60.0, 70.0, 80.0, direction="down") == "reaches"
    assert word(60.0, 70.0, 82.0, direction="down") == "open"
    assert word(80.0, 81.0, 90.0, direction="down") == "open"
    assert word(81.0, 85.0, 90.0, direction="down") == "misses"


def test_within_a_band_both_ends_count() -> None:
    band = {"direction": "within", "target": None, "band_low": 30.0, "band_high": 60.0}
    assert word(30.0, 45.0, 60.0, **band) == "reaches"
    assert word(20.0, 45.0, 60.0, **band) == "open"
    assert word(58.0, 65.0, 70.0, **band) == "open"
    assert word(61.0, 65.0, 70.0, **band) == "misses"


def test_it_is_compared_as_printed() -> None:
    assert word(79.96, 85.0, 90.0) == "reaches"  # 80,0 on the page
    assert word(79.94, 85.0, 90.0) == "open"


def test_without_a_range_or_a_target_and_at_the_years_end_there_are_no_words() -> None:
    assert outlook({"projection": 85.0})["likelihood"] is None
    ranged = {"projection": 85.0, "projection_low": 80.0, "projection_high": 90.0}
    assert outlook({**ranged, "target": None})["likelihood"] is None
    assert outlook(ranged, month=12)["likelihood"] is None


def test_a_level_must_change_by_so_much_every_remaining_month() -> None:
    assert outlook({})["required"] == pytest.approx(20 / 6)
    down = {"direction": "down", "assessed": 90.0, "target": 80.0}
    assert outlook(down)["required"] == pytest.approx(-10 / 6)


def test_the_rest_of_a_sum_is_shared_out_and_a_ceiling_leaves_room() -> None:
    summed = {"measure": "count", "over_time": "flow", "assessed": 45.0, "target": 120.0}
    assert outlook(summed)["required"] == pytest.approx(12.5)
    assert outlook(summed)["is_at_most"] is False
    ceiling = outlook(summed | {"direction": "down"})
    assert (ceiling["required"], ceiling["is_at_most"]) == (pytest.approx(12.5), True)


@pytest.mark.parametrize(
    "row",
    [
        {"assessed": 80.0},  # reached
        {"assessed": 79.96},  # reached as printed
        {"over_time": "flow"},  # a ratio of what occurs: the months to come are of unknown size
        {"direction": "within", "target": None, "band_low": 30.0, "band_high": 50.0},
        {"measure": "count", "over_time": "flow", "direction": "down", "assessed": 81.0},  # passed
        {"target": None},
    ],
)
def test_where_it_makes_no_sense_nothing_is_required(row: dict[str, Any]) -> None:
    assert outlook(row)["required"] is None


def test_in_the_last_month_nothing_is_required() -> None:
    assert outlook({}, month=12)["required"] is None
    assert outlook({}, month=11)["required"] == pytest.approx(20.0)


def test_the_mean_yearly_change_leads_to_the_plans_end_and_is_cut() -> None:
    # 30 in three years: 10 a year, for the year and a half from mid 2024 to the end of 2025
    end = outlook({}, growth=GROWTH)
    assert (end["end_year"], end["end_target"]) == (2025, 100.0)
    assert end["end_projection"] == pytest.approx(75.0)
    assert outlook({}, growth=GROWTH, limit=70.0)["end_projection"] == 70.0
    falling = GROWTH | {"recent": 240.0}
    assert outlook({}, growth=falling)["end_projection"] == 0.0
    assert outlook({}, growth=GROWTH | {"moment": 2025.0})["end_year"] is None


def test_only_reports_and_explanations_pay_for_it() -> None:
    assert outlook({}, all_methods=False) == {}
    assert outlook({"state": "no_data"}) == {}
    assert outlook({"is_due": False}) == {}
