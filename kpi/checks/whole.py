"""What is said of a submission as a whole: rows left empty, copies, evidence, the due day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

import polars as pl

from kpi.checks.copies import copies_across, copies_in_time
from kpi.checks.periods import period_or_none
from kpi.checks.versions import latest
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Plan
from kpi.records.submission import Submission

DONE = 100.0  # a milestone's value

_EXPECTED_SCHEMA = pl.Schema(
    {
        "sub": pl.Int64(),
        "unit": pl.String(),
        "period": pl.String(),
        "indicator": pl.List(pl.String),
        "last_month": pl.Int64(),
    }
)


def missing_frame(
    plan: Plan,
    under_check: Sequence[Submission],
    answers: pl.DataFrame,
    versions: pl.DataFrame,
) -> pl.DataFrame:
    """row, sub, indicator, answered of every row of the forms: empty if it is empty now and was
    never filled before; a milestone that was done is not asked for again."""
    rows = Expected(plan)
    expected = (
        pl.DataFrame(
            [
                [p.sub for p in under_check],
                [p.unit for p in under_check],
                [p.period for p in under_check],
                [rows.of(p.unit, p.period) for p in under_check],
                [_last_month(p.period) for p in under_check],
            ],
            schema=_EXPECTED_SCHEMA,
        )
        .explode("indicator")
        .drop_nulls("indicator")
    )
    now = answers.select("sub", "indicator").unique().with_columns(answered=pl.lit(value=True))
    done = _done(versions)
    earlier = versions.group_by("unit", "period", "indicator").agg(first=pl.col("order").min())
    return (
        expected.join(now, on=["sub", "indicator"], how="left")
        .join(earlier, on=["unit", "period", "indicator"], how="left")
        .join(done, on=["unit", "indicator"], how="left")
        .with_columns(
            answered=pl.when(
                (pl.col("first") < pl.col("sub")) | (pl.col("done_in") <= pl.col("last_month"))
            )
            .then(pl.lit(value=True))
            .otherwise("answered")
        )
        .sort("sub", maintain_order=True)
        .with_row_index("row")
    )


def _done(versions: pl.DataFrame) -> pl.DataFrame:
    """Of each unit's milestones that are done: the last month of the first period that says so."""
    now = latest(versions, ["unit", "indicator", "period"])
    return (
        now.filter((pl.col("measure") == "milestone") & (pl.col("value") == DONE))
        .group_by("unit", "indicator")
        .agg(done_in=(pl.col("first_month") + pl.col("months") - 1).min())
    )


def _last_month(label: str) -> int | None:
    period = period_or_none(label)
    return period.last_month if period else None


class Expected:
    """Rows of forms by unit and period; units of one kind and periods of one kind repeat."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, int], tuple[str, ...]] = {}

    def of(self, unit: str, period: str) -> tuple[str, ...]:
        """The indicators asked of a unit that is there on the period's last day, else none."""
        found, about = period_or_none(period), self._plan.unit_by_id.get(unit)
        if found is None or about is None:
            return ()
        if not about.valid_on(self._plan.calendar.last_day(found)):
            return ()
        key = (unit, found.months)
        if key not in self._known:
            asked = form_indicators(self._plan, unit, found)
            self._known[key] = tuple(i.id for i in asked)
        return self._known[key]


def evidence_frame(accepted: pl.DataFrame) -> pl.DataFrame:
    """row, evidence_given: of a figure that needs evidence; nothing done needs none."""
    something = pl.max_horizontal(pl.col("value"), pl.col("numerator")).fill_null(0.0) != 0
    needed = (
        (pl.col("evidence_required") == "required")
        & pl.col("state").is_in(["value", "estimate"])
        & something
    )
    return accepted.select(
        "row",
        evidence_given=pl.when(needed).then(pl.col("evidence").str.strip_chars() != ""),
    )


def copies_frame(
    accepted: pl.DataFrame, before: pl.DataFrame, versions: pl.DataFrame
) -> pl.DataFrame:
    """row (sub), differs_in_time, differs_across, and what is repeated (other_period,
    other_unit)."""
    in_time = copies_in_time(accepted, versions).rename({"other": "other_period"})
    across = copies_across(accepted, before).rename({"other": "other_unit"})
    return (
        accepted.select(row="sub")
        .unique()
        .join(in_time, on="row", how="left")
        .join(across, on="row", how="left")
        .sort("row")
        .with_columns(
            differs_in_time=pl.col("other_period").is_null(),
            differs_across=pl.col("other_unit").is_null(),
        )
    )


def delivery_frame(days: Mapping[int, tuple[datetime, date]]) -> pl.DataFrame:
    """row (sub), in_time; `days` gives the local moment of receipt and the due day of each."""
    return pl.DataFrame(
        [(sub, received.date() <= due) for sub, (received, due) in days.items()],
        schema={"row": pl.Int64, "in_time": pl.Boolean},
        orient="row",
    )
