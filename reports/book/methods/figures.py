"""Every indicator as each method judges it."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.page import only_rows
from reports.figures.query import row_of


@row_of("methods")
@dataclass(frozen=True, slots=True)
class MethodFigures:
    """One indicator as each method judges it; `method` is the plan's own for it."""

    place: int
    field_name: str
    indicator: str
    indicator_name: str
    method: str
    depends_on_method: bool
    linear_status: str
    linear_pct: float | None
    cagr_status: str
    cagr_pct: float | None
    projection_status: str
    projection_pct: float | None


@dataclass(frozen=True, slots=True)
class MethodsPage:
    methods: tuple[MethodFigures, ...]


ask = only_rows(MethodsPage)
