"""A target that the unit misses by its own figures, with no word of why.

Missed is what the assessment calls `not_met` (linear method): the year has ended below its target,
or a milestone's due day has passed. A figure that lags within the year misses nothing yet. Only
what is beyond doubt is asked about: the figure that was just sent, no estimate, and of increments
of a count every earlier period of the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from kpi.plan.model import Plan
from kpi.plan.targets import Yardstick, yardstick_of

_KEY = ["indicator", "scope", "year", "received_on"]
_JUDGED = ("count", "ratio", "yes_no", "score")
_NEEDED = (
    "row", "unit", "indicator", "measure", "over_time", "factor", "first_month", "months",
    "last_day", "received_on", "figure", "value", "numerator", "denominator",
)  # fmt: skip


_MISSED = {
    "row": pl.Int64,
    "assessed": pl.Float64,
    "expected": pl.Float64,
    "target": pl.Float64,
    "due": pl.Date,
}


@dataclass(frozen=True, slots=True)
class Missed:
    """What was reached beside the year's target: of a band `target` is None and `expected` its
    nearer bound; a milestone has `due` only."""

    assessed: float = 0.0
    expected: float = 0.0
    target: float | None = None
    due: date | None = None


def missed_frame(plan: Plan, accepted: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """One row per answer without an explanation: whether its target is reached, and of one that is
    missed the columns of `Missed`. `past` is that of `with_past`."""
    unexplained = accepted.filter(
        pl.col("state").is_in(["value", "none_occurred"])
        & (pl.col("months") == pl.col("own_months"))
        & (_said() == "")
    ).select(_NEEDED)
    judge = _Judge(plan)
    found = {row["row"]: m for row in _milestones(unexplained) if (m := judge.milestone(row))}
    ended = (pl.col("first_month") + pl.col("months")) % 12 == 0
    judged = unexplained.filter(ended & pl.col("measure").is_in(_JUDGED))
    assessed = _assessed(judged, past)
    for row in judge.below(assessed):
        if missed := judge.figure(row):
            found[row["row"]] = missed
    told = pl.DataFrame(
        [(row, m.assessed, m.expected, m.target, m.due) for row, m in found.items()],
        schema=_MISSED,
        orient="row",
    )
    reached = ~pl.col("row").is_in(sorted(found))
    facts = unexplained.select("row", reached_or_explained=reached)
    return facts.join(told, on="row", how="left").sort("row")


def _said() -> pl.Expr:
    """What explains the figure: as in `findings.explanation`."""
    note = pl.when(pl.col("has_explanations")).then(pl.lit("")).otherwise(pl.col("note"))
    own = pl.col("explanation")
    return pl.when(own != "").then(own).otherwise(note).str.strip_chars()


def _milestones(unexplained: pl.DataFrame) -> list[dict[str, Any]]:
    rows = unexplained.filter((pl.col("measure") == "milestone") & (pl.col("value") == 0))
    return rows.to_dicts()


def _assessed(rows: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """The rows with `assessed`: year to date for increments, else the figure itself; empty where
    it is not known for certain."""
    year = (
        past.filter(pl.col("in_year") & (pl.col("over_time") == "flow"))
        .group_by("row")
        .agg(
            pl.col("past_value", "past_numerator", "past_denominator").sum(),
            earlier=pl.len(),
        )
    )
    above = pl.col("numerator") + pl.col("past_numerator").fill_null(0.0)
    below = pl.col("denominator") + pl.col("past_denominator").fill_null(0.0)
    complete = pl.col("earlier").fill_null(0) * pl.col("months") == pl.col("first_month") % 12
    flow = pl.col("over_time") == "flow"
    return rows.join(year, on="row", how="left").with_columns(
        assessed=pl.when(~flow)
        .then(pl.col("figure"))
        .when(pl.col("measure") == "ratio")
        .then(pl.when(below != 0).then(pl.col("factor") * above / below))
        .when(complete)
        .then(pl.col("value") + pl.col("past_value").fill_null(0.0))
    )


class _Judge:
    """Statuses of units in the linear method, from their own targets."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._indicators = {i.id: i for i in plan.indicators if i.method == "linear"}
        self._units = {u.kind: u for u in plan.units} | {u.id: u for u in plan.units}
        self._yardsticks: dict[tuple[object, ...], Yardstick | None] = {}

    def milestone(self, row: Mapping[str, Any]) -> Missed | None:
        indicator = self._plan.indicator_by_id[row["indicator"]]
        if indicator.due is None or row["last_day"] <= indicator.due:
            return None
        return Missed(due=indicator.due)

    def below(self, assessed: pl.DataFrame) -> Iterator[dict[str, Any]]:
        """The rows that may have missed: not rounded yet, each with its year."""
        last = pl.col("first_month") + pl.col("months") - 1
        known = assessed.filter(
            pl.col("assessed").is_not_null() & pl.col("indicator").is_in(list(self._indicators))
        ).with_columns(year=last // 12, scope=self._scope())
        asked = known.select(_KEY).unique()
        bounds = [self._yardstick(dict(zip(_KEY, key, strict=True))) for key in asked.rows()]
        suspect = known.join(
            asked.with_columns(
                low=pl.Series([b and b.low for b in bounds], dtype=pl.Float64),
                high=pl.Series([b and b.high for b in bounds], dtype=pl.Float64),
            ),
            on=_KEY,
        ).filter((pl.col("assessed") < pl.col("low")) | (pl.col("assessed") > pl.col("high")))
        yield from suspect.sort("row").to_dicts()

    def figure(self, row: Mapping[str, Any]) -> Missed | None:
        """What a suspect row has missed, if it has: compared at the indicator's decimals."""
        yardstick, assessed = self._yardstick(row), row["assessed"]
        decimals = self._indicators[row["indicator"]].decimals
        if yardstick is None or yardstick.is_met(assessed, decimals):
            return None
        return Missed(assessed, yardstick.nearest(assessed), yardstick.target)

    def _scope(self) -> pl.Expr:
        """The unit where it has targets of its own, else any unit of its kind."""
        own = [f"{i.id} {unit}" for i in self._indicators.values() for unit in i.unit_targets]
        kinds = pl.col("unit").replace_strict({u.id: u.kind for u in self._plan.units})
        named = pl.concat_str("indicator", "unit", separator=" ").is_in(own)
        return pl.when(named).then(pl.col("unit")).otherwise(kinds)

    def _yardstick(self, row: Mapping[str, Any]) -> Yardstick | None:
        i, scope = self._indicators[row["indicator"]], row["scope"]
        key = tuple(row[name] for name in _KEY)
        if key not in self._yardsticks:
            self._yardsticks[key] = yardstick_of(
                i, self._units[scope], row["year"], decided_by=row["received_on"]
            )
        return self._yardsticks[key]
