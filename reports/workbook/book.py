"""The workbook and its pages: fonts, number formats, A4 print set-up, and safe text.

Text from outside is always written as text, never as a formula or a link, and without characters
that a workbook cannot hold. A page remembers its first rows until what stands in them has been
measured and its columns have their widths; then rows are written from top to bottom, so a large
report needs little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, TypeAlias

from reports.edition import Edition
from reports.workbook.fitting import Fitting
from reports.workbook.layout import (
    MOST_BREAKS,
    OWN_HEIGHT,
    ROW_HEIGHT,
    USUAL,
    Cell,
    Letters,
    Printed,
    announces,
    columns_of,
    fits_one_page,
    pages_of,
    scale_of_high,
    widened,
)
from reports.workbook.paper import FONT, PAPER, set_up
from reports.workbook.texts import clean
from reports.workbook.volumes import Contents, Volume

Format: TypeAlias = Any  # xlsxwriter has no types
Worksheet: TypeAlias = Any
Workbook: TypeAlias = Any

LANGUAGE = {"vi": "[$-42A]", "en": "[$-409]"}  # asks for the language's own separators
LEAST_SIZE = 4.0  # points; smaller letters cannot be read
MEASURED = 20_000  # cells of a page that decide on its widths; later ones are written at once


@dataclass
class Book:
    """A workbook being written."""

    workbook: Workbook
    edition: Edition
    contents: Contents = field(default_factory=Contents)
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    letters: dict[int, Letters] = field(default_factory=dict)
    properties: dict[int, dict[str, Any]] = field(default_factory=dict)
    late: list[Callable[[], None]] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)

    def style(self, **properties: Any) -> Format:
        """A cell format; equal properties share one."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
            made = self.workbook.add_format({**base, **properties})
            self.formats[key] = made
            self.letters[id(made)] = Letters(
                properties.get("font_size", 11),
                bold=bool(properties.get("bold")),
                italic=bool(properties.get("italic")),
                wrapped=bool(properties.get("text_wrap")) and not properties.get("rotation"),
                upright=properties.get("rotation") == 90,
                number=properties.get("num_format", ""),
            )
            self.properties[id(made)] = properties
        return self.formats[key]

    def smaller(self, style: Format, share: float) -> Format:
        """The style in letters of a share of its size, so that a figure fits its column."""
        properties = self.properties[id(style)]
        size = max(LEAST_SIZE, int(2 * share * properties.get("font_size", 11)) / 2)
        return self.style(**{**properties, "font_size": size})

    def cell(self, **properties: Any) -> Format:
        """A bordered, wrapped table cell."""
        return self.style(**{"border": 1, "text_wrap": True, **properties})

    def head(self) -> Format:
        return self.cell(bold=True, align="center", bg_color="#E8EEF4")

    def number(self, decimals: int, suffix: str = "", *, before: str = "") -> str:
        """A number format of the edition's language, with words behind and before the number."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        head = f'"{before}"' if before else ""
        tail = f'"{suffix}"' if suffix else ""
        return f"{LANGUAGE[self.edition.locale]}{head}{pattern}{tail}"

    def change(self, decimals: int, suffix: str) -> str:
        """A number format of a change: its sign always, a word for none."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        tail = f'"{suffix}"' if suffix else ""
        language = LANGUAGE[self.edition.locale]
        none = self.edition.say("report.unchanged")
        return f'{language}+{pattern}{tail};{language}-{pattern}{tail};"{none}"'

    @property
    def moment_format(self) -> str:
        return LANGUAGE[self.edition.locale] + "hh:mm d/m/yyyy"

    @property
    def day_format(self) -> str:
        return LANGUAGE[self.edition.locale] + "d/m/yyyy"

    def page(
        self, key: str, widths: Sequence[float], *, landscape: bool = True, whole: bool = False
    ) -> Page:
        """A new sheet set up for A4: as wide as the page, on one page in all if `whole`."""
        sheet = self._sheet(key)
        page = Page(self, sheet, list(widths), *PAPER[landscape], whole=whole)
        set_up(sheet, self.edition, landscape=landscape)
        sheet.fit_to_pages(1, 1 if whole else 0)
        self.pages.append(page)
        return page

    def headed(self, key: str, widths: Iterable[float], heading: str, **said: object) -> Page:
        """A page across A4 under its heading, a text of the catalogue that may name the period."""
        page = self.page(key, list(widths))
        page.heading(self.edition.say(heading, period=self.edition.title.upper(), **said))
        return page

    def _sheet(self, key: str) -> Worksheet:
        if not self.is_long:
            return self.workbook.add_worksheet(self.edition.sheet(key))
        from reports.workbook.long_sheet import LongSheet

        return self.workbook.add_worksheet(self.edition.sheet(key), LongSheet)

    @property
    def is_long(self) -> bool:
        """Whether rows go to a temporary file one by one, and cannot be written again."""
        return bool(self.workbook.constant_memory)

    def called(self, key: str) -> str:
        """What a page calls another one, be it in this workbook or in the other."""
        return self.contents.name(key, self.edition)

    @property
    def is_short(self) -> bool:
        """Whether this is the workbook for leadership, of few pages."""
        return self.contents.volume is Volume.REPORT

    def at_end(self, write: Callable[[], None]) -> None:
        """What is written when all pages are, into one of them."""
        self.late.append(write)

    def close(self) -> None:
        """Writes the file; trouble with the disk is raised as what it is."""
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

        for write in self.late:
            write()
        for page in self.pages:
            page.lay_out()
            page.write_rest()
            page.paginate()
        try:
            self.workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error


