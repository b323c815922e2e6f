"""Text in a column: where its lines end, how many there are, how high they stand.

Words are kept whole where they fit; one that is wider than the column is broken between letters,
as the programs do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Unpack

from reports.measure.faces import Face
from reports.measure.words import ems, pieces

LINE = 1.28  # of the size: the font's 1.15, and what screens add by rounding to whole pixels
PADDING = 3.0  # points above and below the text of a row, together
TALLEST = 409.0  # points; Excel has no higher row
_NEAR = 1e-6  # of the size: sums of widths are not exact


def wrapped(text: str, room: float, size: float, **face: Unpack[Face]) -> tuple[str, ...]:
    """The lines of a text in a room of so many points, blanks at their ends taken off.

    An empty text is one empty line. ValueError if the room is not above 0.
    """
    if not room > 0:
        raise ValueError(f"no room for text: {room}")
    return _wrapped(text, room / size, **face)


@lru_cache(maxsize=65_536)
def _wrapped(text: str, room: float, **face: Unpack[Face]) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, at = "", 0.0
        for piece in pieces(paragraph):
            wide = ems(piece.rstrip(), **face)
            if line and at + wide > room + _NEAR:
                lines.append(line.rstrip())
                line, at = "", 0.0
            rest = piece
            while wide > room + _NEAR and len(rest) > 1:  # a word wider than the column
                fits = _letters_that_fit(rest, room, **face)
                lines.append(rest[:fits])
                rest = rest[fits:]
                wide = ems(rest.rstrip(), **face)
            line, at = line + rest, at + ems(rest, **face)
        lines.append(line.rstrip())
    return tuple(lines)


def _letters_that_fit(text: str, room: float, **face: Unpack[Face]) -> int:
    """How many letters of a word stand in a line: at least one."""
    at = 0.0
    for count, letter in enumerate(text):
        at += ems(letter, **face)
        if at > room + _NEAR:
            return max(1, count)
    return len(text)


def lines_of(text: str, room: float, size: float, **face: Unpack[Face]) -> int:
    """How many lines a text takes in a room of so many points: at least 1."""
    return len(wrapped(text, room, size, **face))


def height_of(lines: int, size: float) -> float:
    """The height in points of a row with so many lines, at most what Excel allows."""
    return min(TALLEST, max(1, lines) * size * LINE + PADDING)
