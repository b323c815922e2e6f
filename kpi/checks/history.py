"""Against its own history: falls, jumps, slips of a digit, cumulated for incremental.

Every measure here is safe for two to nine points and for flat series: no standard deviations,
but what the earlier figures span, the last one, and the same period of last year. A figure is
questioned only if it lies beyond what each of them allows.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.cells import indicators_frame
from kpi.checks.series import as_steps, without_the_farthest
from kpi.checks.slips import slips
from kpi.checks.totals import cumulated, falls, incremental
from kpi.plan.model import Plan

MANY_TIMES = 3.0
LEAST_COUNT_CHANGE = 5.0
LEAST_SHARE_CHANGE = 0.25
LEAST_POINTS = 2


def history_frame(plan: Plan, past: pl.DataFrame) -> pl.DataFrame:
    """What the rules of history look at and quote, one row per answer with a past.

    `past` is that of `with_past`.
    """
    steps = as_steps(past).join(
        indicators_frame(plan).select("indicator", "percent_scale", "max_change", "not_decreasing"),
        on="indicator",
    )
    rows = steps.select("row", "sub", "indicator").unique().sort("row")
    parts = (
        _last(steps),
        _usual(steps),
        falls(steps),
        slips(steps),
        cumulated(steps),
        incremental(steps),
    )
    for part in parts:
        rows = rows.join(part, on="row", how="left")
    return rows.sort("row")


def _last(steps: pl.DataFrame) -> pl.DataFrame:
    return steps.group_by("row", maintain_order=True).agg(
        step=pl.col("step").last(),
        earlier_low=pl.col("past_step").min(),
        earlier_high=pl.col("past_step").max(),
        max_change=pl.col("max_change").last(),
        previous_step=pl.col("past_step").last(),
        previous_first=pl.col("past_first").last(),
        previous_figure=pl.col("past_figure").last(),
        previous_numerator=pl.col("past_numerator").last(),
        previous_denominator=pl.col("past_denominator").last(),
    )


def _usual(steps: pl.DataFrame) -> pl.DataFrame:
    """From where to where a figure passes unquestioned (usual_low, usual_high)."""
    span = (
        without_the_farthest(steps, "past_step")
        .filter(pl.col("points") >= LEAST_POINTS)
        .group_by("row")
        .agg(low=pl.col("past_step").min(), high=pl.col("past_step").max(), **_scale())
    )
    last_year = pl.col("past_first") == pl.col("first_month") - 12
    points = steps.filter(pl.col("past_step").is_not_null())
    enough = points.filter(pl.len().over("row") >= LEAST_POINTS)
    previous = enough.group_by("row", maintain_order=True).agg(
        low=pl.col("past_step").last(), high=pl.col("past_step").last(), **_scale()
    )
    year_ago = (
        enough.filter(last_year)
        .group_by("row")
        .agg(low=pl.col("past_step").first(), high=pl.col("past_step").first(), **_scale())
    )
    legs = pl.concat([span, previous, year_ago]).filter(pl.col("max_change").is_null())
    bounds = legs.with_columns(_widened("low"), _widened("high"))
    said = _by_the_plan(points)
    return (
        pl.concat([bounds.select("row", "low", "high"), said])
        .group_by("row")
        .agg(usual_low=pl.col("low").min(), usual_high=pl.col("high").max())
    )


def _scale() -> dict[str, pl.Expr]:
    return {
        "measure": pl.col("measure").first(),
        "percent_scale": pl.col("percent_scale").first(),
        "max_change": pl.col("max_change").first(),
        "fewest": pl.min_horizontal(
            pl.col("denominator").first(), pl.col("past_denominator").last()
        ),
    }


def _widened(side: str) -> pl.Expr:
    """A bound moved outwards: points for a percentage, times and an absolute least for a count
    (chance alone moves a count by a few times its root), times for any other number."""
    bound, sign = pl.col(side), (1.0 if side == "high" else -1.0)
    by_chance = MANY_TIMES * (0.25 / pl.max_horizontal(pl.col("fewest"), 1.0)).sqrt()
    share = pl.max_horizontal(pl.lit(LEAST_SHARE_CHANGE), by_chance) * pl.col("percent_scale")
    further = pl.max_horizontal if side == "high" else pl.min_horizontal
    times = further(bound * MANY_TIMES, bound / MANY_TIMES)
    noise = MANY_TIMES * bound.abs().sqrt() + LEAST_COUNT_CHANGE
    return (
        pl.when(pl.col("percent_scale").is_not_null())
        .then(bound + sign * share)
        .when(pl.col("measure") == "count")
        .then(further(times, bound + sign * noise))
        .otherwise(times)
        .alias(side)
    )


def _by_the_plan(points: pl.DataFrame) -> pl.DataFrame:
    """Bounds where the plan says by how many per cent of the last figure it may change."""
    share = pl.col("max_change") / 100.0 * pl.col("past_step").abs()
    return (
        points.filter(pl.col("max_change").is_not_null())
        .group_by("row", maintain_order=True)
        .agg(pl.col("past_step", "max_change").last())
        .filter(pl.col("past_step") != 0)
        .select("row", low=pl.col("past_step") - share, high=pl.col("past_step") + share)
    )
