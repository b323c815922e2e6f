"""One content newly found at one inbox path: the first stage of a submission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from kpi.records.reader_rules import IDENTITY_RULES, READER_STOPPED, WRONG_PLAN

Standing = Literal["new", "again", "duplicate"]

# What can stand against a content at one path, under one plan and on one day, and not elsewhere
# or later.
PASSING_RULES = frozenset(
    {
        WRONG_PLAN,
        *IDENTITY_RULES,
        "wrong_sender",  # a rule of the checks
        READER_STOPPED,  # may have been the state of the PC
    }
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One content newly found at one inbox path. Times are UTC without zone.

    `path` is relative to the inbox, with slashes; `original` the archived content. `standing`:
    `new` never received before; `duplicate` received before, and no other path or plan can make
    it read otherwise; `again` received before, but perhaps not taken for its path or the plan, or
    withdrawn since.
    `sidecar_problem` tells that a time of receipt stands beside it that cannot be read. `stamp`
    tells the file in the inbox from a later one at the same path. `entered`: no file of a
    sender, but a figure that was entered by hand.
    """

    path: str
    sha256: str
    size: int
    received_at: datetime
    first_seen_at: datetime
    original: Path
    standing: Standing = "new"
    sidecar_problem: bool = False
    stamp: str = ""
    entered: bool = False
