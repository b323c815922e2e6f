"""Statements over few rows are planned without what pays for many rows only."""

from __future__ import annotations

import duckdb
import pytest

from kpi.database.light import FOR_MANY_ROWS, planned_lightly, read_again

NOW = "SELECT current_setting('disabled_optimizers')"


def steps_left_out(con: duckdb.DuckDBPyConnection) -> set[str]:
    ((names,),) = con.execute(NOW).fetchall()
    return {name for name in names.split(",") if name}


def test_a_light_plan_holds_in_its_block_only_also_where_that_fails() -> None:
    con = duckdb.connect()
    with planned_lightly(con):
        assert steps_left_out(con.cursor()) == set(FOR_MANY_ROWS)
    assert steps_left_out(con) == set()
    with pytest.raises(ValueError, match="in the block"), planned_lightly(con):
        raise ValueError("in the block")
    assert steps_left_out(con) == set()


def test_what_is_left_out_already_stays_left_out_after_a_block_inside() -> None:
    con = duckdb.connect()
    con.execute("SET disabled_optimizers = 'top_n'")
    with read_again(con):
        assert steps_left_out(con) == {"top_n", "common_subplan"}
    assert steps_left_out(con) == {"top_n"}


def test_a_step_that_this_version_does_not_have_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kpi.database.light.FOR_MANY_ROWS", ("top_n", "of_another_version"))
    con = duckdb.connect()
    with planned_lightly(con):
        assert steps_left_out(con) == {"top_n"}


def test_filters_still_reach_the_rows_and_subqueries_become_joins() -> None:
    """Without these a formula's tokens would be joined with all rows there are."""
    assert {"filter_pushdown", "deliminator", "unused_columns"}.isdisjoint(FOR_MANY_ROWS)
