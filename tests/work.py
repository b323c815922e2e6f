"""How much work something is, counted in calls and not in seconds: the same on every machine,
however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Work:
    """Calls of functions, ours and those of libraries, that were begun."""

    calls: int = 0

    def count(self, _frame: FrameType, event: str, _about: object) -> None:
        if event in ("call", "c_call"):
            self.calls += 1


@contextmanager
def at_most(calls: int) -> Iterator[Work]:
    """What happens inside begins no more calls than that."""
    work, before = Work(), sys.getprofile()
    sys.setprofile(work.count)
    try:
        yield work
    finally:
        sys.setprofile(before)
    assert work.calls <= calls, f"{work.calls} calls"
