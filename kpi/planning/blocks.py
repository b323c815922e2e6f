"""Items of a list taken out, put in and moved in the plan's text, line by line.

One rule: a line that belongs to no item that goes away stays, comments above all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one item, from 0, `end` not included; `above` are comments right above it."""

    above: int
    start: int
    end: int


def blocks(lines: Sequence[str], starts: Sequence[int], end: int) -> list[Block]:
    """The items that begin at these lines; the section ends before line `end`."""
    found = []
    for at, start in enumerate(starts):
        until = starts[at + 1] if at + 1 < len(starts) else end
        last = until
        while last > start + 1 and _is_bare(lines[last - 1]):
            last -= 1
        found.append(Block(_above(lines, start), start, last))
    return found


def _is_bare(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _above(lines: Sequence[str], start: int) -> int:
    above = start
    while above > 0 and lines[above - 1].lstrip().startswith("#"):
        above -= 1
    return above


def rearranged(
    lines: Sequence[str], items: Sequence[Block], order: Sequence[int | str]
) -> list[str]:
    """The lines with the items in a new order: numbers are items there were, texts new ones.

    What stands between items goes with the one below it; of an item that goes, its comments stay.
    """
    if not items:
        return [*lines]
    gaps = _gaps(lines, items)
    apart = sum(1 for gap in gaps[1:] if any(not line.strip() for line in gap)) * 2 > len(items) - 1
    made: list[str] = []
    wanted = {item for item in order if isinstance(item, int)}
    told = 0
    for item in order:
        if isinstance(item, str):
            made += [""] * (apart and bool(made)) + item.splitlines()
            continue
        for gone in [n for n in range(told, item) if n not in wanted]:
            made += _comments(gaps[gone])
        told = max(told, item + 1)
        made += gaps[item] + list(lines[items[item].start : items[item].end])
    rest = [line for n in range(told, len(items)) if n not in wanted for line in _comments(gaps[n])]
    first = items[0].above
    return [*lines[:first], *_trimmed(made), *rest, *lines[items[-1].end :]]


def _gaps(lines: Sequence[str], items: Sequence[Block]) -> list[list[str]]:
    before = [items[0].above, *(block.end for block in items[:-1])]
    return [list(lines[a : block.start]) for a, block in zip(before, items, strict=True)]


def _comments(gap: Sequence[str]) -> list[str]:
    return list(gap) if any(line.strip() for line in gap) else []


def _trimmed(made: list[str]) -> list[str]:
    while made and not made[0].strip():
        made = made[1:]
    return made


def indented(text: str, dash: int) -> str:
    """A dumped list of one item with its dash in a column."""
    shift = " " * dash
    cut = re.match(r" *", text)
    width = len(cut[0]) if cut else 0
    return "\n".join(shift + line[width:] if line.strip() else "" for line in text.splitlines())
