"""Questions to one warehouse beside each other, each on a connection of its own.

Over few rows a question waits for the planning of some hundred small statements, which one
processor does while the other idles. The one rule: over many rows nothing runs beside, for there a
statement uses all processors itself, and each question needs its memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from kpi.plan.size import is_large
from kpi.warehouse.views import load_views

if TYPE_CHECKING:
    import duckdb

    from kpi.plan.model import Plan

P = ParamSpec("P")
T = TypeVar("T")

MANY_ROWS = 500_000  # stored answers; a province has some ten thousand a year
AT_ONCE = 2
_STORED = "SELECT coalesce(sum(estimated_size), 0) FROM duckdb_tables() WHERE NOT temporary"


class Start(Protocol):
    """Begins a question of which the connection is the first argument; its answer comes later."""

    def __call__(
        self,
        question: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Future[T]: ...


@contextmanager
def beside(con: duckdb.DuckDBPyConnection, plan: Plan | None = None) -> Iterator[Start]:
    """What is started in the block runs beside it, and has ended after it. What a question raises
    is raised where its answer is taken. `plan`: the questions are about its figures."""
    if _stored(con) > MANY_ROWS or (plan is not None and is_large(plan)):
        yield _at_once(con)
        return
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="question") as pool:

        def start(
            question: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
            /,
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> Future[T]:
            own = con.cursor()  # a connection serves one thread at a time
            load_views(own)

            def answer() -> T:
                with own:
                    return question(own, *args, **kwargs)

            return pool.submit(answer)

        yield start


def _at_once(con: duckdb.DuckDBPyConnection) -> Start:
    """The same, but each question is answered before the next is begun."""

    def start(
        question: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Future[T]:
        answer: Future[T] = Future()
        answer.set_result(question(con, *args, **kwargs))
        return answer

    return start


def _stored(con: duckdb.DuckDBPyConnection) -> int:
    (rows,) = con.execute(_STORED).fetchone() or (0,)
    return int(rows)
