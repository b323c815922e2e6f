"""How much page one says, from roomy to narrow: it stays one sheet of paper.

The one rule: nothing is left out while there is room for it, and what is behind is named before
anything else. The first of the rooms that fits is found, and then its lists grow step by step.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Room:
    """Rows of what is behind, quotes of each, letters of a quote, of a name in a list, entries of
    other lists, points of the letters, letters of what units ask to be decided: a sentence of which
    the end is cut is nothing to decide on; letters of the name of what is behind."""

    behind: int
    quotes: int
    letters: int
    names: int
    listed: int
    size: float
    asked: int = 70
    titles: int = 40


ROOMS = (
    Room(behind=60, quotes=4, letters=400, names=120, listed=60, size=10, asked=400, titles=400),
    Room(behind=30, quotes=3, letters=250, names=90, listed=20, size=10, asked=250, titles=250),
    Room(behind=20, quotes=2, letters=160, names=60, listed=14, size=10, asked=160, titles=160),
    Room(behind=16, quotes=2, letters=130, names=50, listed=10, size=9.5, asked=130, titles=130),
    Room(behind=14, quotes=1, letters=110, names=40, listed=8, size=9, asked=110, titles=110),
    Room(behind=14, quotes=1, letters=90, names=30, listed=6, size=9, asked=90, titles=90),
    Room(behind=14, quotes=1, letters=80, names=30, listed=5, size=8.5, asked=80, titles=80),
    Room(behind=14, quotes=1, letters=70, names=24, listed=4, size=8.5, titles=70),
    Room(behind=14, quotes=1, letters=60, names=24, listed=4, size=8, titles=60),
    Room(behind=14, quotes=1, letters=60, names=20, listed=4, size=8, titles=60),
    Room(behind=14, quotes=1, letters=50, names=20, listed=3, size=8, titles=50),
    Room(behind=14, quotes=1, letters=40, names=16, listed=2, size=8, titles=40),
    Room(behind=12, quotes=1, letters=40, names=16, listed=2, size=8, titles=40),
    Room(behind=10, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=9, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=8, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=7, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=6, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=5, quotes=1, letters=40, names=12, listed=2, size=8, titles=40),
    Room(behind=4, quotes=1, letters=40, names=12, listed=1, size=8, titles=40),
    Room(behind=2, quotes=1, letters=30, names=12, listed=1, size=8, titles=30),
)  # from roomy to narrow: none holds more of anything than the one before
# what the other lists give up
LEAST = {"quotes": 1, "letters": 34, "names": 12, "listed": 1, "titles": 34}
ASKED = 3  # proposals that are named in any case
GROWING = ("asked", "listed", "letters", "names", "quotes")  # get back what is left, in turn


def roomiest(fits: Callable[[Room], bool]) -> Room:
    """The most that fits; the last of the rooms where none does.

    What is behind goes first: other lists give up their room to it. Then its names are told as far
    as they fit, for most rows have room for them anyway, and the others share what is left.
    """
    found = ROOMS[bisect_left(ROOMS[:-1], True, key=fits)]
    if found == ROOMS[-1] and not fits(found):
        return found
    named = _grown(found, "behind", fits)
    least = {n: min(most, getattr(found, n)) for n, most in LEAST.items()}
    found = max(named, _grown(replace(found, **least), "behind", fits), key=lambda r: r.behind)
    found = _grown(found, "titles", fits)
    growing = list(GROWING)
    while growing:
        name = growing.pop(0)
        more = _step(found, name)
        if more and fits(more):
            found = more
            growing.append(name)
    return found


def _grown(room: Room, name: str, fits: Callable[[Room], bool]) -> Room:
    """The room with one of its lists as long as fits."""
    while (more := _step(room, name)) and fits(more):
        room = more
    return room


def _step(room: Room, name: str) -> Room | None:
    """The room with one of its lists a step longer; None where it is the longest."""
    larger = [getattr(r, name) for r in ROOMS if getattr(r, name) > getattr(room, name)]
    return replace(room, **{name: min(larger)}) if larger else None
