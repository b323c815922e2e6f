"""Units' own words: of their work, and of what is behind."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.page import only_rows
from reports.figures.shared.indicators import Explained
from reports.figures.shared.units import Statement


@dataclass(frozen=True, slots=True)
class StatementsPage:
    statements: tuple[Statement, ...]
    explanations: tuple[Explained, ...]


ask = only_rows(StatementsPage)
