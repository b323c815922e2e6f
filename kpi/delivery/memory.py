"""What went out, to whom and when, and how each way stands.

`data/delivered.jsonl` is only ever added to, a line for each thing, written once a server or folder
has it; `data/ways.json` says of each way since when it is used and how the last try went. One rule:
what is written here does not go out again unless a person asks.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from kpi.delivery.item import Item
from kpi.files import add_line, whole_lines
from kpi.home import Home
from kpi.moments import next_try
from kpi.standing import Standings, moments, plain

Key = tuple[str, str, str]  # way, what, key of the item


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that went out, or was turned down (`why`, a sentence): `to` have it, `later` get it
    another time."""

    way: str
    what: str
    key: str
    unit: str
    period: str
    at: datetime
    to: tuple[str, ...]
    refused: tuple[str, ...] = ()
    why: str = ""
    later: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """How a way stands. What came to be before `since` is no affair of it. Since `failed` it gives
    no answer, `times` in a row: `why` (a sentence), and `again`, before which no run on its own
    tries it; `waiting`: how many things wait. UTC without zone."""

    way: str
    since: datetime
    used: datetime | None = None
    went: int = 0
    waiting: int = 0
    failed: datetime | None = None
    why: str = ""
    times: int = 0
    again: datetime | None = None

    def after_success(self, now: datetime, went: int) -> State:
        return State(self.way, self.since, now, went)

    def after_failure(self, now: datetime, why: str, waiting: int) -> State:
        """The pauses grow."""
        return replace(
            self, failed=self.failed or now, why=why, times=self.times + 1,
            again=next_try(now, self.times), waiting=waiting,
        )  # fmt: skip


class Memory(Standings[State]):
    """What a home knows of its ways. Read once; what is added is remembered. `named`: those that
    the plan has now; how others stood is forgotten."""

    def __init__(self, home: Home, named: Container[str] | None = None) -> None:
        super().__init__(home.way_states, attrgetter("way"), _state, named)
        self._home = home
        self._done: set[Key] = set()
        self._answered: dict[Key, set[str]] = defaultdict(set)
        for line in lines_of(home):
            self._know(line)

    def went(self, way: str, item: Item) -> bool:
        return (way, item.what, item.key) in self._done

    def answered(self, way: str, item: Item) -> Container[str]:
        """Who has a thing that went to some only, or was turned down."""
        return self._answered.get((way, item.what, item.key), ())

    def add(self, line: Line) -> None:
        """Writes down what went out. Raises OSError."""
        add_line(self._home.delivered, json.dumps(plain(line), ensure_ascii=False))
        self._know(line)

    def _know(self, line: Line) -> None:
        key = (line.way, line.what, line.key)
        if line.later:
            self._answered[key] |= {*line.to, *line.refused}
        else:
            self._done.add(key)

    def state(self, way: str, now: datetime) -> State:
        return self.states.get(way) or State(way, now)


def states_of(home: Home) -> dict[str, State]:
    """How every way stood after its last use; nothing where nothing can be read."""
    return Standings(home.way_states, attrgetter("way"), _state).states


def lines_of(home: Home) -> Iterator[Line]:
    """All that ever went out or was turned down, in its order."""
    return whole_lines(home.delivered, _line)


def _line(found: Mapping[str, Any]) -> Line:
    texts = {key: str(found[key]) for key in ("way", "what", "key", "unit", "period", "why")}
    several: dict[str, Sequence[str]] = {
        key: tuple(map(str, found.get(key, ()))) for key in ("to", "refused", "later")
    }
    return Line(**texts, **several, at=datetime.fromisoformat(found["at"]))  # type: ignore[arg-type]  # by key


def _state(found: Mapping[str, Any]) -> State:
    return State(
        way=str(found["way"]),
        since=datetime.fromisoformat(found["since"]),
        went=int(found["went"]),
        waiting=int(found["waiting"]),
        why=str(found["why"]),
        times=int(found["times"]),
        **moments(found, "used", "failed", "again"),
    )
