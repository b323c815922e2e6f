"""The change that is printed is the export's, and says what the trend says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from kpi.periods import parse_period
from reports import amounts
from reports.edition import Edition
from tests.reports.case import small_plan

EDITION = Edition(small_plan(), parse_period("2024-06"), datetime(2024, 7, 1))


@dataclass(frozen=True)
class Score:
    """What is measured, as the sentences ask it."""

    decimals: int
    measure: str = "score"
    unit_of_measure: str = "điểm"
    points: bool = False


ASSESSMENT = Path(__file__).parents[2] / "kpi" / "assessment"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    con.execute(_sql("macros/numbers"))
    con.execute(
        "CREATE TEMP TABLE compared AS SELECT 1 AS pair, 'previous' AS kind,"
        " 'S1' AS indicator, 2 AS first_month, 2 AS last_month"
    )
    yield con
    con.close()


def _sql(name: str) -> str:
    """A statement by the end of its path, whichever folder of the room it stands in."""
    (found,) = [p for p in ASSESSMENT.rglob("*.sql") if p.as_posix().endswith(f"/{name}.sql")]
    return found.read_text(encoding="utf-8")


def told(
    con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int
) -> tuple[float, float, str]:
    """Of a score after another one the export's change, the one that is printed, the trend."""
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
    con.execute(_sql("judging/change"))
    con.execute(_sql("trend"))
    ((by,),) = con.execute("SELECT change_previous FROM change").fetchall()
    ((trend,),) = con.execute("SELECT trend FROM trend").fetchall()
    ((printed,),) = con.execute("SELECT told_change(?, ?, ?)", [now, before, decimals]).fetchall()
    return float(by), float(printed), str(trend)


@pytest.mark.parametrize(
    ("before", "now", "decimals", "change", "trend"),
    [(1.00, 1.005, 2, "+0,01", "improving"), (0.28, 0.285, 2, "+0,01", "improving"),
     (8.5, 8.345, 2, "-0,16", "worsening"), (1.0, 1.004, 2, "không đổi", "steady"),
     (2.0, 2.5, 0, "+1", "improving"), (1.005, 1.00, 2, "-0,01", "worsening"),
     (74.96, 78.04, 1, "+3,1", "improving"),  # printed 75,0 and 78,0
     (1.04, 1.06, 1, "+0,0", "improving"), (1.06, 1.04, 1, "-0,0", "worsening"),
     (0.96, 1.04, 1, "không đổi", "steady")],  # both printed 1,0
)  # fmt: skip
def test_a_change_is_the_exports_and_unchanged_only_where_both_are_printed_alike(
    con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int, change: str,
    trend: str,
) -> None:  # fmt: skip
    by, told_by, way = told(con, before, now, decimals)
    assert by == pytest.approx(now - before, abs=1e-12)
    assert way == trend
    assert told_by in {by, 0.0}
    assert amounts.change(EDITION, Score(decimals), told_by) == change


@pytest.mark.parametrize("before", [-1.005, 0.94, 1.0, 1.04, 1.06])
@pytest.mark.parametrize("now", [-1.01, 0.96, 1.0, 1.04, 1.06])
def test_a_change_and_the_trend_always_say_the_same(
    con: duckdb.DuckDBPyConnection, before: float, now: float
) -> None:
    _, told_by, way = told(con, before, now, 1)
    assert way == ("improving" if told_by > 0 else "worsening" if told_by < 0 else "steady")
