"""The figures in force of a period held against the rules once more, for whoever wants to know what
was looked at and what came of it.

One rule: nothing is decided here; the same rules as at a file's coming are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks.cells import cells_frame, with_plan
from kpi.checks.history import history_frame
from kpi.checks.longer import longer_frame
from kpi.checks.milestones import milestones_frame
from kpi.checks.missed import missed_frame
from kpi.checks.odd import parts_frame
from kpi.checks.rule import CheckRule, Frame, broken_rules, looked_at
from kpi.checks.rules import CHECK_RULES
from kpi.checks.series import with_past
from kpi.checks.under_check import ANSWER_SCHEMA
from kpi.checks.versions import history_before
from kpi.checks.whole import evidence_frame
from kpi.database.frames import query, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.moments import local
from kpi.periods import Period
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How many figures of an indicator a rule looked at, and which units' it asks about."""

    rule: str
    indicator: str
    looked_at: int
    failed_units: tuple[str, ...]


def check_in_force(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    as_of: datetime,
    rules: Sequence[CheckRule] = CHECK_RULES,
) -> tuple[RuleResult, ...]:
    """The results of every rule that looks at single figures, in the order of the list, then by
    indicator; rules that looked at nothing are left out. `as_of` is UTC without zone."""
    with under_ids_of(con, plan):
        figures = _figures(con, plan, period, as_of)
        frames = list(_frames(con, plan, figures))
    results = [r for name, rows in frames for r in _results(plan, rules, name, rows, figures)]
    place = {rule.name: n for n, rule in enumerate(rules)}
    return tuple(sorted(results, key=lambda r: (place[r.rule], r.indicator)))


def _figures(
    con: duckdb.DuckDBPyConnection, plan: Plan, period: Period, as_of: datetime
) -> pl.DataFrame:
    """The figures as answers of one submission per unit; a note explains too, for it is not known
    any more whether the form had a column for explanations."""
    values = {"period": period.label, "as_of": as_of}
    stored = query(con, sql_text("warehouse", "figures_to_check"), values).with_columns(
        pl.col("known_at").max().over("unit"),
        sub=pl.col("unit").rank("dense").cast(pl.Int64),
        held_by=pl.lit(""),
        has_explanations=pl.lit(value=False),
    )
    days = stored.group_by("sub", maintain_order=True).agg(pl.col("known_at").first())
    received = pl.DataFrame(
        [(sub, local(at, plan.timezone).date()) for sub, at in days.rows()],
        schema={"sub": pl.Int64, "received_on": pl.Date},
        orient="row",
    )
    answers = stored.with_row_index("row").select(
        pl.col(name).cast(kind) for name, kind in ANSWER_SCHEMA.items()
    )
    return with_plan(plan, answers, received)


def _frames(
    con: duckdb.DuckDBPyConnection, plan: Plan, figures: pl.DataFrame
) -> Iterator[tuple[Frame, pl.DataFrame]]:
    yield "cells", cells_frame(plan, figures)
    planned = figures.filter(pl.col("measure").is_not_null())
    versions = history_before(con, plan, planned)
    past = with_past(planned, versions)
    yield "history", history_frame(plan, past)
    yield "missed", missed_frame(plan, planned, past)
    yield "longer", longer_frame(planned, versions)
    yield "parts", parts_frame(plan, planned)
    yield "milestones", milestones_frame(planned)
    yield "evidence", evidence_frame(planned)


def _results(
    plan: Plan,
    rules: Sequence[CheckRule],
    name: Frame,
    rows: pl.DataFrame,
    figures: pl.DataFrame,
) -> Iterator[RuleResult]:
    """Rows are counted by figure: several of one figure are one."""
    of_figure = pl.col("answer") if "answer" in rows.columns else pl.col("row")
    owner = figures.select(figure_row="row", unit="unit", indicator="indicator")
    placed = rows.with_columns(figure_row=of_figure.cast(owner["figure_row"].dtype)).drop(
        "unit", "indicator", strict=False
    )
    placed = placed.join(owner, on="figure_row", how="left")
    broken = broken_rules(rules, name, plan, rows)
    for rule in (r for r in rules if r.frame == name):
        seen = placed.filter(looked_at(rule, plan))
        asked = [row for row, told in broken.items() if rule in told]
        failed = pl.col("unit").filter(pl.col("row").is_in(asked)).unique().sort()
        for indicator, count, units in (
            seen.group_by("indicator")
            .agg(count=pl.col("figure_row").n_unique(), units=failed)
            .sort("indicator")
            .rows()
        ):
            yield RuleResult(rule.name, indicator, count, tuple(units))
