"""The change that is printed and the trend that is told come of the same rounding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

ASSESSMENT = Path(__file__).parents[2] / "kpi" / "assessment"
REPORTS = Path(__file__).parents[2] / "reports"
ROW = (
    "unit, indicator, measure, over_time, decimals, now_previous, before_previous, now_last_year,"
    " before_last_year, status, points,"
    " field_order, indicator_order, first_month, last_month"
)
VALUES = (
    "('ALL', 'S1', 'score', 'stock', ?::INTEGER, ?::DOUBLE, ?::DOUBLE, ?::DOUBLE, ?::DOUBLE,"
    " 'on_track', false, 0, 0, 24293, 24293)"
)
EMPTY = (
    "value, field, field_name, indicator_name, unit_of_measure, direction, due, lead, band_low,"
    " band_high, assessed, target, expected, achievement, pace, method, depends_on_method, trend,"
    " projection, units_reported, units_expected, provisional, late"
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    con.execute(_sql("macros/numbers"))
    con.execute("CREATE TEMP TABLE report_operand AS SELECT '' AS indicator, '' AS operand LIMIT 0")
    con.execute(
        "CREATE TEMP TABLE report_indicator AS SELECT '' AS indicator, '' AS over_time LIMIT 0"
    )
    con.execute(
        "CREATE TEMP TABLE report_in_force AS SELECT '' AS indicator, '' AS state,"
        " false AS questioned, 0 AS first_month, 0 AS last_month LIMIT 0"
    )
    con.execute(
        "CREATE TEMP TABLE report_month AS SELECT 1 AS month, '2024-06' AS period, true AS reached"
    )
    con.execute(
        "CREATE TEMP TABLE results AS SELECT '' AS unit, '' AS indicator, '' AS period,"
        " NULL::DOUBLE AS assessed LIMIT 0"
    )
    yield con
    con.close()


def _sql(name: str) -> str:
    """A statement by the end of its path, whichever folder of the room it stands in."""
    (found,) = [
        p
        for room in (ASSESSMENT, REPORTS)
        for p in room.rglob("*.sql")
        if p.as_posix().endswith(f"/{name}.sql")
    ]
    return found.read_text(encoding="utf-8")


def change(con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int) -> Any:
    """The change against the preceding period and the year before, as a report prints it."""
    empty = ", ".join(f"NULL AS {name.strip()}" for name in EMPTY.split(","))
    row = f"SELECT *, {empty} FROM (VALUES {VALUES}) t({ROW})"  # noqa: S608 - names are ours
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE report_row AS {row}", [decimals, now, before, now, before]
    )
    (row,) = con.execute(_sql("shared/indicators")).fetchall()
    named = dict(zip([d[0] for d in con.description or ()], row, strict=True))
    assert named["change_previous"] == named["change_last_year"]
    return named["change_previous"]


def trend(con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int) -> str:
    con.execute(
        "CREATE OR REPLACE TEMP TABLE compared AS SELECT 1 AS pair, 'previous' AS kind,"
        " 'S1' AS indicator, 2 AS first_month, 2 AS last_month"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE plan_indicator AS"
        " SELECT 'S1' AS indicator, 'up' AS direction, NULL::DOUBLE AS band_low,"
        " NULL::DOUBLE AS band_high, ?::INTEGER AS decimals,"
        " 'stock' AS over_time, 'score' AS measure",
        [decimals],
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE alike AS"
        " SELECT 1 AS pair, 'ALL' AS entity, ?::DOUBLE AS before, ?::DOUBLE AS now",
        [before, now],
    )
    con.execute(_sql("trend"))
    ((found,),) = con.execute("SELECT trend FROM trend").fetchall()
    return str(found)


@pytest.mark.parametrize(
    ("before", "now", "decimals", "expected"),
    [(1.00, 1.005, 2, 0.01), (0.28, 0.285, 2, 0.01), (8.5, 8.345, 2, -0.15), (-1.005, -1.01, 2, 0),
     (1.0, 1.004, 2, 0), (2.0, 2.5, 0, 1), (1.005, 1.00, 2, -0.01)],
)  # fmt: skip
def test_what_is_told_as_better_is_printed_as_more(
    con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int, expected: float
) -> None:
    assert change(con, before, now, decimals) == expected
    told = "improving" if expected > 0 else "worsening" if expected < 0 else "steady"
    assert trend(con, before, now, decimals) == told
