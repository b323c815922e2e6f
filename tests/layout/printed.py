"""A printed file as pages of words with their boxes: what the layout is judged by.

Words are in the order in which the program drew them, so the lines of one cell follow each other.
Lengths are points from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from tests.layout.fonts import environment
from tests.office import convert

SHEETS_AS_BOOKMARKS = '{"ExportBookmarks":{"type":"boolean","value":"true"}}'


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page; `size` is that of its letters as printed."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """`inked` is how far down something else than words is drawn: lines, fields, pictures."""

    number: int  # from 1
    width: float
    height: float
    words: tuple[Word, ...]
    inked: float

    def body(self, top: float, bottom: float) -> tuple[Word, ...]:
        """The words between two margins."""
        return tuple(w for w in self.words if w.top >= top and w.bottom <= self.height - bottom)


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole file; `starts` are the first pages of its sheets by name, if it has any."""

    pages: tuple[PrintedPage, ...]
    starts: dict[str, int]

    def of_sheet(self, name: str) -> tuple[PrintedPage, ...]:
        """The pages of a sheet; none if it was not printed."""
        if name not in self.starts:
            return ()
        first = self.starts[name]
        later = [start for start in self.starts.values() if start > first]
        return self.pages[first - 1 : min(later, default=len(self.pages) + 1) - 1]


def print_file(path: Path, folder: Path) -> Printed:
    """Prints a workbook or a document with LibreOffice, in the fonts it was measured with."""
    return print_files([path], folder)[path]


def print_files(paths: Sequence[Path], folder: Path) -> dict[Path, Printed]:
    """Prints several files of one kind in one start of LibreOffice."""
    options = SHEETS_AS_BOOKMARKS if paths[0].suffix == ".xlsx" else ""
    made = convert(paths, "pdf", folder, options, environment=environment(folder / "fonts"))
    return {path: read_pdf(pdf) for path, pdf in zip(paths, made, strict=True)}


def read_pdf(path: Path) -> Printed:
    """The pages of a PDF."""
    with pdfplumber.open(path) as file:
        pages = tuple(_page(number, page) for number, page in enumerate(file.pages, start=1))
        return Printed(pages, dict(_starts(file)))


def _page(number: int, page: pdfplumber.page.Page) -> PrintedPage:
    for letter in page.chars:
        if not letter["upright"]:  # its box lies: what was its height is its width
            letter["size"] = letter["x1"] - letter["x0"]
    found = page.extract_words(
        use_text_flow=True, keep_blank_chars=False, extra_attrs=["size"], x_tolerance=1.2
    )
    words = tuple(
        Word(w["text"], w["x0"], w["top"], w["x1"], w["bottom"], round(w["size"], 2)) for w in found
    )
    drawn = [shape["bottom"] for shape in (*page.rects, *page.lines, *page.curves, *page.images)]
    inside = [bottom for bottom in drawn if bottom <= page.height]
    return PrintedPage(number, page.width, page.height, words, max(inside, default=0.0))


def _starts(file: pdfplumber.PDF) -> Iterator[tuple[str, int]]:
    """The first page of each bookmark of the first level."""
    from pdfminer.pdfdocument import PDFNoOutlines
    from pdfminer.pdftypes import resolve1

    numbers = {page.page_obj.pageid: n for n, page in enumerate(file.pages, start=1)}
    try:
        for level, title, dest, action, _ in file.doc.get_outlines():
            target = dest if dest is not None else (resolve1(action) or {}).get("D")
            target = resolve1(file.doc.get_dest(target) if isinstance(target, bytes) else target)
            if level == 1 and isinstance(target, list):
                yield title, numbers[target[0].objid]
    except PDFNoOutlines:
        return
