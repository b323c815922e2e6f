"""What is said of a submission as a whole: rows left empty, copies, evidence, the due day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from kpi.checks.copies import copies_across, copies_in_time
from kpi.checks.engine import Expect, findings
from kpi.checks.known import latest
from kpi.checks.parcels import Parcel
from kpi.checks.periods import period_or_none
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Plan

MISSING = (Expect("missing_indicator", "present", "answered"),)
EVIDENCE = (Expect("missing_evidence", "true", "evidence_given"),)
COPIES = (
    Expect("copy_of_last_period", "true", "differs_in_time"),
    Expect("copy_of_other_unit", "true", "differs_across"),
)
DELIVERY = (Expect("late", "true", "in_time"),)

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


def missing_findings(
    plan: Plan, parcels: Sequence[Parcel], answers: pl.DataFrame, versions: pl.DataFrame
) -> list[tuple[int, str]]:
    """(sub, indicator) of the form's rows that are empty now and were never filled before; a
    milestone that was done is not asked for again."""
    rows = Expected(plan)
    expected = (
        pl.DataFrame(
            [
                [p.sub for p in parcels],
                [p.unit for p in parcels],
                [p.period for p in parcels],
                [rows.of(p.unit, p.period) for p in parcels],
                [_last_month(p.period) for p in parcels],
            ],
            schema=_EXPECTED_SCHEMA,
        )
        .explode("indicator")
        .drop_nulls("indicator")
    )
    now = answers.select("sub", "indicator").unique().with_columns(answered=pl.lit(value=True))
    done = _done(versions)
    earlier = versions.group_by("unit", "period", "indicator").agg(first=pl.col("order").min())
    facts = (
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
    told = {row for _, row in findings("missing", facts, MISSING)}
    return [(s, i) for row, s, i in facts.select("row", "sub", "indicator").rows() if row in told]


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


def evidence_findings(accepted: pl.DataFrame) -> list[int]:
    """Rows whose figure needs evidence and has none; nothing done needs no evidence."""
    something = pl.max_horizontal(pl.col("value"), pl.col("numerator")).fill_null(0.0) != 0
    needed = (
        (pl.col("evidence_required") == "required")
        & pl.col("state").is_in(["value", "estimate"])
        & something
    )
    facts = accepted.select(
        "row",
        evidence_given=pl.when(needed).then(pl.col("evidence").str.strip_chars() != ""),
    )
    return [row for _, row in findings("evidence", facts, EVIDENCE)]


def copy_findings(
    accepted: pl.DataFrame, before: pl.DataFrame, versions: pl.DataFrame
) -> list[tuple[str, int, str]]:
    """(rule, sub, the period or unit whose figures are repeated)."""
    if accepted.is_empty():
        return []
    in_time = copies_in_time(accepted, versions)
    across = copies_across(accepted, before)
    facts = (
        accepted.select(row="sub")
        .unique()
        .sort("row")
        .with_columns(
            differs_in_time=~pl.col("row").is_in(in_time["row"].to_list()),
            differs_across=~pl.col("row").is_in(across["row"].to_list()),
        )
    )
    others = {
        "copy_of_last_period": dict(in_time.rows()),
        "copy_of_other_unit": dict(across.rows()),
    }
    return [(rule, sub, others[rule][sub]) for rule, sub in findings("copies", facts, COPIES)]


def late_findings(days: Mapping[int, tuple[date, date]]) -> list[int]:
    """Submissions received after their due day; `days` gives (received on, due) for each."""
    facts = pl.DataFrame(
        [(sub, received <= due) for sub, (received, due) in days.items()],
        schema={"row": pl.Int64, "in_time": pl.Boolean},
        orient="row",
    )
    return [sub for _, sub in findings("delivery", facts, DELIVERY)]
