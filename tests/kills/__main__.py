"""Kills commands at moments spread over their length and looks at what is left of the home after
the next run: `python -m tests.kills --count 200 --seed 1`.

Exit status 1 if anything was lost, doubled, emptied, kept that must not be, or left behind.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kpi.home import Home
from tests.kills.attack import COMMANDS, KINDS, WAIT_FOR_DEATH, Case, attack, copied, whole
from tests.kills.homes import make_home, send_first, send_second
from tests.kills.state import State, state_of

TRIES = 4  # a command may be quicker than when it was measured: sooner, then


@dataclass(frozen=True)
class Prepared:
    """Where a command starts, the home that a whole run of it makes, and how long it takes."""

    start: Path
    made: Home
    wanted: State
    seconds: float


def main() -> int:
    """Runs, prints the counts, and says whether all are 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--jobs", type=int, default=1, help="so many attacks at once")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        cases = kills(Path(folder), asked.commands, asked.count, asked.seed, jobs=asked.jobs)
    for case in cases:
        for kind in KINDS:
            for told in case.found[kind]:
                sys.stderr.write(f"{kind}: {told}\n")
    totals = {kind: sum(bool(c.found[kind]) for c in cases) for kind in KINDS}
    sys.stdout.write(f"kills: {sum(c.killed for c in cases)} of {len(cases)}; ")
    sys.stdout.write(", ".join(f"{kind} {count}" for kind, count in totals.items()) + "\n")
    return 1 if any(totals.values()) else 0


def kills(
    folder: Path,
    commands: Sequence[str],
    count: int,
    seed: str,
    *,
    jobs: int = 1,
    patience: float = WAIT_FOR_DEATH,
) -> list[Case]:
    """That many attacks, in turn on each command. `patience`: seconds that a child may outlive its
    parent."""
    prepared = prepare(folder / "prepared", commands)
    cases = list(_cases(prepared, count, seed))

    def one(case: Case) -> Case:
        chance = Random(f"{seed}-{case.number}")  # noqa: S311 - the same attacks every time
        for attempt in range(TRIES):
            place = folder / f"{case.number}-{attempt}"
            place.mkdir()
            attack(case, place, chance, patience)
            if case.killed:
                break
            case.seconds *= 0.6
        return case

    with ThreadPoolExecutor(jobs) as pool:
        done = []
        for case in pool.map(one, cases):
            done.append(case)
            if len(done) % 10 == 0:
                sys.stderr.write(f"{len(done)}/{len(cases)}\n")
    return done


def _cases(prepared: dict[str, tuple[Prepared, Prepared]], count: int, seed: str) -> Iterator[Case]:
    chance = Random(seed)  # noqa: S311 - the same attacks every time
    commands = list(prepared)
    shares = {c: len(range(n, count, len(commands))) for n, c in enumerate(commands)}
    for number in range(count):
        command = commands[number % len(commands)]
        turn = number // len(commands)
        of = prepared[command][turn % 2]
        yield Case(
            number,
            command,
            of.start,
            of.wanted,
            of.seconds * (turn + chance.random()) / shares[command],
            whole_group=chance.random() < 0.5,
            remove=chance.random() < 0.4,
            report_first=command == "rebuild" and chance.random() < 0.5,
        )


def prepare(folder: Path, commands: Sequence[str]) -> dict[str, tuple[Prepared, Prepared]]:
    """For each command two states to start from. `collect` and `run` find everything new in the
    inbox, or a part of it; `report` a home that has no report yet, or has one."""
    fresh = make_home(folder / "fresh" / "home")
    send_first(fresh)
    half = make_home(folder / "half" / "home")
    send_first(half)
    done(half, "collect")
    for home in (fresh, half):
        send_second(home)
    whole_run = Measuring(folder)
    full = whole_run("collect", half).made
    told = whole_run("report", full).made
    starts = {
        "collect": (fresh, half),
        "report": (full, told),
        "run": (fresh, half),
        "rebuild": (told, told),
    }
    return {
        command: (whole_run(command, starts[command][0]), whole_run(command, starts[command][1]))
        for command in commands
    }


class Measuring:
    """Runs each command once from each start, and remembers what came of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[tuple[str, Path], Prepared] = {}

    def __call__(self, command: str, start: Home) -> Prepared:
        key = (command, start.root)
        if key not in self.known:
            place = self.folder / str(len(self.known))
            place.mkdir()
            home = copied(start.root, place)
            seconds = done(home, *COMMANDS[command])
            self.known[key] = Prepared(start.root, home, state_of(home), seconds)
        return self.known[key]


def done(home: Home, *words: str) -> float:
    """The seconds of a command that nobody stops."""
    temporary = home.root.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    status, seconds = whole(home, temporary, *words)
    if status not in (0, 1):
        raise RuntimeError(f"kpi {' '.join(words)}: exit status {status}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
