"""The change that is printed is the export's, and says what the trend says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pytest

from kpi.assessment.models import load_macros
from kpi.database.frames import ask
from kpi.periods import parse_period
from reports import amounts
from reports.edition import Edition
from tests.assessment.conftest import World, indicator
from tests.reports.case import small_plan

EDITION = Edition(small_plan(), parse_period("2024-06"), datetime(2024, 7, 1))


@dataclass(frozen=True)
class Score:
    """What is measured, as the sentences ask it."""

    decimals: int
    measure: str = "score"
    unit_of_measure: str = "điểm"
    points: bool = False


@dataclass(frozen=True)
class Told:
    """What is said of a figure that follows another one."""

    change: float
    trend: str


TOLD = """
    SELECT told_change(now, before, decimals) AS change,
           trend_of(now, before, 'up', NULL, NULL, decimals) AS trend
    FROM (SELECT $now::DOUBLE AS now, $before::DOUBLE AS before, $decimals::INTEGER AS decimals)
"""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    load_macros(con)
    yield con
    con.close()


def told(con: duckdb.DuckDBPyConnection, before: float, now: float, decimals: int) -> Told:
    """How the change is printed, and the trend."""
    (found,) = ask(con, TOLD, Told, {"now": now, "before": before, "decimals": decimals})
    return found


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
    con: duckdb.DuckDBPyConnection, world: Callable[..., World], before: float, now: float,
    decimals: int, change: str, trend: str,
) -> None:  # fmt: skip
    w = world(indicator("S1", "score", decimals=decimals, reporters=("A",)))
    w.series("A", "S1", {"2024-01": before, "2024-02": now})
    row, printed = w.row("2024-02", "S1"), told(con, before, now, decimals)
    assert row["change_previous"] == pytest.approx(now - before, abs=1e-12)
    assert row["trend"] == printed.trend == trend
    assert printed.change in {row["change_previous"], 0.0}
    assert amounts.change(EDITION, Score(decimals), printed.change) == change


@pytest.mark.parametrize("before", [-1.005, 0.94, 1.0, 1.04, 1.06])
@pytest.mark.parametrize("now", [-1.01, 0.96, 1.0, 1.04, 1.06])
def test_a_change_and_the_trend_always_say_the_same(
    con: duckdb.DuckDBPyConnection, before: float, now: float
) -> None:
    by = told(con, before, now, 1)
    way = "improving" if by.change > 0 else "worsening" if by.change < 0 else "steady"
    assert by.trend == way
