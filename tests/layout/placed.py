"""Where each row of a sheet stands on paper: its words are looked for page by page.

A sheet's rows are printed in order, so a row is on the page of the row before it or on a later
one. What is found is taken: a text that stands twice is looked for twice.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.layout.printed import PrintedPage, Word
from tests.layout.sheets import TextCell, TextRow, WrittenSheet

EDGE, WIDER = 2.0, 1.08  # points; LibreOffice's columns are a little wider than the file says


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell with its words on a page; no words: it was not found."""

    cell: TextCell
    page: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    row: TextRow
    page: int
    cells: tuple[PlacedCell, ...]


def bare(text: str) -> str:
    """A text as it can be compared: one way of writing, no blanks."""
    return "".join(unicodedata.normalize("NFC", text).split())


class _Finder:
    """The words of one page, each given out once."""

    def __init__(self, page: PrintedPage, margin: float) -> None:
        self.words = page.words
        self.margin = margin
        self.texts = [bare(w.text) for w in page.words]
        self.taken: set[int] = set()
        self.starts: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self.texts):
            self.starts[text[:1]].append(at)

    def find(self, cell: TextCell) -> range | None:
        """The place of words that make the cell's text, one after the other: where the cell's
        columns are, else the first."""
        found = list(self._all(bare(cell.text)))
        return next((at for at in found if self._in_column(at, cell)), next(iter(found), None))

    def _all(self, wanted: str) -> Iterator[range]:
        for start in self.starts.get(wanted[:1], ()):
            end = self._end(start, wanted)
            if end is not None and self.taken.isdisjoint(range(start, end)):
                yield range(start, end)

    def _in_column(self, at: range, cell: TextCell) -> bool:
        words = [self.words[n] for n in at]
        scale = words[0].size / cell.size
        middle = (min(w.left for w in words) + max(w.right for w in words)) / 2
        across = (middle - self.margin) / scale
        return cell.left - EDGE <= across <= (cell.left + cell.wide) * WIDER + EDGE

    def _end(self, start: int, wanted: str) -> int | None:
        at, length = start, 0
        while at < len(self.texts) and wanted.startswith(self.texts[at], length):
            length += len(self.texts[at])
            at += 1
            if length == len(wanted):
                return at
        return None


def place(sheet: WrittenSheet, pages: Sequence[PrintedPage]) -> list[PlacedRow]:
    """The rows of a sheet on its pages; what is found on none is placed where the row before is."""
    finders = [_Finder(page, sheet.left) for page in pages]
    placed: list[PlacedRow] = []
    at = 0
    for row in sheet.rows:
        at = next((n for n in range(at, len(finders)) if _holds(finders[n], row)), at)
        placed.append(_placed(row, pages[at].number, finders[at]))
    return placed


def _holds(finder: _Finder, row: TextRow) -> bool:
    """Whether a page shows the row: most of its texts, for one of them may be cut."""
    found = sum(finder.find(cell) is not None for cell in row.cells)
    return 2 * found > len(row.cells)


def _placed(row: TextRow, page: int, finder: _Finder) -> PlacedRow:
    cells = []
    for cell in row.cells:
        at = finder.find(cell)
        finder.taken.update(at or ())
        cells.append(PlacedCell(cell, page, tuple(finder.words[n] for n in at or ())))
    return PlacedRow(row, page, tuple(cells))
