"""Each answer by itself: does the plan ask it of this unit and period, and can the figure be so?

The plan's limits are joined to the answers as columns; the suite compares columns.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.periods import periods_frame
from kpi.checks.rules.out_of_range import PARTS, Limits, limits_of
from kpi.checks.rules.wrong_type import GIVEN_AS
from kpi.periods import MONTHS_IN
from kpi.plan.model import Indicator, Plan
from kpi.plan.ranges import REACH, accepted_range

FIGURES = ("value", "estimate", "none_occurred")

_PLAN_SCHEMA = {
    "indicator": pl.String,
    "measure": pl.String,
    "over_time": pl.String,
    "factor": pl.Float64,
    "own_months": pl.Int64,
    "whole": pl.Boolean,
    "proper": pl.Boolean,
    "lowest": pl.Float64,
    "highest": pl.Float64,
    "percent_scale": pl.Float64,
    "max_change": pl.Float64,
    "not_decreasing": pl.Boolean,
    "evidence_required": pl.String,
}


def indicators_frame(plan: Plan) -> pl.DataFrame:
    """One row per indicator with what the checks need of it."""
    rows = [_indicator_row(i) for i in plan.indicators]
    return pl.DataFrame(rows, schema=_PLAN_SCHEMA, orient="row")


def _indicator_row(i: Indicator) -> tuple[object, ...]:
    lowest, highest = accepted_range(i)
    falls = i.checks.not_decreasing
    return (
        i.id,
        i.measure,
        i.over_time,
        i.factor,
        i.months,
        i.counts_whole,
        i.measure == "ratio" and i.full is not None and (i.checks.max or 0.0) <= i.full,
        lowest,
        highest,
        i.full,
        i.checks.max_change,
        i.over_time == "running_total" if falls is None else falls,
        i.checks.evidence,
    )


def with_plan(plan: Plan, answers: pl.DataFrame, received: pl.DataFrame) -> pl.DataFrame:
    """The answers with the plan's columns, the period's months and days, and `figure`.

    `received` has sub and received_on (the local day of receipt).
    """
    labels = answers["period"].unique().to_list()
    asked = (
        pl.DataFrame(
            {
                "indicator": [i.id for i in plan.indicators],
                "unit": [list(i.reporters) for i in plan.indicators],
            },
            schema={"indicator": pl.String, "unit": pl.List(pl.String)},
        )
        .explode("unit")
        .with_columns(asked=pl.lit(value=True))
    )
    periods = periods_frame(labels, plan.calendar)
    return (
        answers.join(indicators_frame(plan), on="indicator", how="left")
        .join(periods, on="period", how="left")
        .join(_validity(plan, answers, periods), on=["unit", "period"], how="left")
        .join(asked, on=["indicator", "unit"], how="left")
        .join(received, on="sub", how="left")
        .with_columns(_fitting("numerator"), _fitting("denominator"), _fitting("value"))
        .with_columns(
            figure=figure_of(),
            done_on=pl.when((pl.col("measure") == "milestone") & (pl.col("value") == 100.0)).then(
                "done_on"
            ),
        )
        .sort("row")
    )


def _validity(plan: Plan, answers: pl.DataFrame, periods: pl.DataFrame) -> pl.DataFrame:
    """Whether each known unit is there on some day of each period that it reports."""
    said = answers.select("unit", "period").unique(maintain_order=True)
    days = said.join(periods, on="period").select("unit", "period", "first_day", "last_day")
    return pl.DataFrame(
        [
            (unit, period, plan.unit_by_id[unit].valid_within(first, last))
            for unit, period, first, last in days.drop_nulls().iter_rows()
            if unit in plan.unit_by_id
        ],
        schema={"unit": pl.String, "period": pl.String, "unit_valid": pl.Boolean},
        orient="row",
    )


def _fitting(column: str) -> pl.Expr:
    """A figure where state and measure have one: parts for a ratio, a value for all others."""
    parts = pl.col("measure") == "ratio"
    own = ~parts.fill_null(value=False) if column == "value" else parts
    return pl.when(own & pl.col("state").is_in(FIGURES)).then(column).alias(column)


def figure_of() -> pl.Expr:
    """The figure in the indicator's unit of measure; empty for a ratio of nothing."""
    ratio = pl.col("factor") * pl.col("numerator") / pl.col("denominator")
    return (
        pl.when(pl.col("measure") != "ratio")
        .then(pl.col("value"))
        .when(pl.col("denominator") != 0)
        .then(ratio)
    )


