"""How a run went, as whoever asks about the work is told.

One rule: it is what the journal says; a run that left no line was none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ran:
    """A run: when its latest line was written (UTC without zone), and how it stands: `started`,
    `done` or `failed`."""

    at: datetime
    state: str
