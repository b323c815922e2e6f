"""The shared tables in one list: their rows, their keys, and what they refer to.

One rule: facts refer to dimensions by a dimension's one key column; no dimension refers to another.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.sharing.rows import (
    IndicatorDimension,
    LackDimension,
    ObservationFact,
    PeriodDimension,
    ResultFact,
    StateDimension,
    StatusDimension,
    TargetFact,
    TrendDimension,
    UnitDimension,
)


@dataclass(frozen=True, slots=True)
class Table:
    """`kind` declares the columns, `key` are those that name a row; `refers` pairs a column with
    the dimension that it names a row of. Its SQL is `sql/NAME.sql`."""

    name: str
    kind: type
    key: tuple[str, ...]
    refers: tuple[tuple[str, str], ...] = ()


_WHERE_AND_WHAT = (("period", "periods"), ("unit", "units"), ("indicator", "indicators"))
_STATUSES = tuple((c, "statuses") for c in ("status", "reported_status", "completed_status"))

TABLES = (
    Table(
        "results",
        ResultFact,
        ("period", "unit", "indicator"),
        (*_WHERE_AND_WHAT, *_STATUSES, ("trend", "trends"), ("lack", "lacks")),
    ),
    Table(
        "observations",
        ObservationFact,
        ("period", "unit", "indicator"),
        (*_WHERE_AND_WHAT, ("state", "states")),
    ),
    Table(
        "targets",
        TargetFact,
        ("indicator", "unit", "year"),
        (("indicator", "indicators"), ("unit", "units")),
    ),
    Table("indicators", IndicatorDimension, ("indicator",)),
    Table("units", UnitDimension, ("unit",)),
    Table("periods", PeriodDimension, ("period",)),
    Table("statuses", StatusDimension, ("status",)),
    Table("trends", TrendDimension, ("trend",)),
    Table("states", StateDimension, ("state",)),
    Table("lacks", LackDimension, ("lack",)),
)
TABLE_BY_NAME = {table.name: table for table in TABLES}
