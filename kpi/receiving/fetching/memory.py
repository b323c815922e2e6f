"""What was fetched from where, so that nothing is fetched twice, and how each source stands.

`data/fetched.jsonl` is only ever added to, a line for each thing that was fetched, written after
its files lie in the inbox; `data/sources.json` says of each source how the last look went. One
rule: both only save work. Without them everything is fetched again, and found to lie there.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from kpi.files import add_line, whole_lines
from kpi.home import Home
from kpi.moments import next_try
from kpi.receiving.sources.source import SentFile
from kpi.standing import Standings, moments

Key = tuple[str, str, str]  # source, what it calls the thing, stamp
Content = tuple[str, str]  # path in the inbox, sha256


@dataclass(frozen=True, slots=True)
class State:
    """How a source stands. `looked`: when its last whole look began; `left`: what it left there
    then; `came`: how many files it brought. Since `failed` it gives no answer, `times` in a row:
    `why` (a sentence), and `again`, before which no run on its own asks it. UTC without zone."""

    source: str
    looked: datetime | None = None
    left: frozenset[str] = frozenset()
    came: int = 0
    failed: datetime | None = None
    why: str = ""
    times: int = 0
    again: datetime | None = None

    def after_look(self, began: datetime, left: Iterable[str], came: int) -> State:
        """It answered."""
        return State(self.source, began, frozenset(left), came)

    def after_failure(self, now: datetime, why: str) -> State:
        """It did not; the pauses grow."""
        since, again = self.failed or now, next_try(now, self.times)
        return replace(self, failed=since, why=why, times=self.times + 1, again=again)


class Memory(Standings[State]):
    """What a home knows of its sources. Read once; what is added is remembered. `named`: those
    that the plan has now; how others stood is forgotten."""

    def __init__(self, home: Home, named: Container[str] | None = None) -> None:
        super().__init__(home.source_states, attrgetter("source"), _state, named)
        self._home = home
        self._fetched = dict(whole_lines(home.fetched, _line))
        self._claimed = {path for files in self._fetched.values() for path, _ in files}

    def files(self, source: str, file: SentFile) -> tuple[Content, ...] | None:
        """What was fetched of a thing, by path and content; None if it was not fetched yet."""
        return self._fetched.get((source, file.at, file.stamp))

    def is_claimed(self, path: str) -> bool:
        """Whether a file of the inbox came of something that was fetched."""
        return path in self._claimed

    def add(self, source: str, file: SentFile, files: Iterable[Content]) -> None:
        """Writes down what was fetched. Raises OSError."""
        placed = tuple(files)
        line = {"source": source, "at": file.at, "stamp": file.stamp, "files": placed}
        add_line(self._home.fetched, json.dumps(line, ensure_ascii=False))
        self._fetched[source, file.at, file.stamp] = placed
        self._claimed |= {path for path, _ in placed}

    def state(self, source: str) -> State:
        return self.states.get(source, State(source))


def states_of(home: Home) -> dict[str, State]:
    """How every source stood after its last look; nothing where nothing can be read."""
    return Standings(home.source_states, attrgetter("source"), _state).states


def _state(line: Mapping[str, Any]) -> State:
    return State(
        source=str(line["source"]),
        left=frozenset(map(str, line["left"])),
        came=int(line["came"]),
        why=str(line["why"]),
        times=int(line["times"]),
        **moments(line, "looked", "failed", "again"),
    )


def _line(found: Mapping[str, Any]) -> tuple[Key, tuple[Content, ...]]:
    files = tuple((str(path), str(sha256)) for path, sha256 in found["files"])
    return (found["source"], found["at"], found["stamp"]), files
