"""Entries: each filled input cell with the indicator and part it belongs to, and the words beside
it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from kpi.reading.catalogue import Asked
from kpi.reading.vocabulary.codes import Slot
from kpi.reading.vocabulary.states import word_of
from kpi.workbooks.grid import Cell
from kpi.workbooks.text import clean

LONGEST_CODE = 40
NAMELESS = "?"  # the code of a row that has none


class Entry(NamedTuple):
    """One filled input cell. `code` is the indicator's id, or the text as written if the plan
    has none such (`asked` is then None). `measure` is the unit of measure that the form states
    for it, if it is not the plan's, `name` what its row is called, if that is another
    indicator's name or the row has no code."""

    code: str
    asked: Asked | None
    slot: Slot
    cell: Cell
    sheet: str
    hidden: bool
    row: int
    column: int
    measure: str = ""
    name: str = ""


@dataclass(slots=True)
class RowWords:
    """What the rows of an indicator say in words, each text once."""

    explanation: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """All entries of one unit and period, with the words beside them by code, and `loose`: words
    and cells that no header explains, by code (looked at only beside the word `mật`). `rows` are
    the places where known indicators are asked for, filled or not; `elsewhere` names the column of
    running totals and its first number, where there is no figure."""

    cells: list[Entry] = field(default_factory=list)
    words: dict[str, RowWords] = field(default_factory=dict)
    loose: dict[str, list[Cell]] = field(default_factory=dict)
    rows: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    plain: bool = False
    has_explanations: bool = False
    elsewhere: str = ""
    part_heads: tuple[str, str] | None = None  # columns for a ratio's numbers; None: two rows


def says_a_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, digits, or a word that stands for a figure."""
    if cell.kind != "text":
        return True
    says = _says_kept if len(cell.text) <= _LONGEST_KEPT else _says
    return says(cell.text)


def _says(text: str) -> bool:
    if any(c.isdigit() for c in text):
        return True
    return len(text) <= LONGEST_CODE and word_of(clean(text)) not in (None, "blank")


_LONGEST_KEPT = 500
_says_kept = lru_cache(maxsize=5_000)(_says)
