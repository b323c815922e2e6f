"""The results for programs that speak SDMX: SDMX-CSV 2.0, and what it is made of as SDMX-ML 2.1.

One rule: every column of the one is a component of the other, in the same order (`COMPONENTS`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kpi.database.frames import lent, query, sql_text
from kpi.plan.model import Plan
from kpi.sharing.star import Star

if TYPE_CHECKING:
    import duckdb
    import polars as pl

FLOW: Final = "RESULTS"
VERSION: Final = "1.0"
Part = Literal["dimension", "time", "value", "attribute"]  # of a row: what a column is there for


@dataclass(frozen=True, slots=True)
class Component:
    """A column of the data: `values` is a type of SDMX, or the id of a list of codes."""

    id: str
    part: Part
    values: str


def _attributes() -> tuple[Component, ...]:
    lists = {"OBS_STATUS", "LACK", "STATUS", "TREND", "REPORTED_STATUS", "COMPLETED_STATUS"}
    types = {
        "UNIT_MEASURE": "String", "PROVISIONAL": "Boolean", "UNITS_REPORTED": "Integer",
        "UNITS_EXPECTED": "Integer",
    }  # fmt: skip
    names = (
        "OBS_STATUS", "LACK", "UNIT_MEASURE", "NUMERATOR", "DENOMINATOR", "ASSESSED", "TARGET",
        "EXPECTED", "ACHIEVEMENT", "PACE", "STATUS", "TREND", "PROJECTION", "PROJECTION_LOW",
        "PROJECTION_HIGH", "UNITS_REPORTED", "UNITS_EXPECTED", "PROVISIONAL", "PREVIOUS",
        "LAST_YEAR", "CHANGE_PREVIOUS", "CHANGE_LAST_YEAR", "COMPLETED", "REPORTED_STATUS",
        "COMPLETED_STATUS",
    )  # fmt: skip
    listed = {n: "CL_STATUS" if n.endswith("STATUS") else f"CL_{n}" for n in lists}
    listed["OBS_STATUS"] = "CL_OBS_STATUS"
    return tuple(Component(n, "attribute", listed.get(n) or types.get(n, "Double")) for n in names)


COMPONENTS = (
    Component("FREQ", "dimension", "CL_FREQ"),
    Component("UNIT", "dimension", "CL_UNIT"),
    Component("INDICATOR", "dimension", "CL_INDICATOR"),
    Component("TIME_PERIOD", "time", "ObservationalTimePeriod"),
    Component("OBS_VALUE", "value", "Double"),
    *_attributes(),
)


@dataclass(frozen=True)
class Sdmx:
    """`rows` is the data, a column a component; `codes` are those of units and indicators: their
    list, id, code and name."""

    rows: pl.DataFrame
    codes: pl.DataFrame


def sdmx_of(con: duckdb.DuckDBPyConnection, star: Star, plan: Plan) -> Sdmx:
    """The star's results after the model of SDMX."""
    frames = {name: star.frames[name] for name in ("results", "periods", "indicators", "units")}
    own = con.cursor()  # its temporary tables are nobody else's
    try:
        with lent(own, **frames):
            codes = query(own, sql_text("sharing", "sdmx_codes"))
            with lent(own, sdmx_code=codes):
                flow = f"{agency_of(plan)}:{FLOW}({VERSION})"
                rows = query(own, sql_text("sharing", "sdmx_results"), {"flow": flow})
    finally:
        own.close()
    return Sdmx(rows, codes)


def agency_of(plan: Plan) -> str:
    """The plan's id as SDMX names whoever keeps a structure: it begins with a letter."""
    plain = re.sub(r"[^A-Z0-9]+", "_", plan.id.upper()).strip("_")
    return plain if plain[:1].isalpha() else f"KPI_{plain}".strip("_")


def csv_of(sdmx: Sdmx) -> str:
    """The text of the data file; without a mark of UTF-8, which the standard does not know."""
    import polars as pl

    return sdmx.rows.with_columns(pl.col(pl.String).replace("", None)).write_csv()
