"""A workbook as the reader sees it, whichever program wrote it: sparse sheets of plain cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

CellKind = Literal["number", "text", "bool", "error", "no_value", "stale", "merged"]
Format = Literal["general", "percent", "percent_sign", "date", "month", "time"]


class Cell(NamedTuple):
    """One filled cell. `no_value` is a formula that nobody has computed, `stale` one that shows a
    number which it surely does not give, `merged` one that is merged with others' into the area
    `shown`, which holds `text` (both told of input cells only).

    `number` counts for kinds number, stale and bool, `text` for text and error; of a `month` on its
    first day, as a spreadsheet stores `6/2024`, `text` is the month's label. `percent` shows the
    number times 100, `percent_sign` shows it as it is with a % behind; `month` is a date of which
    the day is not shown, `time` shows no part of the date. `shown` is what the cell shows of a date
    or time where that is not its day, and of a number where its format writes words or digits
    beside it, scales it or hides it (a blank: nothing); in a text it tells that characters of it
    stand above or below the line or are struck out, as the text itself shows them.
    """

    kind: CellKind
    text: str = ""
    number: float = 0.0
    format: Format = "general"
    formula: bool = False
    shown: str = ""


Row = Mapping[int, Cell]


class Comment(NamedTuple):
    """What somebody pinned to a cell; `author` is empty where the file does not say."""

    text: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by number from 1, cells by column from 1, both ascending.

    `names` are the defined names that point at one cell of this sheet. By (row, column):
    `formulas` as written (without the leading =, only where the file gives the text) and
    `comments`. `merged` are (first row, first column, last row, last column); only the first
    cell of such an area holds anything. `texts`: every cell is text, numbers too (CSV)."""

    name: str
    rows: Mapping[int, Row]
    hidden: bool = False
    names: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)
    comments: Mapping[tuple[int, int], Comment] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    texts: bool = False

    def at(self, row: int, column: int) -> Cell | None:
        return self.rows.get(row, {}).get(column)


class OldText(NamedTuple):
    """What a text in a font of the years before Unicode may be as well: it was typed either with
    that font's keyboard or in Unicode."""

    font: str
    other: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """`guessed` are the texts of old fonts that may have been typed in either of two ways, by what
    was read."""

    sheets: tuple[Sheet, ...]
    since_1904: bool = False
    kind: Literal["workbook", "csv"] = "workbook"
    guessed: Mapping[str, OldText] = field(default_factory=dict)


class Refused(Exception):
    """The file cannot or must not be read: the rule, and the reason in the words of `intake`."""

    def __init__(self, rule: str, reason: str, **values: object) -> None:
        super().__init__(f"{rule}: {reason}")
        self.rule, self.reason, self.values = rule, reason, values


_LETTERS: dict[int, str] = {}


def column_letters(column: int) -> str:
    """1 as A, 27 as AA."""
    found = _LETTERS.get(column)
    if found is None:
        letters, n = "", column
        while n:
            n, rest = divmod(n - 1, 26)
            letters = chr(65 + rest) + letters
        found = _LETTERS[column] = letters
    return found


def place(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"
