"""Units by indicators: one symbol a cell, coloured on top, with the words in a legend."""

from __future__ import annotations

from reports.book.heat.figures import HeatPage
from reports.looks import STATUS
from reports.workbook.book import Book
from reports.workbook.lights import colour_statuses, light
from reports.workbook.long_rows import Column, put_columns

NAMES = 22.0  # letters: a unit's name stands in two or three lines


def draw(book: Book, figures: HeatPage) -> None:
    edition = book.edition
    codes = figures.codes
    # of fifty codes the names would else keep the room of one word, and run down eight lines
    page = book.headed("heat", [38.0, *[3.2] * max(1, len(codes))], "report.heat.heading")
    page.firm[0] = NAMES
    items = "; ".join(light(edition, status) for status in figures.statuses)
    page.note(edition.say("report.heat.legend", items=items), italic=False)
    page.note(edition.say("report.heat.foot", sheet=book.called("indicators")))
    upright = book.cell(bold=True, rotation=90, align="center", bg_color="#E8EEF4")
    page.text(0, edition.say("report.heat.unit"), book.head())
    for column, code in enumerate(codes, start=1):
        page.text(column, code, upright)
    page.repeat()
    page.sheet.freeze_panes(page.row + 1, 1)
    page.end()
    first = page.row
    centre = book.cell(align="center")
    units = figures.unit_summaries
    symbols = {status: look.symbol for status, look in STATUS.items()}
    columns = [Column([unit.unit_name for unit in units], book.cell())]
    for code in codes:
        found = (figures.status_by_cell.get((unit.unit, code)) for unit in units)
        columns.append(Column([symbols[status] if status else None for status in found], centre))
    put_columns(page, columns)
    colour_statuses(page, (first, 1, page.row - 1, len(codes)), figures.statuses)
