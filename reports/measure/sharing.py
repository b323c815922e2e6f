"""Widths of a table's columns, from what stands in them.

No word is broken while there is room for all; what is left over goes to the columns whose texts
would take the most lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reports.measure.faces import Family
from reports.measure.lines import lines_of
from reports.measure.words import text_width, widest_word

_STEP = 0.5  # points


def least_room(
    texts: Iterable[str],
    size: float,
    *,
    lines: int | None = None,
    bold: bool = False,
    family: Family = Family.SERIF,
) -> float:
    """The least points in which no word of the texts is broken; with `lines`, also none of them
    takes more lines than that. 0 without texts."""
    given = [text for text in texts if text]
    least = max((widest_word(t, size, bold=bold, family=family) for t in given), default=0.0)
    if lines is None or not given:
        return least
    high = max(text_width(line, size, bold=bold, family=family)
               for t in given for line in t.split("\n"))  # fmt: skip
    low = least
    while high - low > _STEP:
        middle = (low + high) / 2
        tall = any(lines_of(t, middle, size, bold=bold, family=family) > lines for t in given)
        low, high = (middle, high) if tall else (low, middle)
    return high


def shared_out(columns: Sequence[Sequence[str]], room: float, size: float) -> list[float]:
    """The room in points of each column so that together they take exactly `room`.

    `columns` hold the texts of each, its head with them (bold is reckoned for all: a head's word
    must stand whole). Where the widest words alone need more than there is, all are narrowed alike.
    """
    least = [max(least_room(texts, size, bold=True), size) for texts in columns]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    wanted = [_wanted(texts, size, low) for texts, low in zip(columns, least, strict=True)]
    if sum(wanted) <= room:
        return [width * room / sum(wanted) for width in wanted]
    return _spread(least, wanted, room)


def portioned(
    columns: Sequence[Sequence[str]], shares: Sequence[float], room: float, size: float
) -> list[float]:
    """The room in points of each column by its share of the whole, so that together they take
    exactly `room`; a column whose words need more gets it from those that have more than enough.

    ValueError if there are not as many shares as columns.
    """
    least = [max(least_room(texts, size, bold=True), size) for texts in columns]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    wanted = [room * share / sum(shares) for share in shares]
    spare = [max(0.0, want - low) for want, low in zip(wanted, least, strict=True)]
    kept = (room - sum(least)) / sum(spare) if sum(spare) else 0.0
    return [low + kept * free for low, free in zip(least, spare, strict=True)]


def _spread(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """What is left over the least goes by the square root of what each could use, so that one
    column of long texts does not take it all; none gets more than it can use."""
    got, left = list(least), room - sum(least)
    open_ = [n for n in range(len(least)) if wanted[n] > least[n]]
    while open_ and left > _STEP:
        weight = {n: (wanted[n] - got[n]) ** 0.5 for n in open_}
        share = {n: left * weight[n] / sum(weight.values()) for n in open_}
        for n in open_:
            got[n] = min(wanted[n], got[n] + share[n])
        left = room - sum(got)
        open_ = [n for n in open_ if wanted[n] - got[n] > _STEP]
    return [width + left / len(got) for width in got]


def _wanted(texts: Sequence[str], size: float, least: float) -> float:
    """Where every text stands in its own lines."""
    lines = (line for text in texts for line in text.split("\n"))
    return max([least, *(text_width(line, size, bold=True) for line in lines)])
