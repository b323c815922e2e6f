"""From the warehouse to the page of one unit or of one field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from kpi.periods import Period
from kpi.plan.model import Plan
from reports.beyond import assess_for
from reports.edition import Edition
from reports.excerpts.write import Excerpt, write_field, write_unit
from reports.figures.tables import ReportFigures
from reports.report import Report

if TYPE_CHECKING:
    import duckdb

Part = Literal["units", "fields"]  # the folders, too
WRITES: Mapping[Part, Callable[..., Excerpt]] = MappingProxyType(
    {"units": write_unit, "fields": write_field}
)


def render_excerpt(  # noqa: PLR0913 - keywords: of what, when, and whom it is told
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    period: Period,
    folder: Path,
    *,
    part: Part,
    of: str,
    as_of: datetime,
    tell: Callable[[Path], None] | None = None,
) -> Excerpt:
    """Assess the period and write the files of a unit or a field (`of`, an id of the plan) below
    the report's `folder`, in `units/` or `fields/`.

    `as_of` is UTC without zone. The same warehouse, plan and `as_of` give the same bytes. Raises
    OSError, bearing the file's name, if an output is held open.
    """
    from kpi.compare import last_reports

    last = last_reports(con, plan, period, as_of) if part == "fields" else ()
    unit = of if part == "units" else None
    assessment, others = assess_for(con, plan, period, as_of=as_of, unit=unit)
    with assessment:
        figures = ReportFigures(assessment, plan, period, as_of, others)
        report = Report(Edition(plan, period, as_of), figures, last)
        return WRITES[part](folder / part, report, of, tell)
