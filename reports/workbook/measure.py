"""How much room text and figures take: rows get their height from here, columns their width.

Not every program fits row heights to wrapped text when it opens a workbook, so the writer says
them; a number that does not fit its column is printed as hashes. Widths are those of a serif text
font, a little on the wide side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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


_PATTERN = re.compile(
    r'(?:\[[^\]]*\])?(?:"(?P<before>[^"]*)")?(?P<sign>\+?)(?:#,##)?0(?:\.(?P<places>0+))?'
    r'(?:"(?P<after>[^"]*)")?(?:;.*)?'
)
_WIDE = {"%": 0.86, "‰": 1.05, "+": 0.58, "-": 0.58, "−": 0.58}
_SYMBOLS = range(0x2190, 0x2E80)  # drawn from other fonts, as wide as high
EDGES = 1.6  # what a program keeps free at both sides of a figure, in units of column width


@dataclass(frozen=True, slots=True)
class Shape:
    """What a number format puts around the digits of a figure."""

    before: str
    signed: bool
    places: int
    after: str


@lru_cache(maxsize=4096)
def shape_of(number_format: str) -> Shape | None:
    """The shape of a format for numbers; None for days, and where the format is none of ours."""
    found = _PATTERN.fullmatch(number_format)
    if found is None:
        return None
    places = len(found["places"] or "")
    return Shape(found["before"] or "", bool(found["sign"]), places, found["after"] or "")


def width_of(value: float, shape: Shape, size: float = 11, *, bold: bool = False) -> float:
    """The column width at which a figure is printed in full."""
    digits = len(f"{abs(value):.{shape.places}f}".partition(".")[0])
    signed = shape.signed or value < 0
    return _width(shape, digits, size, signed=signed, bold=bold)


@lru_cache(maxsize=4096)
def _width(shape: Shape, digits: int, size: float, *, signed: bool, bold: bool) -> float:
    text = shape.before + "-" * signed + shape.after
    letters = sum(
        _WIDE.get(c) or (1.0 if ord(c) in _SYMBOLS else _word(c)) for c in text
    )  # fmt: skip
    marks = (digits - 1) // 3 + (shape.places > 0)
    wide = letters + DIGIT * (digits + shape.places) + NARROW * marks
    return wide * size * 96 / 72 * (1.06 if bold else 1.0) / PIXELS_OF_WIDTH + EDGES
