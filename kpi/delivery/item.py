"""One thing that may go out, whichever way.

One rule: its key says which state of affairs it tells; the same key is never sent twice the same
way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kpi.plan.ways import Delivered


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes along, under the name that the receiver sees."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """`at` (UTC without zone) is when it came to be; `unit` and `period` are empty of what concerns
    none. `body` is plain text."""

    what: Delivered
    key: str
    at: datetime
    subject: str
    body: str
    unit: str = ""
    period: str = ""
    files: tuple[Attached, ...] = ()
