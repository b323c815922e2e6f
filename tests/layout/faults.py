"""What is wrong with a printed report, as a list: nothing is found where the list is empty.

Each fault is one function; `faults_of` asks them all. Limits are those of the contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.layout.placed import PlacedCell, PlacedRow, place
from tests.layout.printed import Printed, PrintedPage, Word, print_file
from tests.layout.sheets import WrittenSheet, read_sheets

LEAST_PRINT = 8.0  # points, on leaders' pages
LEAST_FULL = 0.15  # of a page's height between its margins
PAGES = {"month": 12, "quarter": 12, "half": 12, "nine_months": 12, "year": 16, "plan": 16,
         "unit": 2}  # fmt: skip
NEAR = 1.5  # points by which boxes of letters may pass the edge: they are higher than their ink

DIGITS = 1.08  # LibreOffice draws columns of digits 7.33 pixels wide, the file reckons with 7


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is cut, overprinted, hashes, small, headless, orphan, empty or pages; `place` a cell,
    or a sheet's or the file's page."""

    kind: str
    place: str
    said: str


def faults_of(path: Path, folder: Path, *, kind: str | None = None) -> list[Fault]:
    """Prints a workbook and judges it; `kind` is a key of PAGES, None has no budget of pages."""
    return judged(path, print_file(path, folder), kind=kind)


def judged(path: Path, printed: Printed, *, kind: str | None = None) -> list[Fault]:
    """The faults of a workbook that has been printed."""
    found: list[Fault] = []
    for sheet in read_sheets(path):
        found += faults_of_sheet(sheet, printed.of_sheet(sheet.name))
    return [*found, *too_many_pages(printed, kind)]


def faults_of_sheet(sheet: WrittenSheet, pages: Sequence[PrintedPage]) -> Iterator[Fault]:
    """What is wrong on the pages of one sheet."""
    if not pages:
        if sheet.rows:
            yield Fault("cut", sheet.name, "not printed")
        return
    rows = place(sheet, pages)
    for row in rows:
        for cell in row.cells:
            yield from cut(cell)
    for page in pages:
        where = f"{sheet.name} p{page.number - pages[0].number + 1}"
        yield from small_print(page, where)
        yield from hashes(page, where)
        yield from nearly_empty(page, where, sheet.top, sheet.bottom)
        yield from overprinted([r for r in rows if r.page == page.number], where)
    yield from headless(rows, pages, sheet.name)
    yield from orphans(rows, sheet.name)


def cut(placed: PlacedCell) -> Iterator[Fault]:
    """A cell whose words are not all on paper, or take more room than its row and columns give."""
    cell, words = placed.cell, placed.words
    if not words:
        yield Fault("cut", cell.place, cell.text[:60])
        return
    scale = max(w.size for w in words) / cell.size
    high = max(w.bottom for w in words) - min(w.top for w in words)
    wide = max(w.right for w in words) - min(w.left for w in words)
    if high > cell.high * scale + NEAR:
        yield Fault(
            "cut", cell.place, f"{high:.0f} high in {cell.high * scale:.0f}: {cell.text[:40]}"
        )
    if cell.bordered and wide > cell.wide * scale * 1.08 + NEAR:
        yield Fault(
            "cut", cell.place, f"{wide:.0f} wide in {cell.wide * scale:.0f}: {cell.text[:40]}"
        )


def overprinted(rows: Sequence[PlacedRow], where: str) -> Iterator[Fault]:
    """Words of one row that lie on words of the next."""
    for above, below in pairwise(rows):
        for one in above.cells:
            for other in below.cells:
                if any(_on(a, b) for a in one.words for b in other.words):
                    yield Fault("overprinted", where, f"{one.cell.place} on {other.cell.place}")


def _on(one: Word, other: Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > NEAR and down > 0.3 * min(one.size, other.size)


def small_print(page: PrintedPage, where: str) -> Iterator[Fault]:
    """Letters below the least size: one fault a page, with the smallest."""
    small = [w for w in page.words if w.size < LEAST_PRINT - 0.05]
    if small:
        least = min(small, key=lambda w: w.size)
        yield Fault("small", where, f"{least.size:.1f} points: {least.text} ({len(small)} words)")


def hashes(page: PrintedPage, where: str) -> Iterator[Fault]:
    """A figure that did not fit its column."""
    if any("###" in w.text for w in page.words):
        yield Fault("hashes", where, "###")


def nearly_empty(
    page: PrintedPage, where: str, top: float = 0.0, bottom: float = 0.0
) -> Iterator[Fault]:
    """A page less than 15 % full: how far down anything stands between its margins."""
    whole = page.height - top - bottom
    lowest = max([page.inked, *(w.bottom for w in page.body(top - NEAR, bottom - NEAR))])
    full = (min(lowest, page.height - bottom) - top) / whole
    if full < LEAST_FULL:
        yield Fault("empty", where, f"{100 * max(full, 0):.0f} % full")


def headless(rows: Sequence[PlacedRow], pages: Sequence[PrintedPage], name: str) -> Iterator[Fault]:
    """A table that goes on over a page without its head on top of it."""
    head: PlacedRow | None = None
    for above, row in pairwise([None, *rows]):
        if row is None:
            continue
        if row.row.is_head:
            head = row
        elif not row.row.in_table or (above and row.row.number > above.row.number + 1):
            head = None
        if head and above and row.page > above.page and row is not head:
            page = pages[row.page - pages[0].number]
            if not _shows_head(page, head):
                at = f"{name} p{row.page - pages[0].number + 1}"
                yield Fault("headless", at, f"without “{head.row.cells[0].text[:40]}”")


def _shows_head(page: PrintedPage, head: PlacedRow) -> bool:
    said = "".join("".join(w.text.split()) for w in page.words)
    return all("".join(c.text.split()) in said for c in head.row.cells)


def orphans(rows: Sequence[PlacedRow], name: str) -> Iterator[Fault]:
    """A title, or a table's head, at a page's foot while what it announces is on the next."""
    for row, below in pairwise(rows):
        announces = row.row.is_title or row.row.is_head
        if below.page > row.page and announces and row.row.text_below:
            yield Fault("orphan", f"{name} row {row.row.number}", row.row.cells[0].text[:60])


def too_many_pages(printed: Printed, kind: str | None) -> Iterator[Fault]:
    """More pages than a report of its kind may have."""
    if kind is not None and len(printed.pages) > PAGES[kind]:
        yield Fault("pages", kind, f"{len(printed.pages)} of {PAGES[kind]}")
