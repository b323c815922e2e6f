"""All that was received by the moment the report speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.query import row_of


@row_of("history")
@dataclass(frozen=True, slots=True)
class History:
    submissions: int
    submissions_sha256: str
    observations: int
