"""Whether the schedule lives, read from what it leaves in `data/schedule.json` every minute.

Asked by `kpi status`, the desk and `kpi doctor`: the standard library alone, no engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kpi.home import Home

SILENT_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """What a schedule said last. Moments are UTC without zone; `next_runs` by the flow's name;
    `last_error` a code of `schedule.trouble.*` or empty; `alive`: it spoke just now."""

    started: datetime
    heartbeat: datetime
    pid: int
    at: str
    next_runs: Mapping[str, datetime]
    last_error: str
    alive: bool


def state_file(home: Home) -> Path:
    return home.data / "schedule.json"


def schedule_state(home: Home, now: datetime) -> ScheduleState | None:
    """The state of the home's schedule at `now` (UTC without zone); None where none was started,
    or it was ended in order. One that was killed, or whose PC was off, is there but not alive."""
    try:
        said = json.loads(state_file(home).read_text("utf-8"))
        heartbeat = moment(said["heartbeat"])
        return ScheduleState(
            started=moment(said["started"]),
            heartbeat=heartbeat,
            pid=int(said["pid"]),
            at=str(said["at"]),
            next_runs={str(flow): moment(when) for flow, when in said["next"].items()},
            last_error=str(said["last_error"]),
            alive=abs(now - heartbeat) < SILENT_AFTER,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def moment(text: str) -> datetime:
    """A moment of the file as UTC without zone."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(tzinfo=None)
