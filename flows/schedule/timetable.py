"""What runs when: every hour of the day that counts, in the plan's time zone.

Names of deployments differ from those of `prefect.yaml`, which may lie on the same server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import time
from typing import Any

NAME = "scheduled"  # every deployment's; the flow's name tells them apart
FIRST_HOUR, LAST_HOUR = 7, 18  # working hours: when files come
REMIND_AT = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A flow (`collect`), where it is (`flows.single.collect`), when it runs, and with what."""

    flow: str
    entrypoint: str
    cron: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def time_of_day(text: str) -> time:
    """`07:00` as a time; raises ValueError for anything else."""
    return time.fromisoformat(text if ":" in text else f"{text}:00")


def timetable(at: time) -> tuple[Entry, ...]:
    """Collect every working hour, remind on working days, report what is due daily at `at`."""
    hours = f"{FIRST_HOUR}-{LAST_HOUR}"
    return (
        Entry("collect", "flows.single.collect", f"0 {hours} * * *"),
        Entry(
            "remind",
            "flows.single.remind",
            f"0 {REMIND_AT} * * 1-5",
            {"on_working_days": True},  # holidays are the plan's calendar's affair
        ),
        Entry(
            "monthly",
            "flows.monthly.monthly",
            f"{at.minute} {at.hour} * * *",
            {"only_when_due": True},
        ),
    )


def as_text(entries: tuple[Entry, ...]) -> str:
    return json.dumps([asdict(entry) for entry in entries])


def from_text(text: str) -> tuple[Entry, ...]:
    return tuple(Entry(**entry) for entry in json.loads(text))
