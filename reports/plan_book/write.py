"""Writes the plan's workbook: to be read, printed, signed, edited and brought back.

One rule: what a cell holds was decided before (`kpi/planning/tables.py`); this only draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kpi.files import replacing
from kpi.planning.layout import SheetKey
from kpi.planning.showing import Shown
from kpi.planning.tables import PlanTable
from kpi.words import say
from reports.measure.excel import room_of_columns
from reports.measure.lines import height_of, lines_of
from reports.plan_book.looks import (
    FONT,
    MARGIN,
    MARGIN_END,
    Looks,
    paper_of,
    validation_of,
    width_of,
)
from reports.printable import LONGEST, cell_text
from reports.workbook.layout import MOST_BREAKS, OWN_HEIGHT, Printed, breaks_of

MM = 1 / 25.4
HEAD = 5  # the row of heads, from 0
BLANK_ROWS = 3  # of a table without rows, to be filled
SIGNED: frozenset[SheetKey] = frozenset(("indicators", "units", "revisions", "unit_targets"))
_NUMBER_WIDTH = 4.5
SIZE = 11.0
_ROOM = 0.9  # of a column's width: where the font is not there, a wider one is taken
_SETTINGS = (38.0, 52.0, 70.0)
_CREATED = datetime(2021, 1, 1)  # noqa: DTZ001 - xlsxwriter takes no zone; fixed for equal bytes


class TextTooLong(ValueError):
    """A text of the plan is longer than a cell can hold; the text is its beginning."""


@dataclass(frozen=True, slots=True)
class About:
    """What stands above every table: the body, the plan's name, its approval, its mark."""

    owner: str
    plan: str
    approval: str
    marking: str
    locale: str


def write_plan_book(path: Path, tables: Sequence[PlanTable], about: About) -> None:
    """Writes the workbook in place whole. Raises OSError, and TextTooLong."""
    import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": 11},
    }  # fmt: skip
    with replacing(path) as unfinished:
        workbook = xlsxwriter.Workbook(str(unfinished), options)
        workbook.set_properties({"title": about.plan, "created": _CREATED})
        looks = Looks(workbook, about.locale)
        for table in tables:
            sheet = workbook.add_worksheet(say(f"plan_book.sheets.{table.key}", about.locale))
            _Drawing(sheet, looks, table, about).draw()
        workbook.close()


