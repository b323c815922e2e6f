"""A home whose month is done, and a look at what is owed."""

from __future__ import annotations

import os
from datetime import datetime

from flows.due_note import quiet_until
from kpi.home import Home

from .clock import Clock

ROWS = "A,2024-05,VB01,30,100,,,\nA,2024-05,SP01,,,10,,\n"

FILES = {"thang-5.csv": ROWS, "don-vi/b.csv": "B,2024-05,SP01,,,20,,\n"}

NOON = datetime(2024, 6, 3, 5)  # May closed on 31/5 and is due on 7/6


def quiet(home: Home, clock: Clock) -> bool:
    return bool(quiet_until(home, clock.aware))


def a_new_file(home: Home) -> None:
    target = home.inbox / "moi" / "c.csv"
    target.parent.mkdir()
    target.write_text("x", encoding="utf-8")
    os.utime(target, (1e9, 1e9))


def another_plan(home: Home) -> None:
    home.plan.write_bytes(home.plan.read_bytes() + b"\n")
