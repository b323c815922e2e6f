"""Each answer beside the earlier figures of its own series: the unit's, for the indicator's own
periods, as far back as the checks look. Only what was known before the answer counts.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.cells import FIGURES
from kpi.checks.versions import latest, months_back

COMPARED = ("count", "ratio", "score")


def with_past(accepted: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """One row per answer and earlier period of its series, in order of time.

    Columns of the answer (row, sub, months, first_month, measure, over_time, figure, value,
    numerator, denominator) and of the earlier period (past_first, past_figure, past_value,
    past_numerator, past_denominator). `in_year` tells an earlier period of the same report year.
    """
    joined = (
        _compared_answers(accepted)
        .join(_earlier_figures(versions), on=["unit", "indicator", "months"])
        .filter(
            (pl.col("past_first") < pl.col("first_month"))
            & (pl.col("past_first") >= pl.col("first_month") - pl.col("back"))
            & (pl.col("order") < pl.col("sub"))
        )
    )
    return (
        latest(joined, ["row", "past_first"])
        .sort("row", "past_first")
        .with_columns(in_year=pl.col("past_first") // 12 == pl.col("first_month") // 12)
        .drop("back", "order")
    )


def _compared_answers(accepted: pl.DataFrame) -> pl.DataFrame:
    """Answers that are compared with earlier ones, and how many months to look `back`."""
    reach = accepted["months"].unique().to_list()
    back = pl.DataFrame(
        [(m, months_back(m)) for m in reach if m is not None],
        schema={"months": pl.Int64, "back": pl.Int64},
        orient="row",
    )
    return (
        accepted.filter(
            pl.col("measure").is_in(COMPARED)
            & pl.col("state").is_in(FIGURES)
            & (pl.col("months") == pl.col("own_months"))
        )
        .select(
            *("row", "sub", "unit", "indicator", "months", "first_month", "measure", "over_time"),
            *("figure", "value", "numerator", "denominator"),
        )
        .join(back, on="months")
    )


def _earlier_figures(versions: pl.DataFrame) -> pl.DataFrame:
    return versions.filter(pl.col("state").is_in(FIGURES)).select(
        "unit",
        "indicator",
        "months",
        "order",
        past_first="first_month",
        past_figure="figure",
        past_value="value",
        past_numerator="numerator",
        past_denominator="denominator",
    )


def as_steps(past: pl.DataFrame) -> pl.DataFrame:
    """Running totals turned into what each period added; other series as they are.

    Adds `step` and `past_step`, empty where the total just before is not known.
    """
    starts_year = pl.col("past_first") % 12 == 0
    before = pl.col("past_value").shift(1).over("row")
    adjacent = pl.col("past_first").shift(1).over("row") == pl.col("past_first") - pl.col("months")
    last_first, last_value = pl.col("past_first").last(), pl.col("past_value").last()
    cumulated = pl.col("over_time") == "running_total"
    past_added = (
        pl.when(starts_year)
        .then(pl.col("past_value"))
        .when(adjacent)
        .then(pl.col("past_value") - before)
    )
    added = (
        pl.when(pl.col("first_month") % 12 == 0)
        .then(pl.col("value"))
        .when(last_first.over("row") == pl.col("first_month") - pl.col("months"))
        .then(pl.col("value") - last_value.over("row"))
    )
    plain = (pl.col("measure") == "ratio") | ~cumulated
    return past.with_columns(
        step=pl.when(plain).then(pl.col("figure")).otherwise(added),
        past_step=pl.when(plain).then(pl.col("past_figure")).otherwise(past_added),
    )


def without_the_farthest(past: pl.DataFrame, column: str) -> pl.DataFrame:
    """The past without empty values and, from four points on, without the point farthest from
    the median: one earlier outlier must not hide the next."""
    known = past.filter(pl.col(column).is_not_null())
    away = (pl.col(column) - pl.col(column).median().over("row")).abs()
    marked = known.with_columns(points=pl.len().over("row"), away=away)
    rank = pl.col("away").rank("ordinal", descending=True).over("row")
    return marked.filter((pl.col("points") < 4) | (rank > 1))
