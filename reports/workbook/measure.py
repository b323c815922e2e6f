"""The room that a figure needs, from its number format: a number too wide prints as hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reports.measure import text_width, width_for

_PATTERN = re.compile(
    r'(?:\[[^\]]*\])?(?:"(?P<before>[^"]*)")?(?P<sign>\+?)(?:#,##)?0(?:\.(?P<places>0+))?'
    r'(?:"(?P<after>[^"]*)")?(?:;.*)?'
)
_DAY = re.compile(r"(?:\[[^\]]*\])?([hmdy:/ ]+)")
EDGES = 1.6  # what a program keeps free beside a figure, in units of column width


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
    sign = "+" if signed else ""
    marks = "." * ((digits - 1) // 3 + (shape.places > 0))
    text = f"{shape.before}{sign}{'0' * (digits + shape.places)}{marks}{shape.after}"
    return width_for(text_width(text, size, bold=bold)) + EDGES


@lru_cache(maxsize=256)
def day_width(number_format: str, size: float = 11, *, bold: bool = False) -> float:
    """The column width of a day or a moment in a format of ours; 0 if it is none."""
    found = _DAY.fullmatch(number_format)
    if found is None:
        return 0.0
    longest = found[1].replace("hh", "00").replace("mm", "00").replace("yyyy", "0000")
    shown = re.sub("[dm]", "00", longest)
    return width_for(text_width(shown, size, bold=bold)) + EDGES
