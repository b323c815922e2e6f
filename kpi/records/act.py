"""What a person decided about figures, beside what files brought.

One rule: an act says what it names and nothing of what it did; that follows from what was known
when it was done, so a warehouse that is built again comes to the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ActKind = Literal["withdraw", "excuse", "close", "reopen"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `at` is UTC without zone; `who` did it; `plan_sha256` is the plan whose ids it
    speaks in. Empty text where it names no submission, unit, period or indicator."""

    act: str
    kind: ActKind
    at: datetime
    who: str
    reason: str
    plan_sha256: str
    submission: str = ""
    unit: str = ""
    period: str = ""
    indicator: str = ""
