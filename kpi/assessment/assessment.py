"""What one assessment left behind, and the only way to ask it.

The one rule: an assessment owns its tables. They are temporary ones of a connection of its own,
which reads the same warehouse; nobody else sees them, so that any number of assessments live
beside each other, and they go with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self, TypeVar

from kpi.assessment.models import looked_at, models, run_model
from kpi.assessment.rows import RESULT_COLUMNS, SCORE_COLUMNS, Result, UnitScore
from kpi.database.frames import Rows, ask, execute, make_table, query
from kpi.records.schema import checked_frame

if TYPE_CHECKING:
    import duckdb
    import polars as pl

Row = TypeVar("Row")
AT_ONCE = 10_000  # rows taken over
_RESULTS = f"SELECT {', '.join(RESULT_COLUMNS)} FROM results"  # noqa: S608 - names declared here
_OF_THE_PLAN = f"{_RESULTS} WHERE unit = 'ALL' AND period = $period"
_SCORES = f"SELECT {', '.join(SCORE_COLUMNS)} FROM scores"  # noqa: S608 - as above


class Assessment:
    """The tables of one assessment, dropped when it is closed: use it in a `with` block.

    Besides `results` and `scores` a question may read every model it was made from, and the
    warehouse under the ids of the plan assessed."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Takes over a connection whose temporary tables are those of the models."""
        self._con = con

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._con.close()

    def results(self) -> pl.DataFrame:
        """All results, declared by `Result`: periods as asked, indicators in the plan's order, for
        each its units in the plan's order, then areas by name, then ALL."""
        return checked_frame(Result, query(self._con, _RESULTS))

    def scores(self) -> pl.DataFrame:
        """All scores, declared by `UnitScore`: periods as asked, units in the plan's order, then
        ALL; for each its fields in the plan's order, then ALL."""
        return checked_frame(UnitScore, query(self._con, _SCORES))

    def result_rows(self) -> tuple[Result, ...]:
        """The same as `results`, as rows; needs no polars."""
        return self.ask(_RESULTS, Result)

    def plan_rows(self, period: str) -> tuple[Result, ...]:
        """The results of the plan as a whole in a period, in their order."""
        return self.ask(_OF_THE_PLAN, Result, period=period)

    def score_rows(self) -> tuple[UnitScore, ...]:
        """The same as `scores`, as rows; needs no polars."""
        return self.ask(_SCORES, UnitScore)

    def ask(self, sql: str, kind: type[Row], **parameters: object) -> tuple[Row, ...]:
        """The rows of one SELECT, of a declared kind; parameters are named ($name).

        Raises SchemaMismatch where the question gives anything else than is declared."""
        return ask(self._con, sql, kind, parameters)

    def peek(self, sql: str) -> pl.DataFrame:
        """The rows of one SELECT as they are, for tests and benchmarks that look into the models:
        nothing is declared of them, so no room may rest on this."""
        return query(self._con, sql)

    def make(self, sql: str, **parameters: object) -> None:
        """Runs statements that make temporary tables to ask by, one by one; each is given those of
        the parameters that it names."""
        for statement in sql.split(";\n"):
            if statement.strip():
                used = {k: v for k, v in parameters.items() if f"${k}" in statement}
                execute(self._con, statement, used or None)

    def put(self, name: str, rows: Rows) -> None:
        """Makes a temporary table of rows, to be asked beside the models."""
        make_table(self._con, name, rows)

    def fetch(self, sql: str) -> tuple[dict[str, str], list[tuple[object, ...]]]:
        """(SQL types by column, the rows) of one SELECT, for whoever declares its rows himself."""
        answer = self._con.execute(sql)
        types = {about[0]: str(about[1]) for about in answer.description or ()}
        return types, _kept_once(types, answer)

    def keep(self, names: Collection[str]) -> None:
        """Drops every model that no question to those named looks at: of a country's units each
        takes tens of megabytes."""
        kept = looked_at(names)
        known = {m.name for m in models()}
        sql = "SELECT table_name FROM duckdb_tables() WHERE temporary ORDER BY table_name"
        for (table,) in self._con.execute(sql).fetchall():
            if table in known - kept:
                execute(self._con, f'DROP TABLE "{table}"')

    def remake(self, names: Collection[str], formula_ranks: int = 0) -> None:
        """Runs some models again, over what stands now; without ranks formulas are left as they
        are."""
        for model in models():
            if model.name in names:
                run_model(self._con, model, formula_ranks)

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Whatever is made or changed inside the block is gone after it."""
        self._con.begin()
        try:
            yield
        finally:
            self._con.rollback()


def _kept_once(
    types: Mapping[str, str], answer: duckdb.DuckDBPyConnection
) -> list[tuple[object, ...]]:
    """The rows with each text of a column kept once: of a country's rows most names come again,
    and DuckDB gives each a copy of its own."""
    rows: list[tuple[object, ...]] = []
    known: list[dict[object, object] | None] = [
        {} if kind == "VARCHAR" or kind.startswith("ENUM(") else None for kind in types.values()
    ]
    while some := answer.fetchmany(AT_ONCE):
        columns = [
            column if texts is None else [texts.setdefault(text, text) for text in column]
            for column, texts in zip(zip(*some, strict=True), known, strict=True)
        ]
        rows += zip(*columns, strict=True)
    return rows
