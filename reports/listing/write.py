"""Draws lists: a sheet each, a named table that filters, set up to be printed on A4.

One rule: text from outside is text, never a formula, a link or a header's code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kpi.files import replacing
from reports.formats import Format, Formats
from reports.listing.sheet import Content, Figure, Listing, Sheet
from reports.measure.excel import room_of_columns
from reports.measure.lines import height_of, lines_of
from reports.printable import cell_text
from reports.tables import MOST_ROWS, TableTooLong

FONT = "Times New Roman"
LANGUAGE = {"vi": "[$-42A]", "en": "[$-409]"}  # asks for the language's own separators
SIZE = 11.0
MM = 1 / 25.4
_ROOM = 0.9  # of a column's width: where the font is not there, a wider one is taken
_CREATED = datetime(2021, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone; fixed for equal bytes


def write_listing(path: Path, listing: Listing) -> None:
    """Writes the workbook in place whole. Raises OSError, and TableTooLong."""
    import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

    if longest := max((len(s.rows) for s in listing.sheets if len(s.rows) > MOST_ROWS), default=0):
        raise TableTooLong(longest)
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": SIZE},
    }  # fmt: skip
    with replacing(path.absolute()) as unfinished:
        workbook = xlsxwriter.Workbook(str(unfinished), options)
        workbook.set_properties({"title": listing.title[:200], "created": _CREATED})
        looks = _Looks(workbook, LANGUAGE.get(listing.locale, ""))
        for sheet in listing.sheets:
            _Drawing(workbook.add_worksheet(sheet.tab), looks, sheet, listing).draw()
        workbook.close()


class _Looks(Formats):
    """Formats of one listing; figures are asked for in the language's own way."""

    def __init__(self, workbook: Any, language: str) -> None:
        super().__init__(workbook, FONT, SIZE)
        self._language = language

    def cell(self, content: Content, *, first: bool = False) -> Format:
        """`first`: of the first column, where a whole number is the row's own."""
        align = "left" if isinstance(content, str) else "right"
        if isinstance(content, date) or (first and isinstance(content, int)):
            align = "center"
        pattern = _pattern(content)
        if pattern != "@":
            pattern = self._language + pattern
        # a count at the right of its cell must not run into the words at the left of the next
        apart = {"indent": 1} if align == "right" and isinstance(content, int) else {}
        return self.plain(border=1, text_wrap=True, align=align, num_format=pattern, **apart)


def _pattern(content: Content) -> str:
    """The number format of a cell."""
    if isinstance(content, datetime):
        return "hh:mm d/m/yyyy"
    if isinstance(content, date):
        return "d/m/yyyy"
    if isinstance(content, Figure):
        decimals = "." + "0" * content.decimals if content.decimals else ""
        suffix = content.suffix.replace('"', "")
        return f"#,##0{decimals}" + (f'"{suffix}"' if suffix else "")
    return "#,##0" if isinstance(content, int) else "@"


class _Drawing:
    """One sheet being drawn."""

    def __init__(self, sheet: Any, looks: _Looks, wanted: Sheet, listing: Listing) -> None:
        self.sheet, self.looks, self.wanted, self.listing = sheet, looks, wanted, listing
        self.widths = [column.width for column in wanted.columns]
        self.row = 0

    def draw(self) -> None:
        self._set_up()
        self._titles()
        if self.wanted.rows:
            self._table()
        else:
            self.sheet.write_string(self.row, 0, self.wanted.empty, self.looks.plain(italic=True))

    def _set_up(self) -> None:
        sheet = self.sheet
        for at, width in enumerate(self.widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(15 * MM, 15 * MM, 18 * MM, 15 * MM)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        font = f'&"{FONT},Regular"&9'
        left, right = _code(self.listing.title[:120]), _code(self.listing.marking[:60])
        sheet.set_header(f"&L{font}{left}&R{font}{right}", {"margin": 7 * MM})
        as_of = _code(self.listing.as_of[:100])
        sheet.set_footer(f"&L{font}{as_of}&R{font}{self.listing.page}", {"margin": 6 * MM})

    def _titles(self) -> None:
        plain = self.looks.plain
        self._line(self.listing.owner.upper(), plain(bold=True))
        self._line(self.wanted.heading, plain(bold=True, font_size=14), font_size=14.0)
        for note in (self.listing.as_of, *self.wanted.notes):
            self._line(note, plain(italic=True))
        self.row += 1

    def _line(self, text: str, style: Format, *, font_size: float = SIZE) -> None:
        """A line above the table; it runs over the columns beside it, which are empty."""
        self.sheet.write_string(self.row, 0, cell_text(text), style)
        self.sheet.set_row(self.row, height_of(1, font_size))
        self.row += 1

    def _table(self) -> None:
        first, last = self.row, self.row + len(self.wanted.rows)
        head = self.looks.head()
        columns = [{"header": c.head, "header_format": head} for c in self.wanted.columns]
        self.sheet.add_table(
            first, 0, last, len(columns) - 1,
            {"name": self.wanted.table, "columns": columns, "style": None},
        )  # fmt: skip
        self._height(first, [c.head for c in self.wanted.columns], bold=True)
        for at, row in enumerate(self.wanted.rows, start=first + 1):
            self._height(at, row)
            for column, content in enumerate(row):
                self._write(at, column, content)
        self.sheet.repeat_rows(first)
        self.sheet.freeze_panes(first + 1, 0)
        self.sheet.print_area(0, 0, last, len(columns) - 1)

    def _height(self, row: int, contents: Sequence[Content], *, bold: bool = False) -> None:
        """Not every program fits rows to their text when it opens a workbook."""
        free = 18 if bold else 0  # points of the filter's button
        lines = (
            lines_of(c, max(room_of_columns([width]) * _ROOM - free, SIZE), SIZE, bold=bold)
            if isinstance(c, str)
            else 1
            for c, width in zip(contents, self.widths, strict=True)
        )
        self.sheet.set_row(row, height_of(max(lines, default=1), SIZE))

    def _write(self, row: int, at: int, content: Content) -> None:
        style = self.looks.cell(content, first=at == 0)
        if content is None:
            self.sheet.write_blank(row, at, None, style)
        elif isinstance(content, str):
            self.sheet.write_string(row, at, cell_text(content), style)
        elif isinstance(content, datetime):
            self.sheet.write_datetime(row, at, content, style)
        elif isinstance(content, date):
            whole = datetime.combine(content, datetime.min.time())
            self.sheet.write_datetime(row, at, whole, style)
        else:
            value = content.value if isinstance(content, Figure) else content
            self.sheet.write_number(row, at, value, style)


def _code(text: str) -> str:
    """Text of a header or footer: there `&` begins a code unless doubled."""
    return text.replace("&", "&&")
