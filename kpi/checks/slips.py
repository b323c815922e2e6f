"""A digit too many or too few: a figure that fits its history once moved by 10, 100 or 1000."""

from __future__ import annotations

import polars as pl

from kpi.checks.series import without_the_farthest

TIMES = (10.0, 100.0, 1000.0)
_FAR = 4.0  # how far outside the past a figure lies before a slip is thought of
_LOW, _HIGH = 0.85, 1.2  # how near the moved figure must come to what the past spans
_LEAST = 20.0  # counts below it vary tenfold by themselves


def slips(steps: pl.DataFrame) -> pl.DataFrame:
    """row, no_slip, times, more: false where a slip is likely, by how much, and if upwards.

    Of a ratio the parts are looked at, and only one of them may have slipped: both together
    are more of everything.
    """
    single = steps.filter(pl.col("measure") != "ratio")
    ratio = steps.filter(pl.col("measure") == "ratio")
    whole = _slip(single, "value", "past_value")
    numerator = _slip(ratio, "numerator", "past_numerator")
    denominator = _slip(ratio, "denominator", "past_denominator")
    both = numerator.join(denominator, on="row", how="semi")["row"].to_list()
    found = pl.concat([whole, numerator, denominator]).filter(~pl.col("row").is_in(both))
    return (
        steps.select("row")
        .unique()
        .join(found, on="row", how="left")
        .with_columns(no_slip=pl.col("times").is_null())
    )


def _slip(steps: pl.DataFrame, column: str, past: str) -> pl.DataFrame:
    """row, times, more of the rows whose `column` seems to have slipped."""
    now, low, high = pl.col("now"), pl.col("low"), pl.col("high")
    spans = pl.concat([_plain_span(steps, column, past), _total_span(steps, column, past)])
    worth = (pl.col("measure") == "score") | (pl.max_horizontal(now, high) >= _LEAST)
    judged = spans.filter((now > 0) & (low > 0) & worth)
    hits = []
    for times in TIMES:
        up = (now / times).is_between(low * _LOW, high * _HIGH)
        up &= now >= _FAR * pl.max_horizontal(high, "last")
        down = (now * times).is_between(low * _LOW, high * _HIGH)
        down &= now <= pl.min_horizontal(low, "last") / _FAR
        hits.append(judged.filter(up | down).select("row", times=pl.lit(times), more=up))
    return pl.concat(hits).unique(subset=["row"], keep="first", maintain_order=True)


def _plain_span(steps: pl.DataFrame, column: str, past: str) -> pl.DataFrame:
    """What the earlier figures span; of running totals only where the year has none yet."""
    year_known = pl.col("in_year").any().over("row")
    same_season = pl.col("past_first") == pl.col("first_month") - 12
    plain = pl.col("over_time") != "running_total"
    spanned = steps.filter(plain | (~year_known & same_season)).with_columns(
        last=pl.col(past).last().over("row")
    )
    return (
        without_the_farthest(spanned, past)
        .group_by("row")
        .agg(
            pl.col("measure").first(),
            now=pl.col(column).first(),
            low=pl.col(past).min(),
            high=pl.col(past).max(),
            last=pl.col("last").first(),
        )
    )


def _total_span(steps: pl.DataFrame, column: str, past: str) -> pl.DataFrame:
    """For a running total: from the year's last total to about twice that."""
    return (
        steps.filter((pl.col("over_time") == "running_total") & pl.col("in_year"))
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("measure").first(),
            now=pl.col(column).first(),
            low=pl.col(past).last() / _LOW,
            high=pl.col(past).last() * 2.0,
            last=pl.col(past).last(),
        )
    )
