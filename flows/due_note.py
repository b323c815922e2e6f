"""The note by which `kpi run --when-due` knows at once that nothing is to be done.

A run that left nothing undone leaves a note, `data/due.json`: what it saw, and until when nothing
can be owed. One rule: the note only ever saves work. Whatever differs from it, or cannot be read,
leads the full way; a run takes the note away before it begins. To answer at once this file imports
what `kpi --version` needs anyway and the standard library, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import kpi
from kpi.home import Home
from kpi.words import LOCALES

if TYPE_CHECKING:
    from kpi.plan.model import Plan

TRUSTED_FOR = timedelta(days=7)  # so that what the note cannot know waits a week at most
STILL_MOVING = 4.0  # seconds: the settling time of the inbox, and as much for coarse clocks
NOTE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Listing:
    """The inbox at a moment: a digest of every file's path, size, times and identity, and whether
    one of them was being written around that moment."""

    digest: str
    moving: bool


def quiet_until(home: Home, now: datetime) -> str:
    """The locale of a note that still holds at `now` (aware): nothing is owed and nothing new has
    come. Empty where there is no such note."""
    try:
        note = json.loads(_small(home.due))
        state = _state(home)
        written, until = (datetime.fromisoformat(note[key]) for key in ("written", "until"))
        listing = look(home)
        holds = (
            all(note[key] == value for key, value in state.items())
            and note["inbox"] == listing.digest
            and not listing.moving
            and written <= now < min(until, written + TRUSTED_FOR)
            and note["locale"] in LOCALES
        )
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return ""
    if not holds:
        return ""
    with suppress(OSError):
        _stamp(home.due, now)
    return str(note["locale"])


def names_sources(home: Home) -> bool:
    """Whether the plan of a note that holds names sources, which are then looked at too."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return bool(json.loads(_small(home.due))["sources"])
    return True


def leave_note(
    home: Home, plan: Plan, inbox: Listing, now: datetime, next_due: datetime | None
) -> None:
    """Writes that nothing is owed until `next_due` (None: never again) if nothing new comes.

    `now` and `next_due` are UTC without zone; `plan` is the one that the run read, `inbox` how it
    stood before the run took it in.
    """
    from kpi.files import write_whole

    if inbox.moving:  # it may have changed once more without showing: the next call looks
        return
    written = now.replace(tzinfo=UTC)
    until = next_due.replace(tzinfo=UTC) if next_due else written + TRUSTED_FOR
    note = {
        **_state(home),
        "plan": plan.sha256,
        "inbox": inbox.digest,
        "locale": plan.locale,
        "sources": bool(plan.sources),
        "written": written.isoformat(),
        "until": until.isoformat(),
    }
    write_whole(home.due, json.dumps(note, indent=1) + "\n", private=True)
    _stamp(home.due, written)


def take_note_away(home: Home) -> None:
    """From here on the full way is the only one, until a run has left nothing undone."""
    home.due.unlink(missing_ok=True)


def last_look(home: Home) -> datetime | None:
    """When `kpi run --when-due` last found nothing to do since the note was written (UTC without
    zone): the file's own time tells."""
    try:
        written = datetime.fromisoformat(json.loads(_small(home.due))["written"])
        seen = datetime.fromtimestamp(home.due.stat().st_mtime, UTC)
        looked = seen > written
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return seen.replace(tzinfo=None, microsecond=0) if looked else None


def look(home: Home) -> Listing:
    """Lists the inbox. Raises OSError where a part of it cannot be listed."""
    now = time.time()
    lines = []
    moving = False
    for name, about in _files(home.inbox):
        times = f"{about.st_mtime_ns} {about.st_ctime_ns}"
        lines.append(os.fsencode(f"{name}\0{about.st_size} {times} {about.st_ino}\n"))
        moving |= abs(now - about.st_mtime) < STILL_MOVING
    return Listing(hashlib.sha256(b"".join(sorted(lines))).hexdigest(), moving)


def _files(inbox: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file, link and special file below the inbox, by its path; links are not followed."""
    folders = [os.fspath(inbox)] if inbox.exists() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry.path, entry.stat(follow_symlinks=False)


def _state(home: Home) -> dict[str, str]:
    """What the note rests on besides the inbox: program, plan, and the reports that lie there."""
    return {
        "version": kpi.__version__,
        "plan": hashlib.sha256(home.plan.read_bytes()).hexdigest(),
        "reports": _reports(home.reports("")),
    }


def _reports(folder: Path) -> str:
    """A digest of every period's manifest and workbook: one that goes is owed again."""
    lines = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            for name in ("manifest.json", "report.xlsx"):
                with suppress(FileNotFoundError, NotADirectoryError):
                    about = os.stat(os.path.join(entry.path, name))  # noqa: PTH116, PTH118 - quicker a hundred times
                    lines.append(f"{entry.name} {name} {about.st_size} {about.st_mtime_ns}\n")
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _stamp(path: Path, moment: datetime) -> None:
    os.utime(path, (moment.timestamp(), moment.timestamp()))


def _small(path: Path) -> bytes:
    """A file of the size that a note has; the rest of a larger one is not read."""
    with path.open("rb") as file:
        return file.read(NOTE_BYTES)