def cells_frame(plan: Plan, answers: pl.DataFrame) -> pl.DataFrame:
    """The columns that the rules of cells look at, one row per answer. An empty one is not
    examined: an earlier rule says what is wrong."""
    in_plan = pl.col("measure").is_not_null()
    known = in_plan & (pl.col("measure") != "formula")
    typed = answers.with_columns(
        asked_of_unit=pl.when(in_plan).then(pl.col("asked").fill_null(value=False)),
        state_of_uncounted=pl.when(known & ~_counted_in_time()).then("state"),
        date_fits=pl.when(pl.col("measure") == "milestone").then(_date_fits(plan.years[0])),
        given=pl.when(known & pl.col("state").is_in(FIGURES)).then(_given()),
        **{
            f"months_beside_{own}": pl.when(known & (pl.col("own_months") == own)).then(_length())
            for own in sorted({MONTHS_IN[i.frequency] for i in plan.indicators})
        },
    )
    numeric = _fits_its_measure().fill_null(value=False)
    pair = numeric & (pl.col("measure") == "ratio")
    whole = numeric & pl.col("whole")
    within = pl.all_horizontal(pl.col(part).is_between(0.0, REACH) for part in PARTS)
    proper = pair & pl.col("proper") & within  # of parts out of reach that is said
    return typed.with_columns(
        measure_and_given=pl.format("{}: {}", "measure", "given"),
        **{f"pair_{part}": pl.when(pair).then(part) for part in PARTS},
        whole_value=pl.when(whole).then(pl.col("value")),
        whole_rounded=pl.when(whole).then(pl.col("value").round()),
        part_of_whole=pl.when(proper).then(pl.col("numerator")),
        whole_of_part=pl.when(proper).then(pl.col("denominator")),
        **{
            f"figure_within_{n}": pl.when(numeric & _bounded_by(limits)).then("figure")
            for n, limits in enumerate(limits_of(plan))
        },
    )


def _length() -> pl.Expr:
    """The months of a period; several years count as one, for what fits a year fits them."""
    return pl.min_horizontal("months", pl.when(pl.col("months").is_not_null()).then(12))


def _bounded_by(limits: Limits) -> pl.Expr:
    low, high = limits
    return pl.col("lowest").eq_missing(pl.lit(low, dtype=pl.Float64)) & pl.col(
        "highest"
    ).eq_missing(pl.lit(high, dtype=pl.Float64))


def _counted_in_time() -> pl.Expr:
    """Whether it is counted within the period, so that none can occur."""
    return pl.col("measure").is_in(["count", "ratio"]) & (pl.col("over_time") != "running_total")


def _given() -> pl.Expr:
    """What a figure is given as: two numbers, all or nothing (100 or 0), a number; none of them
    infinite."""
    parts = pl.all_horizontal(pl.col(part).is_finite() for part in PARTS).fill_null(value=False)
    number = pl.col("value").is_finite().fill_null(value=False)
    return (
        pl.when(parts)
        .then(pl.lit("parts"))
        .when(number & pl.col("value").is_in([0.0, 100.0]))
        .then(pl.lit("all_or_nothing"))
        .when(number)
        .then(pl.lit("number"))
        .otherwise(pl.lit("nothing"))
    )


def _fits_its_measure() -> pl.Expr:
    return pl.any_horizontal(
        (pl.col("measure") == measure) & pl.col("given").is_in(ways)
        for measure, ways in GIVEN_AS.items()
    )


def _date_fits(first_year: int) -> pl.Expr:
    """The day of completion lies from the plan's first year to the day of receipt."""
    done = pl.col("done_on").str.to_date("%Y-%m-%d", strict=False)
    in_time = (done.dt.year() >= first_year) & (done <= pl.col("received_on"))
    return pl.when(pl.col("value") == 100.0).then(in_time.fill_null(value=False))
