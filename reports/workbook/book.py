"""The workbook and its pages: fonts, number formats, A4 print set-up, and safe text.

Text from outside is always written as text, never as a formula or a link, and without characters
that a workbook cannot hold. Rows are written from top to bottom, so a large report needs little
memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from reports.edition import Edition
from reports.workbook.measure import EDGES, height_of, lines_of, shape_of, width_of

Format: TypeAlias = Any  # xlsxwriter has no types
Worksheet: TypeAlias = Any
Workbook: TypeAlias = Any

FONT = "Times New Roman"
LANGUAGE = {"vi": "[$-42A]", "en": "[$-409]"}  # asks for the language's own separators
MM = 1 / 25.4
LEAST_SIZE = 4.0  # points; smaller letters cannot be read
ROW_HEIGHT = 16.5  # points; lower rows keep the program's own height
LONGEST_CELL = 32_767
WIDEST = 22.0  # a column of figures grows no wider; what needs more is printed smaller
LARGE = 60_000  # rows of sources from which on the workbook is written through a temporary file

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with what a workbook cannot hold replaced by blanks, cut to a cell's length."""
    return _UNPRINTABLE.sub(" ", text)[:LONGEST_CELL]


@dataclass(frozen=True, slots=True)
class Letters:
    """What a format means for the room that text needs."""

    size: float
    bold: bool
    wrapped: bool
    number: str


@dataclass
class Book:
    """A workbook being written."""

    workbook: Workbook
    edition: Edition
    contents: Sequence[str] = ()  # keys of the pages behind the cover
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    letters: dict[int, Letters] = field(default_factory=dict)
    properties: dict[int, dict[str, Any]] = field(default_factory=dict)
    late: list[Callable[[], None]] = field(default_factory=list)

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
                wrapped=bool(properties.get("text_wrap")) and not properties.get("rotation"),
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
        sheet = self.workbook.add_worksheet(self.edition.sheet(key))
        page = Page(self, sheet, list(widths))
        _set_up(sheet, self.edition, landscape=landscape)
        sheet.fit_to_pages(1, 1 if whole else 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width, self.style())
        return page

    def at_end(self, write: Callable[[], None]) -> None:
        """What is written when all pages are, into one of them."""
        self.late.append(write)

    def close(self) -> None:
        """Writes the file; trouble with the disk is raised as what it is."""
        from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

        for write in self.late:
            write()
        try:
            self.workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error


def open_book(path: Path, edition: Edition, *, rows: int, contents: Sequence[str] = ()) -> Book:
    """A new workbook whose bytes depend on nothing but what is written into it."""
    import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # the width of its digits is the unit of column widths, so it must be the pages' own font
        "default_format_properties": {"font_name": FONT, "font_size": 11},
        # beside the workbook: units' figures have no business in the system's temporary folder
        "tmpdir": str(path.parent),
        **({"constant_memory": True} if rows > LARGE else {"in_memory": True}),
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties(
        {
            "title": clean(edition.say("report.subject", period=edition.title)),
            "author": clean(edition.owner.name),
            "created": edition.as_of.replace(microsecond=0),
        }
    )
    workbook.set_calc_mode("auto")
    return Book(workbook, edition, contents)


def _set_up(sheet: Worksheet, edition: Edition, *, landscape: bool) -> None:
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    left, right = (15, 15) if landscape else (30, 15)
    sheet.set_margins(left * MM, right * MM, 20 * MM, 20 * MM)
    sheet.hide_gridlines(2)
    font = f'&"{FONT},Regular"&9'
    title = edition.say("report.subject", period=edition.title)
    sheet.set_header(
        _fitting(f"&L{font}", title, f"&R{font}", edition.plan.marking or ""),
        {"margin": 8 * MM},
    )
    page = f"&R{font}" + edition.say("report.page")
    sheet.set_footer(
        _fitting(f"&L{font}", f"{edition.notice}. {edition.as_of_text}", "", "") + page,
        {"margin": 8 * MM},
    )


