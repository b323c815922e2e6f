"""A submission: one file of one unit and period, which grows by stages from its arrival to its
rows in the warehouse.

One rule: a stage adds its own fields and copies none; what a stage has not come to yet is empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from kpi.records.answers import SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem

Outcome = Literal[
    "",  # not checked yet
    "accepted",
    "accepted_with_warnings",
    "accepted_in_part",
    "rejected",
    "duplicate",
    "attachment",
]
Stage = Literal["received", "read", "checked", "loaded"]
NOTHING_READ = SubmissionRead("", "")


def identity_of(read: SubmissionRead) -> SubmissionRead:
    """Of a reading whose it is and for when: thousands of submissions lie in memory together."""
    return SubmissionRead(
        read.unit,
        read.period,
        version=read.version,
        member=read.member,
        attachment=read.attachment,
    )


@dataclass(frozen=True, slots=True)
class Submission:
    """One file of one unit and period (empty where unknown).

    received: `arrival`, the content at its path.
    read: `read`, what the file says for the unit and period, put together of all its sheets (once
    it is checked only its identity, words and notes, once it is loaded its identity); `sub`, its
    place in the batch, which ties it to the rows of frames (-1: nothing was read); `twice`,
    indicators given with differing figures.
    checked: `outcome`; `cells_in` answers, of which `held` are left out; whether it came `late`;
    its `problems`; `secret` tells that nothing of the file may be kept but its hash.
    loaded: `name`, its key in the warehouse; cells_in = loaded + superseded + unchanged + held;
    `kept` tells that its period was closed, so that it is out of force until that is opened again.
    """

    arrival: Arrival
    read: SubmissionRead = NOTHING_READ
    sub: int = -1
    twice: frozenset[str] = frozenset()
    outcome: Outcome = ""
    cells_in: int = 0
    held: int = 0
    late: bool = False
    secret: bool = False
    problems: tuple[Problem, ...] = ()
    name: str = ""
    loaded: int = 0
    superseded: int = 0
    unchanged: int = 0
    kept: bool = False

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.name:
            return "loaded"
        if self.outcome:
            return "checked"
        return "received" if self.read is NOTHING_READ else "read"

    @property
    def file(self) -> str:
        """Its path in the inbox."""
        return self.arrival.path

    @property
    def told_as(self) -> str:
        """Its path in the inbox, that of an archive's file with its name inside."""
        return f"{self.file}/{self.read.member}" if self.read.member else self.file

    @property
    def received_at(self) -> datetime:
        """UTC without zone."""
        return self.arrival.received_at

    @property
    def original(self) -> Path | None:
        """The archived content, None where nothing of it may be kept."""
        return None if self.secret else self.arrival.original

    @property
    def unit(self) -> str:
        return self.read.unit

    @property
    def period(self) -> str:
        return self.read.period
