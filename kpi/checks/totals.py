"""Totals where increments are declared, increments where totals are, and totals that fall."""

from __future__ import annotations

import polars as pl

_FEW = 10.0  # below it counts of things rise by chance


def falls(steps: pl.DataFrame) -> pl.DataFrame:
    """row, total, total_before: what must not fall, beside what it was.

    A running total is compared within the report year, by its numerator and denominator where
    it is a ratio (the one that falls is given); anything else that must not fall by its figure.
    """
    watched = steps.filter(
        pl.col("not_decreasing") & ((pl.col("over_time") != "running_total") | pl.col("in_year"))
    )
    parts = (pl.col("measure") == "ratio") & (pl.col("over_time") == "running_total")
    denominator_falls = parts & (pl.col("denominator") < pl.col("past_denominator"))
    return (
        watched.group_by("row", maintain_order=True)
        .last()
        .select(
            "row",
            total=pl.when(denominator_falls)
            .then(pl.col("denominator"))
            .when(parts)
            .then(pl.col("numerator"))
            .otherwise(pl.col("figure")),
            total_before=pl.when(denominator_falls)
            .then(pl.col("past_denominator"))
            .when(parts)
            .then(pl.col("past_numerator"))
            .otherwise(pl.col("past_figure")),
            total_before_first=pl.col("past_first"),
        )
    )


def _year_so_far(steps: pl.DataFrame) -> pl.DataFrame:
    """Per row the earlier sizes of its report year: a value, or a ratio's denominator."""
    ratio = pl.col("measure") == "ratio"
    return (
        steps.filter(pl.col("in_year"))
        .with_columns(
            size=pl.when(ratio).then(pl.col("denominator")).otherwise(pl.col("value")),
            past_size=pl.when(ratio)
            .then(pl.col("past_denominator"))
            .otherwise(pl.col("past_value")),
        )
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("over_time", "size", "first_month", "months").first(),
            earlier=pl.len(),
            opening=pl.col("past_size").first(),
            last=pl.col("past_size").last(),
            together=pl.col("past_size").sum(),
            largest=pl.col("past_size").max(),
            least_rise=pl.col("past_size").diff().min(),
        )
        .with_columns(complete=pl.col("earlier") == pl.col("first_month") % 12 // pl.col("months"))
    )


def cumulated(steps: pl.DataFrame) -> pl.DataFrame:
    """row, not_cumulated: false where increments are declared and a total seems to be given.

    Either the whole year has risen without a break about as totals do (three quarters or four
    months at least), or the figure is about all of the year so far together.
    """
    size, earlier = pl.col("size"), pl.col("earlier")
    number = earlier + 1
    rising = (
        (number >= pl.when(pl.col("months") == 1).then(4).otherwise(3))
        & (pl.col("least_rise").fill_null(1.0) > 0)
        & (size > pl.col("last"))
        & (pl.col("opening") > 0)
        & (size >= 0.7 * number * pl.col("opening"))
    )
    mean = pl.col("together") / earlier
    switched = (
        (earlier >= 2)
        & (size > 2 * pl.col("largest"))
        & size.is_between(pl.col("together") + 0.3 * mean, pl.col("together") + 2 * mean)
    )
    seems = pl.col("complete") & (size >= _FEW) & (rising | switched)
    return _year_so_far(steps.filter(pl.col("over_time") == "flow")).select(
        "row", not_cumulated=~seems
    )


def incremental(steps: pl.DataFrame) -> pl.DataFrame:
    """row, not_incremental: false where a total is declared, it falls, and what is given is about
    what a period of this year has added."""
    size, mean = pl.col("size"), pl.col("last") / pl.col("earlier")
    seems = (
        pl.col("complete")
        & (pl.col("earlier") >= 2)
        & (size < pl.col("last"))
        & size.is_between(0.3 * mean, 2 * mean)
    )
    return _year_so_far(steps.filter(pl.col("over_time") == "running_total")).select(
        "row", not_incremental=~seems
    )
