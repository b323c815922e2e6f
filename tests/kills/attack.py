"""One kill: a command is started in a session of its own, killed at a moment, and done again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kpi.home import Home
from kpi.journal import Journal
from tests.kills.homes import PERIOD, SECRETS
from tests.kills.state import (
    State,
    archived,
    leftovers,
    numbers_in,
    places_of,
    sha256_of,
    state_of,
)

KINDS = ("losses", "doubles", "empty reports", "secrets", "leftovers", "processes", "failures")
COMMANDS = {
    "collect": ("collect",),
    "report": ("report", PERIOD),
    "run": ("run", PERIOD),
    "rebuild": ("rebuild",),
}
LONGEST = 1800.0  # seconds after which a command that is not killed counts as hanging
WAIT_FOR_DEATH = 20.0  # seconds a child may outlive its parent
MARK = "KPI_KILLS"


@dataclass
class Case:
    """One attack: which command, from which prepared home, what it makes of it when nobody kills
    it, when it is killed, and how."""

    number: int
    command: str
    start: Path
    wanted: State
    seconds: float
    whole_group: bool
    remove: bool
    report_first: bool
    found: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    killed: bool = False

    def note(self, kind: str, what: str) -> None:
        self.found[kind].append(f"#{self.number} {self.command} at {self.seconds:.2f} s: {what}")


def copied(start: Path, folder: Path) -> Home:
    """A home as prepared, in a folder of its own beside its own temporary folder."""
    shutil.copytree(start, folder / "home", symlinks=True)
    (folder / "tmp").mkdir()
    return Home(folder / "home")


def start(home: Home, temporary: Path, mark: str, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TMPDIR": str(temporary), MARK: mark}
    with (temporary.parent / "said.txt").open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "--home", str(home.root), *words],
            stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=environment,
            start_new_session=True,
        )  # fmt: skip


def whole(home: Home, temporary: Path, *words: str) -> tuple[int, float]:
    """Exit status and seconds of a command that nobody stops."""
    began = time.monotonic()
    process = start(home, temporary, uuid.uuid4().hex, *words)
    return process.wait(LONGEST), time.monotonic() - began


def attack(case: Case, folder: Path, chance: Random, patience: float = WAIT_FOR_DEATH) -> None:
    """Kills, does the same again, and notes in the case whatever is not as it should be."""
    home, temporary = copied(case.start, folder), folder / "tmp"
    before = {p: numbers_in(p) for p in (home.data / "reports").glob("*/report.xlsx")}
    mark = uuid.uuid4().hex
    process = start(home, temporary, mark, *COMMANDS[case.command])
    with suppress(subprocess.TimeoutExpired):
        process.wait(case.seconds)
    case.killed = process.poll() is None
    if case.killed:
        if case.whole_group and hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    _no_process_stays(case, mark, patience)
    for path, numbers in before.items():
        if numbers_in(path) < numbers:
            case.note("empty reports", f"{path.parent.name} right after the kill")
    if case.remove:
        _remove_one(home, chance)
    if case.report_first:
        _again(case, home, temporary, *COMMANDS["report"])
    _again(case, home, temporary, *COMMANDS[case.command])
    compare(case, home, temporary)


def _no_process_stays(case: Case, mark: str, patience: float) -> None:
    ends = time.monotonic() + patience
    while (left := _marked(mark)) and time.monotonic() < ends:
        time.sleep(0.1)
    for pid, command in left:
        case.note("processes", f"{command} still runs")
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _marked(mark: str) -> list[tuple[int, str]]:
    """The processes that were started with this mark and still run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (place / "environ").read_bytes():
                command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                found.append((int(place.name), command.strip()))
    return found


def _remove_one(home: Home, chance: Random) -> None:
    """Takes a file that is in the archive already, and its sidecar, out of the inbox."""
    kept = archived(home)
    files = sorted(p for p in home.inbox.rglob("*") if p.is_file() and p.suffix != ".received")
    there = [p for p in files if sha256_of(p) in kept]
    if there:
        gone = chance.choice(there)
        gone.unlink()
        gone.with_name(gone.name + ".received").unlink()


def _again(case: Case, home: Home, temporary: Path, *words: str) -> None:
    status, _ = whole(home, temporary, *words)
    said = (temporary.parent / "said.txt").read_text("utf-8", errors="replace")
    if status not in (0, 1) or "Traceback" in said:
        case.note("failures", f"{' '.join(words)} again: exit status {status}: {said[-400:]}")


def compare(case: Case, home: Home, temporary: Path) -> None:
    """Notes in the case how a home differs from one in which nothing was killed."""
    wanted = case.wanted
    try:
        state = state_of(home)
    except Exception as error:  # noqa: BLE001 - whatever it is, the home cannot be asked
        case.note("failures", f"the home cannot be asked: {type(error).__name__}: {error}")
        return
    for row in (wanted.rows - state.rows).elements():
        case.note("losses", f"{row}")
    for row in (state.rows - wanted.rows).elements():
        case.note("doubles", f"{row}")
    for kind, more, fewer in (
        ("losses", wanted.outbox, state.outbox),
        ("doubles", state.outbox, wanted.outbox),
        ("losses", wanted.archive, state.archive),
        ("leftovers", state.archive, wanted.archive),
    ):
        for name in sorted(more - fewer):
            case.note(kind, name)
    for period, numbers in wanted.reports.items():
        if (shown := state.reports.get(period, -1)) < numbers:
            case.note("empty reports", f"{period} shows {shown} of {numbers} figures")
    for left in leftovers(home, temporary):
        case.note("leftovers", left)
    for place in places_of(SECRETS, home, temporary):
        case.note("secrets", place)
    for broken in Journal(home).broken():
        case.note("losses", f"line {broken.line} of the journal")
