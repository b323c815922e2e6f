"""How wide a text is, and where it may be broken.

Pairs of letters are not drawn closer (Excel does not, LibreOffice does), so a width is never less
than what is printed. Signs that stand on the letter before them take no room.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Unpack

from reports.measure.faces import ABSENT, Face, letter_widths

# After blanks, and after a hyphen or slash between letters; never inside `3/6/2024` or `12-15`.
_BREAK = re.compile(r"(?<=[ \t])(?=[^ \t])|(?<=[^\W\d][-/–])(?=[^\W\d])")


@lru_cache(maxsize=262_144)
def ems(text: str, **face: Unpack[Face]) -> float:
    """The width of a text in one line, as a share of the size."""
    widths = letter_widths(**face)
    return sum(
        widths[letter] if letter in widths else _of_absent(letter)
        for letter in unicodedata.normalize("NFC", text.replace("\t", " "))
    )


def _of_absent(letter: str) -> float:
    return 0.0 if unicodedata.combining(letter) or not letter.isprintable() else ABSENT


def text_width(text: str, size: float, **face: Unpack[Face]) -> float:
    """The width of a text in one line, in points, at a size in points."""
    return ems(text, **face) * size


@lru_cache(maxsize=65_536)
def pieces(paragraph: str) -> tuple[str, ...]:
    """A paragraph cut where a line may end; blanks stay at the end of their piece."""
    return tuple(_BREAK.split(paragraph)) if paragraph else ()


def widest_word(text: str, size: float, **face: Unpack[Face]) -> float:
    """The width in points of the widest piece that is never broken; 0 for an empty text."""
    return _widest(text, **face) * size


@lru_cache(maxsize=65_536)
def _widest(text: str, **face: Unpack[Face]) -> float:
    words = (piece.rstrip() for line in text.split("\n") for piece in pieces(line))
    return max((ems(word, **face) for word in words), default=0.0)
