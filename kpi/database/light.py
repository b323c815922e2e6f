"""Lets a light command answer at once: DuckDB loads pandas, a third of a second, to look whether a
parameter is one of its values; without pandas it does well. And it thinks longer about how to run a
statement over few rows than the statement takes."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

# Steps of DuckDB's optimizer that choose among ways of the same result by how many rows there are,
# or spare rows and columns: of few rows each saves less than it takes. What a statement cannot do
# without stays (filters moved to where rows are read, subqueries turned into joins).
FOR_MANY_ROWS = (
    "build_side_probe_side", "column_lifetime", "common_aggregate", "common_subexpressions",
    "common_subplan", "compressed_materialization", "cte_inlining", "duplicate_groups", "extension",
    "join_filter_pushdown", "join_order", "late_materialization", "limit_pushdown",
    "materialized_cte", "regex_range", "reorder_filter", "sampling_pushdown",
    "statistics_propagation", "sum_rewriter", "top_n",
)  # fmt: skip


@contextmanager
def without_pandas() -> Iterator[None]:
    """The block runs as if pandas were not installed, unless it is loaded already."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = None  # type: ignore[assignment]  # how Python marks what cannot be had
    try:
        yield
    finally:
        with_pandas()


@contextmanager
def planned_lightly(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """In the block statements are planned for few rows; it holds for every connection to the same
    database, whose results are the same either way."""
    with _planned_without(con, FOR_MANY_ROWS):
        yield


@contextmanager
def read_again(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """In the block what a statement looks at twice is read twice: of a view's millions of rows
    DuckDB else makes a copy first, which takes longer than to read them and is in memory beside
    all the rest. It holds for every connection to the same database."""
    with _planned_without(con, ("common_subplan",)):
        yield


@contextmanager
def _planned_without(con: duckdb.DuckDBPyConnection, steps: Collection[str]) -> Iterator[None]:
    """Leaves out steps of DuckDB's optimizer beside those that are left out already."""
    known = {name for (name,) in con.execute("SELECT name FROM duckdb_optimizers()").fetchall()}
    ((before,),) = con.execute("SELECT current_setting('disabled_optimizers')").fetchall()
    left_out = {*filter(None, before.split(",")), *known.intersection(steps)}  # versions differ
    con.execute(f"SET disabled_optimizers = '{','.join(sorted(left_out))}'").fetchall()
    try:
        yield
    finally:
        con.execute(f"SET disabled_optimizers = '{before}'").fetchall()


def with_pandas() -> None:
    """From here on what needs pandas finds it, also inside such a block: to be called before work
    that is heavy anyway, and before a library looks for pandas and remembers that it found none."""
    if sys.modules.get("pandas", sys) is None:
        del sys.modules["pandas"]


def load_polars() -> None:
    """To be done before `import polars` in code that may run inside such a block: polars looks for
    pandas when it is loaded, and must find it."""
    hidden = "polars" not in sys.modules and sys.modules.get("pandas", sys) is None
    if hidden:
        del sys.modules["pandas"]
    try:
        import polars  # noqa: F401 - loading it is all that is wanted
    finally:
        if hidden and "pandas" not in sys.modules:
            sys.modules["pandas"] = None  # type: ignore[assignment]  # as above