def _fitting(left_code: str, left: str, right_code: str, right: str) -> str:
    """Header text; Excel takes 255 characters in all, and `&` starts a code unless doubled."""
    room = 200 - len(left_code) - len(right_code)
    left, right = clean(left), clean(right)
    left = left[: room // 2 if right else room]
    right = right[: room - len(left)]
    parts = left_code + left.replace("&", "&&")
    return parts + (right_code + right.replace("&", "&&") if right else "")


@dataclass
class Page:
    """A sheet being written from top to bottom; `row` is the next free one."""

    book: Book
    sheet: Worksheet
    widths: list[float]
    row: int = 0
    height: float = 0  # points that the current row needs, as far as it is written

    @property
    def last(self) -> int:
        return len(self.widths) - 1

    def skip(self, rows: int = 1) -> None:
        self.row += rows

    def end(self) -> None:
        """The current row is written: give it the height that its text needs, and go on."""
        if self.height > ROW_HEIGHT:
            self.sheet.set_row(self.row, self.height)
        self.height = 0
        self.row += 1

    def text(self, column: int, text: str | None, style: Format) -> None:
        """One cell of text in the current row; nothing is an empty cell."""
        self._text(column, column, text, style)

    def _text(self, first: int, last: int, text: str | None, style: Format) -> None:
        if not text:
            self.sheet.write_blank(self.row, first, None, style)
            return
        shown = clean(text)
        self.sheet.write_string(self.row, first, shown, style)
        letters = self.book.letters[id(style)]
        if letters.wrapped:
            width = sum(self.widths[first : last + 1])
            lines = lines_of(shown, width, letters.size, bold=letters.bold)
            self.height = max(self.height, height_of(lines, letters.size))

    def figure(self, column: int, value: float | None, style: Format) -> None:
        """One cell with a number in the current row; None is an empty cell, never 0."""
        self._figure(column, column, value, style)

    def _figure(self, first: int, last: int, value: float | None, style: Format) -> None:
        if value is None:
            self.sheet.write_blank(self.row, first, None, style)
        else:
            fitting = self._fitting(first, last, value, style)
            self.sheet.write_number(self.row, first, value, fitting)

    def _fitting(self, first: int, last: int, value: float, style: Format) -> Format:
        """Widens the column for a figure that is too long for it; beyond reason the style in
        smaller letters."""
        letters = self.book.letters[id(style)]
        shape = shape_of(letters.number)
        if shape is None:
            return style
        need = width_of(value, shape, letters.size, bold=letters.bold)
        width = sum(self.widths[first : last + 1])
        if need <= width:
            return style
        if last == first:
            width = max(width, min(need, WIDEST))
            self.widths[first] = width
            self.sheet.set_column(first, first, width, self.book.style())
        return (
            style if need <= width else self.book.smaller(style, (width - EDGES) / (need - EDGES))
        )

    def moment(self, column: int, value: datetime | None, style: Format) -> None:
        """A moment of the warehouse as a date on local clocks."""
        if value is None:
            self.sheet.write_blank(self.row, column, None, style)
        else:
            local = self.book.edition.local(value).replace(tzinfo=None, second=0, microsecond=0)
            self.sheet.write_datetime(self.row, column, local, style)

    def picture(self, row: int, file: Path, room: tuple[int, int], described: str) -> None:
        """A picture as large as fits into the room (width and height in pixels)."""
        from xlsxwriter.image import Image  # type: ignore[import-untyped]  # no types in it

        image = Image(str(file))
        wide, high = room
        scale = min(wide * image.x_dpi / 96 / image.width, high * image.y_dpi / 96 / image.height)
        place = {
            "x_scale": scale,
            "y_scale": scale,
            "object_position": 3,
            "description": described,
        }
        self.sheet.insert_image(row, 0, image, place)

    def spread(self, first: int, last: int, value: str | float | None, style: Format) -> None:
        """A text or a number over some columns of the current row."""
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
        if value is None or isinstance(value, str):
            self._text(first, last, value, style)
        else:
            self._figure(first, last, value, style)

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
            self.sheet.repeat_rows(self.row)
            self.sheet.freeze_panes(self.row + 1, 0)
        self.end()
