"""A drawn chart, as pages that show it know it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn chart as files, and what it says to who does not see it."""

    png: Path
    svg: Path
    alt: str
