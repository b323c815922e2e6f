"""What the checks found, and where it stands now."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.page import only_rows
from reports.figures.query import row_of


@row_of("problems")
@dataclass(frozen=True, slots=True)
class ProblemFigures:
    place: int
    unit: str | None
    unit_name: str | None
    period: str | None
    indicator: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    written: str | None
    severity: str
    message: str
    answered: str | None
    standing: str


@dataclass(frozen=True, slots=True)
class ProblemsPage:
    problems: tuple[ProblemFigures, ...]


ask = only_rows(ProblemsPage)
