"""The change that is printed is the export's, rounded once; it never speaks against the trend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kpi.words import formats
from reports.amounts import printed_change

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
) -> tuple[float, str]:
    """What the export has of a score after another one: the change, the trend."""
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
    return float(by), str(trend)


@pytest.mark.parametrize(
    ("before", "now", "decimals", "printed", "trend"),
    [(1.00, 1.005, 2, "0,01", "improving"), (0.28, 0.285, 2, "0,01", "improving"),
     (8.5, 8.345, 2, "-0,16", "worsening"), (1.0, 1.004, 2, "0,00", "steady"),
     (2.0, 2.5, 0, "1", "improving"), (1.005, 1.00, 2, "-0,01", "worsening"),
     (74.96, 78.04, 1, "3,1", "improving")],  # printed 75,0 and 78,0
)  # fmt: skip
def test_a_change_is_printed_as_the_export_has_it(
    con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int, printed: str,
    trend: str,
) -> None:  # fmt: skip
    by, way = told(con, before, now, decimals)
    assert by == pytest.approx(now - before, abs=1e-12)
    assert way == trend
    assert formats.number(printed_change(by, decimals), decimals) == printed


@pytest.mark.parametrize("before", [-1.005, 0.94, 1.0, 1.04, 1.06])
@pytest.mark.parametrize("now", [-1.01, 0.96, 1.0, 1.04, 1.06])
def test_a_change_is_never_printed_against_the_trend(
    con: duckdb.DuckDBPyConnection, before: float, now: float
) -> None:
    by, way = told(con, before, now, 1)
    assert not (way == "improving" and by < 0)
    assert not (way == "worsening" and by > 0)
