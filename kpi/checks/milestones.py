"""A day of completion that lies after the period that reports it: possible, for a form is filled
after its period has ended, but hardly meant.
"""

from __future__ import annotations

import polars as pl


def milestones_frame(accepted: pl.DataFrame) -> pl.DataFrame:
    """row, done_in_time: of every day of completion whether it lies within its period."""
    done = pl.col("done_on").str.to_date("%Y-%m-%d", strict=False)
    return accepted.filter(done.is_not_null()).select(
        "row", done_in_time=done <= pl.col("last_day")
    )
