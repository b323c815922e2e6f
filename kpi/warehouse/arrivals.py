"""What came in since the last time: new contents at inbox paths, in the order they are taken.

A path seen again with the same content is no arrival. An arrival is in the warehouse only
together with its submissions; until then the ledger remembers when it was first seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Standing = Literal["new", "again", "duplicate"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One content newly found at one inbox path. Times are UTC without zone.

    `path` is relative to the inbox, with slashes; `original` the archived content. `standing`:
    `new` never received before; `duplicate` received before, and no other path or plan can make
    it read otherwise; `again` received before, but perhaps not taken for its path or the plan.
    `sidecar_problem` tells that a time of receipt stands beside it that cannot be read.
    """

    path: str
    sha256: str
    size: int
    received_at: datetime
    first_seen_at: datetime
    original: Path
    standing: Standing = "new"
    sidecar_problem: bool = False
