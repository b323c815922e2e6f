"""Draws the sheet `Cần sửa`: who, when, how it was received, how to send back, and the list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi.words import say
from reports.feedback.cells import FONT, PAINT, link, put_text
from reports.feedback.letter import Finding, Letter

if TYPE_CHECKING:
    from openpyxl.styles import Border
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = ("number", "place", "indicator", "written", "message", "severity")
WIDTHS = (6.0, 16.0, 34.0, 18.0, 62.0, 18.0)
LINE = 15.5
LETTER = 0.98  # the width of a letter of Times New Roman 12, in digits of the default font
HEADER_ROW = 9
_BLUE, _WHITE, _LINE, _LINK = "FF1F3864", "FFFFFFFF", "FF8C8C8C", "FF1F4E9E"

Place = tuple[str, str] | None


def write_list(
    book: Workbook, letter: Letter, places: Sequence[Place], *, returned: bool
) -> Worksheet:
    """A new first sheet; `places` are the (sheet, cell) of each finding, in their order."""
    sheet: Worksheet = book.create_sheet(say("feedback.sheet", letter.locale), 0)
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEF"[number]].width = width
    how = letter.how_returned if returned and not letter.secret else letter.how_listed
    _head(sheet, letter, how)
    for number, name in enumerate(COLUMNS, start=1):
        _header(sheet, number, say(f"feedback.columns.{name}", letter.locale))
    for number, (finding, place) in enumerate(zip(letter.findings, places, strict=True), start=1):
        _line(sheet, number, finding, place, letter.locale)
    _page(sheet, HEADER_ROW + len(letter.findings))
    return sheet


def _head(sheet: Worksheet, letter: Letter, how: str) -> None:
    from openpyxl.styles import Alignment, Font

    lines = (
        (1, letter.title, Font(FONT, 15, bold=True), "center"),
        (2, letter.subject, Font(FONT, 13, bold=True), "center"),
        (4, letter.received, Font(FONT, 12, bold=True), "left"),
        (5, letter.counts, Font(FONT, 12), "left"),
        (6, letter.totals, Font(FONT, 12), "left"),
        (7, how, Font(FONT, 12, italic=True), "left"),
    )
    for row, text, font, side in lines:
        cell = sheet.cell(row, 1)
        put_text(cell, text)
        cell.font = font
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
        needed = _lines(text, sum(WIDTHS)) * LINE + 3
        sheet.row_dimensions[row].height = 24.0 if row == 1 else needed


def _header(sheet: Worksheet, column: int, text: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(HEADER_ROW, column)
    put_text(cell, text)
    cell.font = Font(FONT, 12, bold=True, color=_WHITE)
    cell.fill = PatternFill("solid", fgColor=_BLUE)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = _border()
    sheet.row_dimensions[HEADER_ROW].height = 24


def _line(sheet: Worksheet, number: int, finding: Finding, place: Place, locale: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    row = HEADER_ROW + number
    texts = (
        str(number),
        _place_text(finding, place, locale),
        finding.indicator,
        finding.written,
        finding.message,
        say(f"feedback.severity.{finding.severity}", locale),
    )
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        put_text(cell, text)
        cell.font = Font(FONT, 12)
        centred = column in (1, 2, 6)
        side = "center" if centred else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        cell.border = _border()
    severity = sheet.cell(row, 6)
    severity.fill = PatternFill("solid", fgColor=PAINT[finding.severity])
    severity.font = Font(FONT, 12, bold=True)
    if place:
        where = sheet.cell(row, 2)
        link(where, *place)
        where.font = Font(FONT, 12, underline="single", color=_LINK)
    needed = max(_lines(t, w) for t, w in zip(texts, WIDTHS, strict=True))
    sheet.row_dimensions[row].height = min(409.0, needed * LINE + 6)


def _place_text(finding: Finding, place: Place, locale: str) -> str:
    sheet, cell = place or (finding.sheet, finding.cell)
    if not cell:
        return sheet or say("feedback.whole_file", locale)
    return f"{sheet}: {cell}" if sheet else cell


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * LETTER / width)) for line in text.split("\n"))


def _border() -> Border:
    from openpyxl.styles import Border, Side

    side = Side("thin", color=_LINE)
    return Border(side, side, side, side)


def _page(sheet: Worksheet, last: int) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_view.showGridLines = False
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.print_area = f"A1:F{last}"
    for side, inches in (("left", 0.7), ("right", 0.5), ("top", 0.7), ("bottom", 0.7)):
        setattr(sheet.page_margins, side, inches)
