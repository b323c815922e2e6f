"""Questions to one warehouse run beside each other only where that is of use."""

from __future__ import annotations

import threading

import duckdb
import pytest

from kpi.database.frames import execute
from kpi.warehouse import beside as room
from kpi.warehouse.beside import beside
from kpi.warehouse.store import Warehouse

ONE = 1


@pytest.fixture
def con(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    execute(warehouse.con, "CREATE TABLE stored AS SELECT unnest(range(10)) AS n")
    return warehouse.con


def counted(con: duckdb.DuckDBPyConnection, below: int) -> int:
    return int(con.execute("SELECT count(*) FROM stored WHERE n < ?", [below]).fetchall()[0][0])


def thread(con: duckdb.DuckDBPyConnection) -> str:
    counted(con, ONE)
    return threading.current_thread().name


def test_each_answer_is_that_of_its_own_question(con: duckdb.DuckDBPyConnection) -> None:
    with beside(con) as start:
        answers = [start(counted, below) for below in range(1, 8)]
    assert [a.result() for a in answers] == list(range(1, 8))


def test_two_questions_wait_for_each_other_and_both_are_answered(
    con: duckdb.DuckDBPyConnection,
) -> None:
    met = threading.Barrier(2, timeout=60)  # would break if one ended before the other began

    def meeting(own: duckdb.DuckDBPyConnection) -> int:
        met.wait()
        return counted(own, ONE)

    with beside(con) as start:
        answers = [start(meeting), start(meeting)]
    assert [a.result() for a in answers] == [1, 1]


def test_a_temporary_table_of_one_question_is_not_seen_by_the_next(
    con: duckdb.DuckDBPyConnection,
) -> None:
    def making(own: duckdb.DuckDBPyConnection) -> int:
        execute(own, "CREATE TEMP TABLE mine AS SELECT 1 AS n")
        return len(own.execute("FROM mine").fetchall())

    with beside(con) as start:
        answers = [start(making) for _ in range(3)]
    assert [a.result() for a in answers] == [1, 1, 1]


def test_what_a_question_raises_is_raised_where_its_answer_is_taken(
    con: duckdb.DuckDBPyConnection,
) -> None:
    def failing(_: duckdb.DuckDBPyConnection) -> int:
        raise ValueError("told")

    with beside(con) as start:
        fails, works = start(failing), start(counted, 3)
    assert works.result() == 3
    with pytest.raises(ValueError, match="told"):
        fails.result()


def test_over_few_rows_questions_leave_the_thread_that_asks(con: duckdb.DuckDBPyConnection) -> None:
    with beside(con) as start:
        answer = start(thread)
    assert answer.result().startswith("question")


def test_over_many_rows_a_question_is_answered_before_the_next_begins(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MANY_ROWS", 9)
    with beside(con) as start:
        answer = start(thread)
        assert answer.done()
    assert answer.result() == threading.current_thread().name


def test_the_macros_of_the_warehouse_are_at_hand_in_every_question(warehouse: Warehouse) -> None:
    with beside(warehouse.con) as start:
        found = start(lambda own: own.execute("FROM in_force(now()::TIMESTAMP)").fetchall())
    assert found.result() == []
