"""How many lines a text takes in a column: rows get their height from here.

Not every program fits row heights to wrapped text when it opens a workbook, so the writer says
them. Widths are those of a serif text font, a little on the wide side.
"""

from __future__ import annotations

from functools import lru_cache

NARROW, DIGIT, CAPITAL, OTHER = 0.28, 0.5, 0.67, 0.45  # of the font size
PIXELS_OF_WIDTH = 7.0  # of one unit of column width
_NARROW = frozenset(" iíìỉĩịljtfrI.,;:'!|()[]-/“”\"")


@lru_cache(maxsize=4096)
def _word(word: str) -> float:
    return sum(
        NARROW if c in _NARROW
        else DIGIT if c.isdigit()
        else CAPITAL if c.isupper()
        else OTHER if ord(c) < 0x2E80
        else 1.0
        for c in word
    )  # fmt: skip


@lru_cache(maxsize=16_384)
def lines_of(text: str, width: float, size: float = 11, *, bold: bool = False) -> int:
    """Lines that the text takes at a column width, words kept whole where they fit."""
    room = width * PIXELS_OF_WIDTH / (size * 96 / 72 * (1.06 if bold else 1.0)) * 0.97
    return sum(_lines(paragraph, room) for paragraph in text.split("\n"))


def _lines(paragraph: str, room: float) -> int:
    lines, at = 1, 0.0
    for word in paragraph.split(" "):
        wide = _word(word)
        if at and at + NARROW + wide > room:
            lines, at = lines + 1, 0.0
        at += wide + (NARROW if at else 0.0)
        if at > room:  # a word longer than the line is broken
            extra = int(at // room)
            lines, at = lines + extra, at - extra * room
    return lines


def height_of(lines: int, size: float = 11) -> float:
    """Row height in points; Excel goes no higher than 409."""
    return min(409.0, max(1, lines) * size * 1.28 + 2)
