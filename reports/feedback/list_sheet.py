"""Draws the sheet `Cần sửa`: who, when, how it was received, how to send back, and the list.

It is written as XML with its texts inside, so that nothing of the sender's own texts moves.
Text from outside is text, whatever it begins with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kpi.words import say
from reports.feedback.letter import Finding, Letter
from reports.feedback.looks import Looks, font_run
from reports.printable import printable

COLUMNS = ("number", "place", "indicator", "written", "message", "severity")
WIDTHS = (6.0, 16.0, 34.0, 18.0, 62.0, 18.0)
LINE = 15.5
LETTER = 0.98  # the width of a letter of Times New Roman 12, in digits of the default font
HEADER_ROW = 9
FONT = '"Times New Roman,Regular"'
RECORD_COLUMN = "Z"  # far from what people read, and hidden
LONGEST_TEXT: Final = 32_000  # Excel's limit of a cell is 32,767
_PRINT_TITLES, _PRINT_AREA = "_xlnm.Print_Titles", "_xlnm.Print_Area"

Place = tuple[str, str] | None
"""The sheet and the cell that a finding leads to."""


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A finished sheet: its name, its part, the defined names that are its own."""

    title: str
    data: bytes
    names: dict[str, str]


def draw_list(  # noqa: PLR0913, PLR0917 - the sheet's own parts
    letter: Letter,
    places: Sequence[Place],
    looks: Looks,
    how: str,
    records: Sequence[str],
    namespace: str,
) -> ListSheet:
    """The sheet. `places` are those of the findings, in their order; `records` what the next
    round must know; `namespaces` those of the workbook and of its relationships."""
    title = say("feedback.sheet", letter.locale)
    rows = [*_head(letter, how, looks), _header(letter.locale, looks)]
    links = []
    for number, (finding, place) in enumerate(zip(letter.findings, places, strict=True), start=1):
        rows.append(_line(number, finding, place, letter.locale, looks))
        if place:
            links.append(_link(HEADER_ROW + number, place))
    last = HEADER_ROW + len(letter.findings)
    _remember(rows, records)
    quoted = "'" + title.replace("'", "''") + "'"
    return ListSheet(
        title,
        _sheet(rows, links, last, namespace, letter.locale).encode("utf-8"),
        {
            _PRINT_AREA: f"{quoted}!$A$1:$F${last}",
            _PRINT_TITLES: f"{quoted}!${HEADER_ROW}:${HEADER_ROW}",
        },
    )


@dataclass(slots=True)
class _Row:
    number: int
    height: float
    cells: list[str]

    def xml(self) -> str:
        inside = "".join(self.cells)
        height = f' ht="{self.height:g}" customHeight="1"' if self.height else ""
        return f'<row r="{self.number}"{height}>{inside}</row>'


def _head(letter: Letter, how: str, looks: Looks) -> list[_Row]:
    lines = (
        (1, letter.title, looks.title),
        (2, letter.subject, looks.subject),
        (4, letter.received, looks.strong),
        (5, letter.counts, looks.plain),
        (6, letter.totals, looks.strong),
        (7, how, looks.how),
    )
    rows = []
    for row, text, look in lines:
        height = 24.0 if row == 1 else _lines(text, sum(WIDTHS)) * LINE + 4
        rest = [f'<c r="{letters}{row}" s="{look}"/>' for letters in "BCDEF"]
        rows.append(_Row(row, height, [_cell(f"A{row}", text, look), *rest]))
    return rows


def _header(locale: str, looks: Looks) -> _Row:
    texts = [say(f"feedback.columns.{name}", locale) for name in COLUMNS]
    cells = [
        _cell(f"{letters}{HEADER_ROW}", text, looks.header)
        for letters, text in zip("ABCDEF", texts, strict=True)
    ]
    return _Row(HEADER_ROW, 26, cells)


