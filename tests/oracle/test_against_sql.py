"""The SQL assessment against the oracle, on random plans and facts.

Rule: figures to 1e-9, everything else exactly. Forty fixed cases here; `KPI_ORACLE_EXAMPLES=500`
looks for new ones at random and shrinks what differs.
"""

from __future__ import annotations

import math
import os
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from kpi.assessment.run import View, assess
from kpi.database.frames import lent
from kpi.warehouse.store import migrations

from .generate import Case, cases
from .recompute import recompute

EXAMPLES = int(os.environ.get("KPI_ORACLE_EXAMPLES", "0"))
OTHERWISE = {"submission": "s", "change": "loaded", "questioned": False}
RESULT_KEY = ("period", "unit", "indicator")
SCORE_KEY = ("period", "unit", "field")

VIEWS: tuple[View, ...] = ("as_reported", "current_units")
Rows = dict[tuple[Any, ...], dict[str, Any]]


def warehouse_of(case: Case) -> Any:
    import duckdb
    import polars as pl

    con = duckdb.connect(":memory:")
    for step in migrations().values():
        con.execute(step)
    rows = [asdict(f) | OTHERWISE for f in case.facts]
    if rows:
        # row by row takes longer than the assessment
        with lent(con, given_fact=pl.DataFrame(rows, infer_schema_length=None)):
            con.execute("INSERT INTO observation BY NAME FROM given_fact")
    return con


def by_key(rows: list[dict[str, Any]], key: tuple[str, ...]) -> Rows:
    found = {tuple(r[k] for k in key): r for r in rows}
    assert len(found) == len(rows), "a row twice"
    return found


def same(a: Any, b: Any) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return bool(a == b)


def differences(theirs: Rows, ours: Rows) -> list[str]:
    """One line per cell that differs, the SQL's figure first."""
    found = [f"only in SQL {k}" for k in theirs.keys() - ours.keys()]
    found += [f"missing in SQL {k}" for k in ours.keys() - theirs.keys()]
    for key in sorted(theirs.keys() & ours.keys()):
        for column, expected in ours[key].items():
            if not same(_number(theirs[key][column]), _number(expected)):
                found.append(f"{key} {column}: SQL {theirs[key][column]}, text {expected}")
    return found


def _number(cell: Any) -> Any:
    """Counts may come as any whole-number type, figures as any float; booleans stay."""
    return float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell


def compare(case: Case) -> list[str]:
    """Both views; the same connection after one another, as reports do."""
    con = warehouse_of(case)
    try:
        return [f"{view} {line}" for view in VIEWS for line in compare_view(con, case, view)]
    finally:
        con.close()


def compare_view(con: Any, case: Case, view: View) -> list[str]:
    with assess(con, case.plan, case.periods, as_of=case.as_of, view=view) as assessment:
        results, scores = assessment.results(), assessment.scores()
    our_results, our_scores = recompute(case.plan, case.facts, case.periods, case.as_of, view)
    return differences(
        by_key(results.to_dicts(), RESULT_KEY), by_key([asdict(r) for r in our_results], RESULT_KEY)
    ) + differences(
        by_key(scores.to_dicts(), SCORE_KEY), by_key([asdict(s) for s in our_scores], SCORE_KEY)
    )


ALIKE = settings(
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
)


@settings(ALIKE, max_examples=EXAMPLES or 40)
@given(cases())
def test_the_sql_gives_what_the_text_says(case: Case) -> None:
    found = compare(case)
    assert not found, "\n".join(found)


@settings(ALIKE, max_examples=EXAMPLES or 30)
@given(cases(learning=True))
def test_the_sql_learns_the_profiles_that_the_text_says(case: Case) -> None:
    found = compare(case)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("pair", [(1.0, 1.0 + 1e-6), (True, False), (None, 0.0), ("met", "behind")])
def test_the_comparison_sees_a_difference(pair: tuple[Any, Any]) -> None:
    assert not same(*pair)