class _Drawing:
    """One sheet being drawn."""

    def __init__(self, sheet: Any, looks: Looks, table: PlanTable, about: About) -> None:
        self.sheet, self.looks, self.table, self.about = sheet, looks, table, about
        self.locale = about.locale
        usual = tuple(map(width_of, table.columns))
        self.widths = _SETTINGS if table.key == "settings" else usual
        self.printed = [Printed(OWN_HEIGHT, announces=False)] * HEAD  # titles, then a row each

    def say(self, key: str, **values: object) -> str:
        return say(f"plan_book.{key}", self.locale, **values)

    def draw(self) -> None:
        settings = self.table.key == "settings"
        self._set_up((_NUMBER_WIDTH, *self.widths))
        self._titles(len(self.widths))
        last = self._settings() if settings else self._rows()
        self._end(last)
        self._break_pages()

    def _set_up(self, widths: Sequence[float]) -> None:
        sheet = self.sheet
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        paper = paper_of(widths)
        sheet.set_paper(paper.size)
        sheet.set_landscape()
        sheet.set_margins(MARGIN * MM, MARGIN * MM, MARGIN_END * MM, MARGIN_END * MM)
        sheet.fit_to_pages(paper.wide, 0)
        if paper.wide > 1:
            sheet.repeat_columns(0, 2)
        sheet.repeat_rows(HEAD)
        sheet.freeze_panes(HEAD + 1, 3)
        sheet.hide_gridlines(2)
        font = f'&"{FONT},Regular"&9'
        sheet.set_header(_parts(font, self.about.plan, self.about.marking), {"margin": 6 * MM})
        page = self.say("page", page="&P", pages="&N")
        sheet.set_footer(f"&L{font}{_code(self.about.approval[:120])}&R{font}{page}",
                         {"margin": 6 * MM})  # fmt: skip

    def _titles(self, columns: int) -> None:
        self.sheet.write_string(0, 0, self.about.owner.upper(), self.looks.plain(bold=True))
        lines = (
            (1, self.say(f"titles.{self.table.key}"), {"bold": True, "font_size": 14}),
            (2, self.about.plan, {"bold": True}),
            (3, self.about.approval, {"italic": True}),
        )
        self.sheet.set_row(1, 21)
        self.sheet.set_row(2, 17)
        for row, text, look in lines:
            style = self.looks.plain(align="center_across", **look)
            self.sheet.write_string(row, 0, text, style)
            for at in range(1, columns + 1):
                self.sheet.write_blank(row, at, None, style)

    def _rows(self) -> int:
        head = self.looks.head()
        number = self.say("number").split(";")[0]
        for at, text in enumerate((number, *self.table.heads)):
            self.sheet.write_string(HEAD, at, text, head)
        self._height(HEAD, self.table.heads, bold=True)
        row = HEAD
        for count, made in enumerate(self.table.rows, 1):
            if made.heading:
                row += 1
                self._heading(row, made.heading)
            row += 1
            self._row(row, count, made.cells)
        for _ in range(0 if self.table.rows else BLANK_ROWS):
            row += 1
            self._row(row, None, (None,) * len(self.table.columns))
        self._validations(row)
        return row

    def _heading(self, row: int, text: str) -> None:
        style = self.looks.heading()
        self._set_height(row, 1, announces=True)
        name = next(n for n, c in enumerate(self.table.columns) if c.path == ("name",))
        for at in range(len(self.table.columns) + 1):
            self.sheet.write_blank(row, at, None, style)
        self.sheet.write_string(row, name + 1, _cell_text(text), style)

    def _row(self, row: int, count: int | None, cells: Sequence[Shown]) -> None:
        self._height(row, cells)
        self._write(row, 0, count, self.looks.cell(None, count))
        for at, (column, content) in enumerate(zip(self.table.columns, cells, strict=True), 1):
            self._write(row, at, content, self.looks.cell(column, content))

    def _height(self, row: int, contents: Sequence[Shown], *, bold: bool = False) -> None:
        """Not every program fits rows to their text when it opens a workbook."""
        lines = (
            lines_of(content, room_of_columns([width]) * _ROOM, SIZE, bold=bold)
            if isinstance(content, str)
            else 1
            for content, width in zip(contents, self.widths, strict=True)
        )
        self._set_height(row, max(lines, default=1), announces=row == HEAD)

    def _set_height(self, row: int, lines: int, *, announces: bool) -> None:
        height = height_of(lines, SIZE)
        self.sheet.set_row(row, height)
        self.printed.append(Printed(max(height, OWN_HEIGHT), announces, in_table=True))

    def _break_pages(self) -> None:
        """A field's name is not left behind on the page before its indicators."""
        widths = (_NUMBER_WIDTH, *self.widths)
        page = paper_of(widths).points_down(widths)
        breaks = breaks_of(self.printed, page, self.printed[HEAD].height)
        self.sheet.set_h_pagebreaks(breaks[:MOST_BREAKS])

    def _write(self, row: int, at: int, content: Shown, style: Any) -> None:
        if content is None:
            self.sheet.write_blank(row, at, None, style)
        elif isinstance(content, str):
            self.sheet.write_string(row, at, _cell_text(content), style)
        elif isinstance(content, date):
            self.sheet.write_datetime(
                row, at, datetime.combine(content, datetime.min.time()), style
            )
        else:
            self.sheet.write_number(row, at, content, style)

    def _validations(self, last: int) -> None:
        told = zip(self.table.columns, self.table.meanings, strict=True)
        for at, (column, meaning) in enumerate(told, 1):
            rule = validation_of(column, meaning, self.locale)
            self.sheet.data_validation(HEAD + 1, at, last, at, rule)

    def _settings(self) -> int:
        """A row a fact: its name, its value, what it means."""
        head = self.looks.head()
        for at, key in enumerate(("number", "fact", "value", "meaning")):
            self.sheet.write_string(HEAD, at, self.say(key).split(";")[0], head)
        (made,) = self.table.rows
        told = zip(
            self.table.columns, self.table.heads, made.cells, self.table.meanings, strict=True
        )
        row = HEAD
        for count, (column, name, content, meaning) in enumerate(told, 1):
            row = HEAD + count
            text = self.looks.cell(None, "")
            self._height(row, (name, content, meaning))
            self._write(row, 0, count, self.looks.cell(None, count))
            self._write(row, 1, name, text)
            style = self.looks.plain(
                border=1, text_wrap=True, align="left", bg_color="#FFFBE6",
                num_format=self.looks.cell(column, content).num_format,
            )  # fmt: skip
            self._write(row, 2, content, style)
            self._write(row, 3, meaning, text)
            rule = validation_of(column, meaning, self.locale)
            self.sheet.data_validation(row, 2, row, 2, rule)
        return row

    def _end(self, last: int) -> None:
        """The mark at which reading ends, and below it who signs."""
        count = len(self.table.rows) if self.table.key != "settings" else len(self.table.columns)
        text = self.say("end") + self.say("counted", count=count)
        self.sheet.write_string(last + 1, 0, text, self.looks.plain(italic=True, font_size=10))
        if self.table.key in SIGNED:
            self._signatures(last + 3)

    def _signatures(self, row: int) -> None:
        columns = len(self.table.columns)
        left = min(2, columns)
        right = max(range(max(columns - 3, 2), columns), key=self.widths.__getitem__) + 1
        bold = self.looks.plain(bold=True, align="center")
        slanted = self.looks.plain(italic=True, align="center")
        self.sheet.write_string(row, right, self.say("signed.day"), slanted)
        self.sheet.write_string(row + 1, left, self.say("signed.made"), bold)
        self.sheet.write_string(row + 1, right, self.say("signed.head"), bold)
        self.sheet.write_string(row + 2, left, self.say("signed.how"), slanted)
        self.sheet.write_string(row + 2, right, self.say("signed.how"), slanted)


def _cell_text(text: str) -> str:
    if len(text) > LONGEST:
        raise TextTooLong(text[:60])
    return cell_text(text)


def _parts(font: str, left: str, right: str) -> str:
    return f"&L{font}{_code(left[:120])}&R{font}{_code(right[:60])}"


def _code(text: str) -> str:
    """Text of a header or footer: there `&` begins a code unless doubled."""
    return text.replace("&", "&&")
