"""Which of several things a person means who writes an id, a name or a part of one.

One rule: the surest reading that fits anything decides; if it fits several things, none is taken.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kpi.plan.likely import fold, without_marks

LEAST = 3  # letters that a part of a name must have
FEW = 5  # things offered
NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its id and everything it is called; the first name is the one shown."""

    id: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """`sure` is the one thing meant. Else `several` are those that the words fit, or `near` those
    that are spelled alike."""

    sure: Named | None = None
    several: tuple[Named, ...] = ()
    near: tuple[Named, ...] = ()


def meant(written: str, things: Iterable[Named]) -> Meant:
    """What is meant by words that somebody wrote, whatever their case, tones and accents."""
    known = tuple(things)
    for fits in _READINGS:
        found = tuple(thing for thing in known if fits(written, thing))
        if len(found) == 1:
            return Meant(sure=found[0])
        if found:
            return Meant(several=found)
    return Meant(near=_near(written, known))


def _by(same: Callable[[str], str], *, ids: bool) -> Callable[[str, Named], bool]:
    def fits(written: str, thing: Named) -> bool:
        called = (thing.id,) if ids else thing.names
        return same(written) in {same(name) for name in called}

    return fits


def _by_part(written: str, thing: Named) -> bool:
    part = without_marks(written)
    return len(part) >= LEAST and any(f" {part} " in f" {without_marks(n)} " for n in thing.names)


def _by_beginnings(written: str, thing: Named) -> bool:
    """Each word begins a word of the name, in their order: `s y te` is Sở Y tế."""
    words = without_marks(written).split()
    return len(" ".join(words)) >= LEAST and any(_in_order(words, n) for n in thing.names)


def _in_order(words: Sequence[str], name: str) -> bool:
    left = iter(without_marks(name).split())
    return all(any(word.startswith(part) for word in left) for part in words)


_READINGS: tuple[Callable[[str, Named], bool], ...] = (
    _by(str.strip, ids=True),
    _by(fold, ids=True),
    _by(fold, ids=False),
    _by(without_marks, ids=True),
    _by(without_marks, ids=False),
    _by_part,
    _by_beginnings,
)


def _near(written: str, known: Sequence[Named]) -> tuple[Named, ...]:
    by_spelling: dict[str, Named] = {}
    for thing in known:
        for name in (thing.id, *thing.names):
            by_spelling.setdefault(without_marks(name), thing)
    wanted = without_marks(written)[:200]
    found = difflib.get_close_matches(wanted, list(by_spelling), n=FEW, cutoff=NEAR)
    return tuple(dict.fromkeys(by_spelling[spelling] for spelling in found))
