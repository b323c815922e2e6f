"""A version of the plan as it is remembered, by the ledger and by the warehouse alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """Which plan (its id), the hash of its text, and when it was first used (UTC without zone)."""

    plan: str
    sha256: str
    loaded_at: datetime