def _line(number: int, finding: Finding, place: Place, locale: str, looks: Looks) -> _Row:
    row = HEADER_ROW + number
    texts = (
        str(number),
        place_text(finding, place, locale),
        finding.indicator,
        finding.written,
        finding.message,
        say(f"feedback.severity.{finding.severity}", locale),
    )
    where = looks.link if place else looks.centre
    styles = (
        looks.centre, where, looks.left, looks.left, looks.left, looks.badge[finding.severity],
    )  # fmt: skip
    cells = [
        _cell(f"{letters}{row}", text, look)
        for letters, text, look in zip("ABCDEF", texts, styles, strict=True)
    ]
    cells[4] = _message(f"E{row}", finding.message, looks.left, locale)
    needed = max(_lines(t, w) for t, w in zip(texts, WIDTHS, strict=True))
    return _Row(row, min(409.0, needed * LINE + 8), cells)


def place_text(finding: Finding, place: Place, locale: str) -> str:
    """`Số liệu: H12`, as it is named to a person."""
    sheet, cell = place or (finding.sheet, finding.cell)
    if not cell:
        return sheet or say("feedback.whole_file", locale)
    return f"{sheet}: {cell}" if sheet else cell


def _link(row: int, place: tuple[str, str]) -> str:
    sheet, address = place
    quoted = sheet.replace("'", "''")
    location = quoteattr(printable(f"'{quoted}'!{address}"))
    return f'<hyperlink ref="B{row}" location={location} display={quoteattr(address)}/>'


def _remember(rows: list[_Row], records: Sequence[str]) -> None:
    """Each record in the hidden column, from the first row below the header on."""
    by_number = {row.number: row for row in rows}
    for number, record in enumerate(records, start=HEADER_ROW + 1):
        row = by_number.get(number)
        if row is None:
            row = _Row(number, 0, [])
            rows.append(row)
        row.cells.append(_cell(f"{RECORD_COLUMN}{number}", record, 0))


def _cell(address: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{address}" s="{style}"/>'
    shown = escape(printable(text)[:LONGEST_TEXT])
    return (
        f'<c r="{address}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is>'
        "</c>"
    )


def _message(address: str, message: str, style: int, locale: str) -> str:
    """The finding, with what it asks for in bold: that is what the reader has to do."""
    text = printable(message)[:LONGEST_TEXT]
    at = text.rfind(say("feedback.request", locale))
    if at <= 0:
        return _cell(address, text, style)
    runs = "".join(
        f'<r><rPr>{looks}</rPr><t xml:space="preserve">{escape(part)}</t></r>'
        for looks, part in ((font_run(12), text[:at]), (font_run(12, bold=True), text[at:]))
    )
    return f'<c r="{address}" s="{style}" t="inlineStr"><is>{runs}</is></c>'


def _lines(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * LETTER / width)) for line in text.split("\n"))


def _sheet(rows: list[_Row], links: list[str], last: int, namespace: str, locale: str) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>'
        for n, width in enumerate(WIDTHS, start=1)
    )
    merged = "".join(f'<mergeCell ref="A{n}:F{n}"/>' for n in (1, 2, 4, 5, 6, 7))
    first = HEADER_ROW + 1
    page = say("feedback.page", locale)
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
            f'<worksheet xmlns="{namespace}"><sheetPr><tabColor rgb="FFC00000"/>'
            f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:F{last}"/>',
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
            f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{first}" activePane="bottomLeft" '
            f'state="frozen"/><selection pane="bottomLeft" activeCell="B{first}" '
            f'sqref="B{first}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
            f'<cols>{widths}<col min="26" max="26" width="9" hidden="1" customWidth="1"/></cols>',
            f"<sheetData>{''.join(row.xml() for row in rows)}</sheetData>",
            f'<mergeCells count="6">{merged}</mergeCells>',
            f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
            '<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.5" '
            'top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
            f"<headerFooter><oddFooter>{escape(f'&R&{FONT}&10{page}')}</oddFooter></headerFooter>",
            "</worksheet>",
        )
    )