@dataclass
class Page:
    """A sheet being written from top to bottom; `row` is the next free one.

    `widths` are as the drawing wishes them until the page is laid out, then as they are.
    """

    book: Book
    sheet: Worksheet
    widths: list[float]
    paper: float  # points between the margins, across
    down: float
    whole: bool = False  # on one sheet of paper, where its print stays large enough
    firm: dict[int, float] = field(default_factory=dict)  # columns never brought below these
    row: int = 0
    size: float = USUAL  # of the smallest letters
    kept: list[Cell] | None = field(default_factory=list)  # None once the page is laid out
    heights: dict[int, float] = field(default_factory=dict)
    written: list[Cell] = field(default_factory=list)  # of the current row, once laid out
    waiting: list[Cell] = field(default_factory=list)  # of a long sheet's row, till it ends
    fittings: dict[tuple[int, int, int], Fitting] = field(default_factory=dict)
    printed: dict[int, Printed] = field(default_factory=dict)
    repeated: int | None = None  # the row of the head that every page repeats

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def end(self) -> None:
        """The current row is written: go on with the next."""
        if self.kept is None:
            whole = self._whole_row()
            self._set_height(self.row)
            if whole:
                self.sheet.put_row(self.row, whole)
        elif len(self.kept) > MEASURED:
            self.lay_out()
        self.row += 1

    def text(self, column: int, text: str | None, style: Format) -> None:
        """One cell of text in the current row; nothing is an empty cell."""
        self._put(column, column, clean(text) if text else None, style)

    def figure(self, column: int, value: float | None, style: Format) -> None:
        """One cell with a number in the current row; None is an empty cell, never 0."""
        self._put(column, column, value, style)

    def moment(self, column: int, value: datetime | None, style: Format) -> None:
        """A moment of the warehouse as a date on local clocks."""
        self._put(column, column, value and self.book.edition.local_minute(value), style)

    def link(self, column: int, sheet: str, style: Format, *, file: str = "") -> None:
        """A sheet's name that leads to it, in this workbook or in a file beside it."""
        place = f"external:{file}#'{sheet}'!A1" if file else f"internal:'{sheet}'!A1"
        self._keep(Cell(self.row, column, column, clean(sheet), style, leads_to=place))

    def _put(
        self, first: int, last: int, value: str | float | datetime | None, style: Format
    ) -> None:
        self._keep(Cell(self.row, first, last, value, style))

    def _keep(self, cell: Cell) -> None:
        if self.kept is not None:
            self.kept.append(cell)
        elif self.book.is_long:
            self.waiting.append(cell)
        else:
            self._write(cell)

    def lay_out(self, deciding: Iterable[Cell] = ()) -> None:
        """Gives columns their widths and writes what was kept; `deciding` are cells of others."""
        if self.kept is None:
            return
        cells, self.kept = self.kept, None
        letters = self.book.letters
        measured = [(cell, letters[id(cell.style)]) for cell in (*cells, *deciding)]
        self.size = min((of.size for cell, of in measured if cell.value), default=USUAL)
        self.widths = columns_of(self.widths, measured, self.paper, self.firm)
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, width, self.book.style())
        for row, group in groupby(cells, key=lambda c: c.row):
            for cell in group:
                self._write(cell)
            self._set_height(row)

    def _set_height(self, row: int) -> None:
        height = self.heights.pop(row, 0.0)
        if height > ROW_HEIGHT:
            self.sheet.set_row(row, height)
        letters = self.book.letters
        said = announces((cell, letters[id(cell.style)]) for cell in self.written)
        ruled = any(self.book.properties[id(cell.style)].get("border") for cell in self.written)
        self.printed[row] = Printed(max(height, OWN_HEIGHT), said, ruled)
        self.written.clear()

    def repeat(self) -> None:
        """The current row stands on top of every printed page."""
        self.repeated = self.row
        self.sheet.repeat_rows(self.row)

    def paginate(self) -> None:
        """Breaks the pages where no title is left behind; a page that fits one sheet, or one whose
        drawing has set its own breaks or counts its sheets, is left as it is."""
        if not self.sheet.fit_page or self.sheet.fit_height > 1 or not self.printed:
            return
        blank = Printed(OWN_HEIGHT, announces=False)
        rows = [self.printed.get(n, blank) for n in range(max(self.printed) + 1)]
        if self.whole and fits_one_page(rows, self.widths, self.paper, self.down, self.size):
            if scale := scale_of_high(rows, self.widths, self.paper, self.down):
                self.sheet.set_print_scale(scale)
            return
        head = rows[self.repeated].height if self.repeated is not None else 0.0
        scale, breaks = pages_of(rows, self.widths, self.paper, self.down, head, self.size)
        if len(breaks) <= MOST_BREAKS:
            self._widen(scale)
            self.sheet.set_h_pagebreaks(breaks)

    def _widen(self, scale: int) -> None:
        for column, width in enumerate(widened(self.widths, self.paper, scale)):
            self.sheet.set_column(column, column, width, self.book.style())

    def write_rest(self) -> None:
        """Writes cells of a row that nobody ended."""
        cells, self.waiting = self.waiting, []
        for cell in cells:
            self._write(cell)

    def _whole_row(self) -> list[tuple[int, Any, Format]]:
        """A long sheet's row to be written in one go; what is no plain row is written here."""
        cells, self.waiting = sorted(self.waiting, key=lambda c: c.first), []
        columns = {c.first for c in cells}
        is_plain = all(c.first == c.last and c.row == self.row and not c.leads_to for c in cells)
        if is_plain and len(columns) == len(cells):
            self.written += cells
            return [(c.first, c.value, self._fitted(c)) for c in cells]
        for cell in cells:
            self._write(cell)
        return []

    def _write(self, cell: Cell) -> None:
        style = cell.style
        self.written.append(cell)
        if cell.last > cell.first:
            self.sheet.merge_range(cell.row, cell.first, cell.row, cell.last, "", style)
        fitting = self._fitted(cell)
        if cell.value is None:
            self.sheet.write_blank(cell.row, cell.first, None, style)
        elif isinstance(cell.value, str) and cell.leads_to:
            self.sheet.write_url(cell.row, cell.first, cell.leads_to, style, cell.value)
        elif isinstance(cell.value, str):
            self.sheet.write_string(cell.row, cell.first, cell.value, style)
        elif isinstance(cell.value, datetime):
            self.sheet.write_datetime(cell.row, cell.first, cell.value, style)
        else:
            self.sheet.write_number(cell.row, cell.first, cell.value, fitting)

    def _fitted(self, cell: Cell) -> Format:
        """The format in which a cell's figure fits its columns; a text's height is noted."""
        value, style = cell.value, cell.style
        if value is None or isinstance(value, datetime):
            return style
        place = (cell.first, cell.last, id(style))
        fitting = self.fittings.get(place)
        if fitting is None:
            letters = self.book.letters[id(style)]
            fitting = self.fittings[place] = Fitting(letters, self.widths)
        if isinstance(value, str):
            need = fitting.height(cell, value)
            if need > self.heights.get(cell.row, 0.0):
                self.heights[cell.row] = need
            return style
        share = fitting.share(cell, value)
        return style if share == 1 else self.book.smaller(style, share)

    def spread(
        self, first: int, last: int, value: str | float | datetime | None, style: Format
    ) -> None:
        """A text or a number over some columns of the current row."""
        shown = (clean(value) or None) if isinstance(value, str) else value
        self._put(first, last, shown, style)

    def across(self, text: str, style: Format, *, first: int = 0, last: int | None = None) -> None:
        """A row of text over all columns of the table, as high as it needs."""
        self.spread(first, self.last if last is None else last, text, style)
        self.end()

    def heading(self, text: str) -> None:
        self.across(text, self.book.style(bold=True, font_size=14, align="center", text_wrap=True))

    def note(self, text: str, *, italic: bool = True) -> None:
        self.across(text, self.book.style(italic=italic, text_wrap=True))

    def section(self, text: str) -> None:
        self.across(text, self.book.style(bold=True, font_size=12, text_wrap=True))

    def columns(self, names: Sequence[str], *, repeat: bool = True) -> None:
        """The table's head; repeated on every printed page, and kept in sight on the screen."""
        style = self.book.head()
        for column, name in enumerate(names):
            self.text(column, name, style)
        if repeat:
            self.repeat()
            self.sheet.freeze_panes(self.row + 1, 0)
        self.end()

    def heads(
        self, words: str, names: Iterable[str], *, repeat: bool = True, **said: object
    ) -> None:
        """The table's head in words of the catalogue, one of the group `words` for each name."""
        edition = self.book.edition
        self.columns([edition.say(f"{words}.{name}", **said) for name in names], repeat=repeat)
