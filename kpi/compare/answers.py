"""The answers that came between two moments, each with the cell it stands in.

The one rule: of a correction stands beside it what was known before; of anything else nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from kpi.records.schema import Of

_NEW = Of(empty="no correction, or no such figure")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, of `answers.sql`; `received_at` is UTC without zone; `entered`: by hand."""

    unit: str
    indicator: str
    period: str
    is_correction: bool
    state: str
    numerator: float | None
    denominator: float | None
    value: float | None
    done_on: date | None
    old_state: Annotated[str | None, _NEW]
    old_numerator: Annotated[float | None, _NEW]
    old_denominator: Annotated[float | None, _NEW]
    old_value: Annotated[float | None, _NEW]
    old_done_on: Annotated[date | None, _NEW]
    file: str
    sheet: str | None
    cell: str | None
    submission: str
    received_at: datetime
    entered: bool = False
