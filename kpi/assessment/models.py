"""Running the SQL models: every file of `sql/GROUP/` makes the one table it is named after.

The one rule: the order is derived from what each model reads, never kept by hand; the groups are
for people. A file `NAME.step.sql` adds to the table `NAME` once for every rank of formulas. A
table may also be made by Python (`slope`); it says itself what it reads. Of a table that cannot
have rows, for what it is made from is empty, only the columns are made (`columns.json`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib.resources import files
from typing import TYPE_CHECKING

from kpi.assessment.fed_by import columns_of, is_fed
from kpi.assessment.slopes import fit_slopes
from kpi.database.frames import execute, sql_text
from kpi.database.light import read_again

if TYPE_CHECKING:
    import duckdb

GROUPS = ("figures", "targets", "coverage", "silence", "judging", "methods")
_COMMENT = re.compile(r"--[^\n]*")
_READ = re.compile(
    r"\b(?:FROM|JOIN)\s+(?:\w+\('(\w+)'(?:,\s*'(\w+)')?(?:,\s*\w+ := \w+)?\)|(\w+))", re.IGNORECASE
)
IN_ORDER = frozenset({"results", "scores"})  # whose rows are read as they stand
_CTE = re.compile(
    r"\b(\w+)\s+AS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\(\s*(?:SELECT|FROM|VALUES)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Model:
    """One table: its SQL, or the Python that makes it, and the names it reads."""

    name: str
    text: str
    step: str
    reads: frozenset[str]

    @property
    def is_view(self) -> bool:
        return "CREATE OR REPLACE TEMP VIEW" in self.text


PYTHON_MODELS: Mapping[str, tuple[frozenset[str], Callable[[duckdb.DuckDBPyConnection], None]]] = {
    "slope": (frozenset({"projection_point"}), fit_slopes)
}


def reads_of(sql: str) -> frozenset[str]:
    """Every name that a statement reads rows from, apart from its own CTEs."""
    text = _COMMENT.sub("", sql)
    found = frozenset(name for names in _READ.findall(text) for name in names if name)
    return found - frozenset(_CTE.findall(text))


@lru_cache(maxsize=1)
def models() -> tuple[Model, ...]:
    """All models, each after those that it reads."""
    found = {m.name: m for m in (*_sql_models(), *_python_models())}
    order = TopologicalSorter(
        {name: (m.reads & found.keys()) - {name} for name, m in found.items()}
    )
    return tuple(found[name] for name in order.static_order())


def _sql_models() -> list[Model]:
    texts = model_texts()
    return [
        Model(name, text, step := texts.get(f"{name}.step", ""), reads_of(text + step))
        for name, text in texts.items()
        if not name.endswith(".step")
    ]


def _python_models() -> list[Model]:
    return [Model(name, "", "", reads) for name, (reads, _) in PYTHON_MODELS.items()]


def model_texts() -> dict[str, str]:
    """The SQL of every model by its name, group by group."""
    return {name: text for group in GROUPS for name, text in _texts("sql", group).items()}


def _texts(*folder: str) -> dict[str, str]:
    found = sorted(files("kpi.assessment").joinpath(*folder).iterdir(), key=lambda f: f.name)
    return {
        f.name.removesuffix(".sql"): f.read_text(encoding="utf-8")
        for f in found
        if f.name.endswith(".sql")
    }


def macro_texts() -> dict[str, str]:
    """The SQL of the macros that models call, by its file's name."""
    return _texts("macros")


def load_macros(con: duckdb.DuckDBPyConnection) -> None:
    execute(con, sql_text("database", "in_force"))
    for text in macro_texts().values():
        execute(con, text)


