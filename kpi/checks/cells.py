"""Each answer by itself: does the plan ask it of this unit and period, and can the figure be so?

The plan's limits are joined to the answers as columns; the suite compares columns.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.engine import Expect, findings
from kpi.checks.periods import periods_frame
from kpi.plan.model import Indicator, Plan
from kpi.plan.ranges import REACH, accepted_range

# In order of precedence: of several findings about one answer the first is told.
SUITE = (
    Expect("unknown_indicator", "true", "indicator_known"),
    Expect("ended_unit", "true", "unit_valid"),
    Expect("not_reported_by_unit", "true", "asked_of_unit"),
    Expect("wrong_frequency", "true", "period_fits"),
    Expect("not_a_state_here", "true", "state_fits"),
    Expect("wrong_type", "true", "type_fits"),
    Expect("bad_date", "true", "date_fits"),
    Expect("out_of_range", "true", "parts_in_reach"),
    Expect("not_whole", "equal", "whole_value", "whole_rounded"),
    Expect("numerator_above_denominator", "at_least", "pair_denominator", "pair_numerator"),
    Expect("out_of_range", "at_least", "figure", "lowest"),
    Expect("out_of_range", "at_least", "highest", "figure"),
)

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


def cell_findings(plan: Plan, answers: pl.DataFrame) -> dict[int, str]:
    """For each row that breaks a rule, the first rule it breaks."""
    told: dict[int, str] = {}
    for rule, row in findings("cells", _facts(plan, answers), SUITE):
        told.setdefault(row, rule)
    return told


def _facts(plan: Plan, answers: pl.DataFrame) -> pl.DataFrame:
    """The suite's columns. An empty one is not examined: an earlier rule says what is wrong."""
    known = pl.col("measure").is_not_null() & (pl.col("measure") != "formula")
    typed = answers.with_columns(
        indicator_known=pl.col("measure").is_not_null(),
        asked_of_unit=pl.when(pl.col("measure").is_not_null()).then(
            pl.col("asked").fill_null(value=False)
        ),
        period_fits=pl.when(known).then(_period_fits()),
        state_fits=pl.when(known).then(_state_fits()),
        type_fits=pl.when(known & pl.col("state").is_in(FIGURES)).then(_type_fits()),
        date_fits=pl.when(pl.col("measure") == "milestone").then(_date_fits(plan.years[0])),
    )
    numeric = pl.col("type_fits").fill_null(value=False)
    pair = numeric & (pl.col("measure") == "ratio")
    whole = numeric & pl.col("whole")
    return typed.with_columns(
        parts_in_reach=pl.when(pair).then(
            pl.all_horizontal(
                pl.col(part).is_between(0.0, REACH) for part in ("numerator", "denominator")
            )
        ),
        whole_value=pl.when(whole).then(pl.col("value")),
        whole_rounded=pl.when(whole).then(pl.col("value").round()),
        pair_numerator=pl.when(pair & pl.col("proper")).then(pl.col("numerator")),
        pair_denominator=pl.when(pair & pl.col("proper")).then(pl.col("denominator")),
        figure=pl.when(numeric).then(pl.col("figure")),
    )


def _period_fits() -> pl.Expr:
    """The indicator's own period or a longer one made of whole ones."""
    months, own = pl.col("months"), pl.col("own_months")
    return (months >= own) & (months % own == 0)


def _state_fits() -> pl.Expr:
    """That none occurred can be said of what is counted within the period only."""
    counted = pl.col("measure").is_in(["count", "ratio"]) & (pl.col("over_time") != "running_total")
    return (pl.col("state") != "none_occurred") | counted


def _type_fits() -> pl.Expr:
    """Parts for a ratio, 100 or 0 for yes and no, else a number; none of them infinite."""
    number = pl.col("value").is_finite().fill_null(value=False)
    parts = (pl.col("numerator").is_finite() & pl.col("denominator").is_finite()).fill_null(
        value=False
    )
    either = number & pl.col("value").is_in([0.0, 100.0])
    return (
        pl.when(pl.col("measure") == "ratio")
        .then(parts)
        .when(pl.col("measure").is_in(["yes_no", "milestone"]))
        .then(either)
        .otherwise(number)
    )


def _date_fits(first_year: int) -> pl.Expr:
    """The day of completion lies from the plan's first year to the day of receipt."""
    done = pl.col("done_on").str.to_date("%Y-%m-%d", strict=False)
    in_time = (done.dt.year() >= first_year) & (done <= pl.col("received_on"))
    return pl.when(pl.col("value") == 100.0).then(in_time.fill_null(value=False))
