"""`kpi export`: tables for other programs; unrounded, codes untranslated.

It only reads: beside a writer, and where nothing can be written.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows.console import Stop
from flows.dates import now_utc
from flows.next_step import suggest
from flows.plan_check import plan_of
from kpi.collect.access import reading, remember_plan
from kpi.database.present_ids import under_ids_of
from kpi.files import replacing
from kpi.home import Home
from kpi.periods import Period
from kpi.warehouse.export import export_frame
from kpi.warehouse.in_force import InForce, known_in_force
from kpi.warehouse.store import Warehouse
from kpi.words import say

if TYPE_CHECKING:
    import polars as pl

    from kpi.assessment.run import View


def export_data(  # noqa: PLR0913 - one parameter per option of the command
    home: Home,
    what: str,
    period: Period | None,
    *,
    view: View,
    as_of: date | None,
    form: str,
    target: Path | None,
) -> int:
    """Writes one table to stdout or `target`; parquet and xlsx need a target."""
    plan = plan_of(home)
    now = now_utc()
    if as_of is None:
        remember_plan(home, plan, now)  # what is shown today can be shown again
    with reading(home, now) as warehouse:
        known = known_in_force(warehouse, plan, as_of, now)
        frame = table(warehouse, known, what, period, view)
    if target is None:
        sys.stdout.write(text_of(frame, form))
    else:
        write_to(frame, form, target, what, plan.locale)
        suggest("exported", plan.locale, path=target)
    return 0


def table(
    warehouse: Warehouse, known: InForce, what: str, period: Period | None, view: View
) -> pl.DataFrame:
    if what not in ("results", "scores", "forecasts"):
        label = period.label if period else None
        with under_ids_of(warehouse.con, known.plan):
            return export_frame(
                warehouse.con, what, label, known.as_of, known.plan.timezone, plan=known.plan
            )
    if period is None:
        raise ValueError("results, scores and forecasts are of one period")
    if what == "forecasts":
        return _forecasts(warehouse, known, period, view)
    from kpi.assessment import assess

    with assess(
        warehouse.con,
        known.plan,
        [period],
        as_of=known.as_of,
        view=view,
        tables=(what,),
        passing=True,
    ) as assessment:
        return assessment.results() if what == "results" else assessment.scores()


def _forecasts(warehouse: Warehouse, known: InForce, period: Period, view: View) -> pl.DataFrame:
    from kpi.forecasts import forecast_record, record_frame

    record = forecast_record(warehouse.con, known.plan, period, as_of=known.as_of, view=view)
    return record_frame(record)


def text_of(frame: pl.DataFrame, form: str) -> str:
    """The table as CSV (dot, no grouping, missing empty) or as JSON, an array of objects."""
    if form == "json":
        return frame.write_json() + "\n"
    import polars as pl

    # a text that is missing is an empty cell, never a quoted nothing
    return frame.with_columns(pl.col(pl.String).replace("", None)).write_csv(line_terminator="\n")


def write_to(frame: pl.DataFrame, form: str, target: Path, what: str, locale: str) -> None:
    """The table in a file, which appears whole or not at all; Stop if it has too many rows."""
    from reports.tables import TableTooLong, write_table

    with replacing(target.absolute()) as made:
        if form == "parquet":
            frame.write_parquet(made)
        elif form == "xlsx":
            mixed = ("value",) if what == "observations" else ()
            try:
                write_table(made, frame, what, mixed=mixed)
            except TableTooLong:
                raise Stop(say("outputs.too_many_rows", locale, rows=frame.height)) from None
        else:
            made.write_text(text_of(frame, form), encoding="utf-8", newline="")
