"""From the warehouse and the plan to the star schema's tables.

One rule: figures come from where `kpi export` takes them; SQL only puts keys and reasons beside
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from kpi.assessment import assess
from kpi.assessment.rows import Result
from kpi.database.frames import Rows, lent, make_table, query, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.moments import local
from kpi.periods import FREQUENCIES, Period, parse_period
from kpi.records.schema import checked_frame, columns_of
from kpi.sharing.given import given_tables
from kpi.sharing.tables import TABLES
from kpi.warehouse.export import export_frame
from kpi.words import say

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from kpi.warehouse.in_force import InForce


@dataclass(frozen=True)
class Star:
    """The tables of `tables.TABLES` by name, each a frame declared by its rows."""

    frames: Mapping[str, pl.DataFrame]


def closed_periods(
    known: InForce, reported: Sequence[Period], until: date, asked: Period | None
) -> tuple[Period, ...]:
    """The periods of which results are given, in the order of their ends, the shorter first: the
    months, quarters, half-years and years that closed by a day, inside the period asked (which is
    given at any rate), else of the plan's years from the first report on."""
    whole = asked or _from_first_report(known, reported)
    if whole is None:
        return ()
    calendar = known.plan.calendar
    inside = {p for f in FREQUENCIES for p in whole.inside(f) if calendar.last_day(p) <= until}
    chosen = inside | ({asked} if asked else set())
    return tuple(sorted(chosen, key=lambda p: (p.last_month, p.months)))


def _from_first_report(known: InForce, reported: Sequence[Period]) -> Period | None:
    """The whole years from the first report to the plan's last."""
    first, last = known.plan.years
    if not reported:
        return None
    begun = max(first, min(p.first_month for p in reported) // 12)
    return Period(begun * 12, 12 * (last - begun + 1), "years") if begun <= last else None


def star_of(
    con: duckdb.DuckDBPyConnection, known: InForce, until: date, asked: Period | None
) -> Star:
    """All tables as of a moment; `until` is the last day by which a period must have closed,
    `asked` the period to which they are bound (with those inside it), None of all there is."""
    plan = known.plan
    with under_ids_of(con, plan):
        observed = export_frame(con, "observations", None, known.as_of, plan.timezone, plan=plan)
    reported = [parse_period(label) for label in observed["period"].unique().sort()]
    periods = closed_periods(known, reported, until, asked)
    results = _results(con, known, periods)
    shared = _marked(observed, periods, everything=asked is None)
    every = sorted({*periods, *reported}, key=lambda p: (p.first_month, p.last_month))
    given = given_tables(plan, every, local(known.as_of, plan.timezone).date())
    own = con.cursor()  # its temporary tables are nobody else's
    try:
        with lent(own, given_result=results, given_observation=shared):
            return Star(dict(_asked(own, given, say("package.whole_plan", plan.locale))))
    finally:
        own.close()


def _results(
    con: duckdb.DuckDBPyConnection, known: InForce, periods: Sequence[Period]
) -> pl.DataFrame:
    """Results of the periods, numbered in their order; a year at a time, for memory."""
    import polars as pl

    frames = [_nothing()]
    for _, of_year in groupby(periods, key=lambda p: p.year):
        asked = list(of_year)
        with assess(
            con, known.plan, asked, as_of=known.as_of, tables=("results",), passing=True
        ) as assessment:
            frames.append(assessment.results())
    return pl.concat(frames).with_row_index("place").cast({"place": pl.Int64})


def _nothing() -> pl.DataFrame:
    """Results without rows."""
    types = {str: "VARCHAR", int: "INTEGER", float: "DOUBLE", bool: "BOOLEAN"}
    return Rows({c.name: types[c.type] for c in columns_of(Result)}, ()).frame()


def _marked(observed: pl.DataFrame, periods: Sequence[Period], *, everything: bool) -> pl.DataFrame:
    """Observations, each with whether it is of a period chosen: the others only tell why a result
    has no value."""
    import polars as pl

    chosen = pl.lit(True) if everything else pl.col("period").is_in([p.label for p in periods])
    return observed.with_columns(is_shared=chosen)


def _asked(
    con: duckdb.DuckDBPyConnection, given: Mapping[str, Rows], whole: str
) -> Iterator[tuple[str, pl.DataFrame]]:
    for name, rows in given.items():
        make_table(con, name, rows)
    for table in TABLES:
        sql = sql_text("sharing", table.name)
        frame = query(con, sql, {"whole": whole} if "$whole" in sql else None)
        yield table.name, checked_frame(table.kind, frame)
