"""Reports in which only the date, or only the unit, has been changed.

All figures must be equal, and they must say enough: a few small numbers coincide by chance, so
what is asked for is numbers enough and, taken together, digits enough.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.series import COMPARED
from kpi.checks.versions import BEFORE_THE_BATCH, latest

STATED = ("value", "estimate")
LEAST_NUMBERS = 3
LEAST_BITS_IN_TIME = 7.5  # against one other report of the same unit: two ratios of an office
LEAST_BITS_ACROSS = 12.0  # against the reports of all other units
LEAST_COMPARED = 0.8  # of the answers; what was held back in the other report cannot be compared

_FIGURES = ("numerator", "denominator", "value")


def copies_in_time(accepted: pl.DataFrame, versions: pl.DataFrame) -> pl.DataFrame:
    """(sub as `row`, period as `other`) where every figure equals that of the period before, or
    of the same period a year before. Stocks alone may stand still; they prove nothing."""
    own = _comparable(accepted)
    past = _comparable(versions).select(
        *("unit", "indicator", "months", "order"),
        *(pl.col(c).alias(f"past_{c}") for c in ("first_month", "period", *_FIGURES)),
    )
    joined = own.join(past, on=["unit", "indicator", "months"]).filter(
        (pl.col("order") < pl.col("sub"))
        & (
            (pl.col("past_first_month") == pl.col("first_month") - pl.col("months"))
            | (pl.col("past_first_month") == pl.col("first_month") - 12)
        )
    )
    pairs = latest(joined, ["row", "past_period"])
    equal = pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"past_{c}")) for c in _FIGURES)
    moving = pl.col("over_time") != "stock"
    return (
        pairs.group_by("sub", "past_period")
        .agg(
            pairs=pl.len(),
            equal=equal.sum(),
            moving=moving.any(),
            numbers=_numbers().sum(),
            bits=_bits().sum(),
        )
        .join(own.group_by("sub").agg(answers=pl.len()), on="sub")
        .filter(
            (pl.col("pairs") >= LEAST_COMPARED * pl.col("answers"))
            & (pl.col("equal") == pl.col("pairs"))
            & (pl.col("numbers") >= LEAST_NUMBERS)
            & (pl.col("bits") >= LEAST_BITS_IN_TIME)
            & pl.col("moving")
        )
        .sort("sub", "past_period")
        .group_by("sub", maintain_order=True)
        .last()
        .select(row="sub", other="past_period")
    )


def copies_across(accepted: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """(sub as `row`, unit as `other`) where another unit gave the very same figures for the
    period, and gave them first."""
    own = _signed(_comparable(accepted), ["sub", "unit", "period"])
    periods = own["period"].unique().to_list()
    in_force = _comparable(before).filter(pl.col("period").is_in(periods))
    earlier = pl.concat(
        [
            _signed(in_force, ["unit", "period"])
            .with_columns(sub=pl.lit(BEFORE_THE_BATCH, dtype=pl.Int64))
            .select(own.columns),
            own,
        ]
    ).select("period", "signature", other="unit", order="sub")
    return (
        own.filter((pl.col("numbers") >= LEAST_NUMBERS) & (pl.col("bits") >= LEAST_BITS_ACROSS))
        .join(earlier, on=["period", "signature"])
        .filter((pl.col("other") != pl.col("unit")) & (pl.col("order") < pl.col("sub")))
        .sort("sub", "order", "other")
        .group_by("sub", maintain_order=True)
        .first()
        .select(row="sub", other="other")
    )


def _comparable(answers: pl.DataFrame) -> pl.DataFrame:
    return answers.filter(pl.col("measure").is_in(COMPARED) & pl.col("state").is_in(STATED))


def _signed(answers: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """One row per key with the text of all its figures, and how much they say."""
    figures = pl.concat_str(
        [pl.col("indicator"), *(pl.col(c).cast(pl.String).fill_null("") for c in _FIGURES)],
        separator="|",
    )
    return (
        answers.with_columns(figures=figures, numbers=_numbers(), bits=_bits())
        .sort(*key, "indicator")
        .group_by(key, maintain_order=True)
        .agg(
            signature=pl.col("figures").str.join(";"),
            numbers=pl.col("numbers").sum(),
            bits=pl.col("bits").sum(),
        )
    )


def _numbers() -> pl.Expr:
    """How many of an answer's figures are not zero."""
    return pl.sum_horizontal((pl.col(c).fill_null(0.0) != 0).cast(pl.Int64) for c in _FIGURES)


def _bits() -> pl.Expr:
    """How much an answer's figures say: large numbers coincide less often than small ones, and
    a whole of which nothing is missing says nothing twice."""
    told = (
        pl.col("value"),
        pl.col("denominator"),
        pl.col("denominator") - pl.col("numerator"),
    )
    return pl.sum_horizontal((part.fill_null(0.0).abs() + 1.0).log(2) for part in told)