def run_models(  # noqa: PLR0913 - how one assessment is run
    con: duckdb.DuckDBPyConnection,
    formula_ranks: int,
    asked: Collection[str] | None = None,
    *,
    empty: Collection[str] = (),
    passing: bool = False,
    few: bool = False,
) -> None:
    """Make every table, or those asked for and all that they are made from; the inputs and the
    warehouse must stand. `empty`: the inputs without rows. `passing`: of what is not asked for each
    goes as soon as nothing more is made from it, and stands in no order; for that settings of the
    whole instance are changed meanwhile. `few`: rows are few, and views are made tables."""
    load_macros(con)
    chosen = models() if asked is None else _chosen(asked)
    if few:
        chosen = tuple(map(_as_table, chosen))
    unread = _unread_after(chosen, asked) if asked is not None and passing else {}
    without_rows = set(empty)
    with read_again(con) if passing else nullcontext():
        for model in chosen:
            fed = is_fed(model.name, without_rows)
            with _in_any_order(con) if passing and model.name not in IN_ORDER else nullcontext():
                made = run_model(con, model, formula_ranks) if fed else _run_unfed(con, model)
            if not made:
                without_rows.add(model.name)
            for table in unread.get(model.name, ()):
                execute(con, f'DROP TABLE "{table}"')


@contextmanager
def _in_any_order(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What is written inside the block need not stand in the order in which it was found, so that
    all threads may write it."""
    execute(con, "SET preserve_insertion_order = false")
    try:
        yield
    finally:
        execute(con, "RESET preserve_insertion_order")


def looked_at(names: Collection[str]) -> frozenset[str]:
    """The models that a question to some looks at: they, and of views what is behind them."""
    found = set(names)
    for model in reversed(models()):  # whatever reads a model stands before it here
        if model.name in found and model.is_view:
            found |= model.reads
    return frozenset(m.name for m in models() if m.name in found)


def _chosen(asked: Collection[str]) -> tuple[Model, ...]:
    needed = set(asked)
    for model in reversed(models()):  # whatever reads a model stands before it here
        if model.name in needed:
            needed |= model.reads
    return tuple(m for m in models() if m.name in needed)


def _unread_after(chosen: Sequence[Model], asked: Collection[str]) -> dict[str, list[str]]:
    """By each model the tables that nobody looks at once it is made, as far as asked for."""
    tables = {m.name for m in chosen if not m.is_view}
    behind: dict[str, set[str]] = {}  # whoever looks at a view looks at what is behind it
    for model in chosen:
        read = set[str]().union(*(behind.get(name, ()) for name in model.reads - {model.name}))
        behind[model.name] = read if model.is_view else {model.name}
    still = set[str]().union(*(behind.get(name, ()) for name in asked))
    found: dict[str, list[str]] = {}
    for model in reversed(chosen):
        if not model.is_view:
            read = set[str]().union(*(behind.get(name, ()) for name in model.reads))
            found[model.name] = sorted((read | {model.name}) & tables - still)
            still |= read
    return found


def run_model(con: duckdb.DuckDBPyConnection, model: Model, formula_ranks: int) -> bool:
    """Makes one table; False if it is certain that it has no rows."""
    if model.name in PYTHON_MODELS:
        PYTHON_MODELS[model.name][1](con)
        return True
    counted = con.execute(model.text).fetchall()
    if model.step:
        for rank in range(1, formula_ranks + 1):
            execute(con, model.step, {"rank": rank})
    return bool(model.step) or counted != [(0,)]


def _as_table(model: Model) -> Model:
    """A view spares a copy of its rows; of few rows the copy takes less time than reading the
    view's SQL again wherever it is looked at, and an empty one is seen to be empty."""
    text = model.text.replace("CREATE OR REPLACE TEMP VIEW", "CREATE OR REPLACE TEMP TABLE", 1)
    return replace(model, text=text)


def _run_unfed(con: duckdb.DuckDBPyConnection, model: Model) -> bool:
    """Makes the columns of a table alone, where they are known without having its SQL read, which
    takes longer than to run it. A view stays one: what it reads may be made again."""
    if known := columns_of(model.name):
        columns = ", ".join(f'"{name}" {kind}' for name, kind in known.items())
        made = f'CREATE OR REPLACE TEMP TABLE "{model.name}" ({columns})'
    else:
        made = f"{model.text.rstrip().removesuffix(';')} WITH NO DATA"
    execute(con, model.text if model.is_view else made)
    return False
