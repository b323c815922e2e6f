"""What a PDF is made of: small frozen pieces, from top to bottom.

Sizes are points. Text is text: nothing in it is taken for a mark of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; it never stands at a page's foot without what follows. `level` from 1."""

    text: str
    level: int = 1
    size: float = 14
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    size: float = 11
    bold: bool = False
    italic: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table by its head."""

    head: str
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under heads that are repeated on every page; widths come from the texts, or
    from `shares` of the width, as long as no word is broken.

    `fills` colours cells by (row, column) from 0, as `#RRGGBB`; text on them is black.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float = 10
    fills: tuple[tuple[int, int, str], ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusPart:
    """So many boxes of one status: its symbol stands in each, its word below the bar."""

    symbol: str
    word: str
    count: int
    fill: str


@dataclass(frozen=True, slots=True)
class StatusBar:
    """One box for each thing counted, in the parts' order, and the words with their counts."""

    parts: tuple[StatusPart, ...]
    size: float = 9


@dataclass(frozen=True, slots=True)
class Space:
    points: float = 6


Block: TypeAlias = Heading | Paragraph | Table | StatusBar | Space
