"""A day of completion that lies after the period that reports it: possible, for a form is filled
after its period has ended, but hardly meant.
"""

from __future__ import annotations

import polars as pl

from kpi.checks.engine import Expect, findings

SUITE = (Expect("done_after_period", "true", "done_in_time"),)


def late_days(accepted: pl.DataFrame) -> list[int]:
    """Rows whose day of completion comes after the last day of their period."""
    done = pl.col("done_on").str.to_date("%Y-%m-%d", strict=False)
    facts = accepted.filter(done.is_not_null()).select(
        "row", done_in_time=done <= pl.col("last_day")
    )
    return [row for _, row in findings("milestones", facts, SUITE)]
