"""The rows that the desk page asks of the warehouse, one kind for each file of `sql/`.

The one rule: moments are UTC without zone, units and periods ids as the plan has them now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from kpi.records.schema import Of


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    outcome: str
    submissions: int


@dataclass(frozen=True, slots=True)
class Started:
    """When a run began."""

    started_at: Annotated[datetime | None, Of(empty="there was none")]


@dataclass(frozen=True, slots=True)
class Received:
    """When the first file of all came."""

    received_at: Annotated[datetime | None, Of(empty="there was none")]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """What a unit still has open in a period, counted."""

    unit: str
    period: str
    cells: int
    warnings: int
    files: int


@dataclass(frozen=True, slots=True)
class Delivered:
    """Whether anything came of a unit and period that was taken, and that was refused."""

    unit: str
    period: str
    taken: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class Gathered:
    """Figures of a frequency (in months) that came in the form of a longer period."""

    unit: str
    period: str
    months: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Feedback that is not written yet."""

    waiting: Annotated[int, Of("workbooks")]
