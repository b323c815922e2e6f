"""The catalogue as a workbook: one sheet to read, filter and print, A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from reports.catalogue.entries import COLUMNS, Entry
from reports.edition import Edition
from reports.workbook.book import Book, Page
from reports.workbook.opening import open_book
from reports.workbook.paper import FONT, MM
from reports.workbook.volumes import Contents

WIDTHS = (8, 34, 44, 11, 17, 13, 9, 28, 20, 13, 22, 24, 24)


def write_book(path: Path, edition: Edition, entries: Sequence[Entry], owner: str) -> None:
    """Writes the workbook; equal entries give equal bytes. OSError if the disk does not take it."""
    book = open_book(path, edition, rows=0, contents=Contents())
    plan, title = edition.plan, say("catalogue.title", edition.locale)
    page = book.page("catalogue", WIDTHS)
    page.sheet.set_header(f'&L&"{FONT},Regular"&11{title}', {"margin": 8 * MM})
    page.across(owner.upper(), book.style(bold=True, align="center"))
    page.heading(title.upper())
    page.across(plan.name, book.style(bold=True, align="center", text_wrap=True))
    count = say("catalogue.count", plan.locale, count=len(entries), fields=len(plan.fields))
    page.note(f"{edition.notice}. {count}")
    page.columns([say(f"catalogue.column.{name}", plan.locale) for name in COLUMNS])
    for field, found in groupby(entries, key=lambda e: e.field):
        page.spread(0, page.last, field, book.cell(bold=True, bg_color="#F2F2F2"))
        page.end()
        for entry in found:
            _line(page, book, entry)
    book.close()


def _line(page: Page, book: Book, entry: Entry) -> None:
    for column, name in enumerate(COLUMNS):
        align = "center" if name in {"code", "unit_of_measure", "frequency"} else "left"
        page.text(column, getattr(entry, name), book.cell(valign="top", align=align))
    page.end()


def whole_plan(plan: Plan) -> Period:
    """The period of a plan as a whole."""
    first, last = plan.years
    years = last - first + 1
    return Period(first * 12, 12 * years, "years" if years > 1 else "year")
