"""Periods as columns: labels turned into months, for joins and comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import polars as pl

from kpi.periods import Calendar, Period, UnknownPeriod, parse_period

PERIOD_SCHEMA = {
    "period": pl.String,
    "first_month": pl.Int64,
    "months": pl.Int64,
    "first_day": pl.Date,
    "last_day": pl.Date,
}


YEARS = range(1900, 2200)  # beyond them a label is a slip of the pen, and has no calendar days
LENGTHS = (1, 3, 6, 9, 12)  # of periods, in months; several years are whole years too


@lru_cache(maxsize=4096)
def period_or_none(label: str) -> Period | None:
    """The period of a label, or None if it is no label or lies outside any plan's reach."""
    try:
        period = parse_period(label)
    except UnknownPeriod:
        return None
    return period if period.first_month // 12 in YEARS and period.year in YEARS else None


def periods_frame(labels: Iterable[str], calendar: Calendar) -> pl.DataFrame:
    """One row per label that is a period (PERIOD_SCHEMA)."""
    found = {label: p for label in labels if (p := period_or_none(label)) is not None}
    rows = [
        (label, p.first_month, p.months, calendar.first_day(p), calendar.last_day(p))
        for label, p in sorted(found.items())
    ]
    return pl.DataFrame(rows, schema=PERIOD_SCHEMA, orient="row")
