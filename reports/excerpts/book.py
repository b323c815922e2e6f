"""The workbook of one unit: one sheet of at most two printed pages, every figure a number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reports import amounts, milestones
from reports.edition import Edition
from reports.excerpts.blocks import own_words
from reports.excerpts.figures import UnitPage, UnitRow
from reports.excerpts.rooms import PAGES
from reports.excerpts.unit import feet, form_cells
from reports.leading import wording
from reports.leading.annex import status_of
from reports.leading.facts import Behind
from reports.looks import STATUS
from reports.workbook.book import Book, Format, Page
from reports.workbook.lights import bars, colour_statuses
from reports.workbook.opening import open_book
from reports.workbook.quantity import suffix_of
from reports.workbook.signed import completed, reached
from reports.workbook.volumes import Contents

COLUMNS = {
    "place": 4, "indicator": 72, "value": 9, "assessed": 10, "expected": 9,
    "target": 9, "achievement": 9, "change_previous": 9, "change_last_year": 9,
    "status": 28,
}  # fmt: skip
ACHIEVEMENT, STATUS_AT = 6, 9
LETTERS = 1000  # of one quote


def write_book_of(path: Path, edition: Edition, unit: UnitPage) -> None:
    """Writes the workbook; equal figures give equal bytes. OSError if the disk does not take it."""
    book = open_book(path, edition, rows=0, contents=Contents())
    page = book.page("unit_own", list(COLUMNS.values()))
    page.whole = True  # its pages are counted here
    page.sheet.fit_to_pages(1, PAGES)
    page.across(edition.owner.name.upper(), book.style(bold=True, align="center"))
    page.heading(edition.say("excerpts.unit.title", period=edition.title.upper()))
    page.across(unit.unit_name, book.style(bold=True, align="center", font_size=13))
    page.across(f"{edition.as_of_text}. {edition.notice}.", book.style(italic=True, align="center"))
    _rows(page, edition, unit)
    _behind(page, edition, unit)
    _forms(page, edition, unit)
    _open(page, edition, unit)
    book.close()


def _rows(page: Page, edition: Edition, unit: UnitPage) -> None:
    page.section(edition.say("excerpts.unit.one", total=len(unit.rows)))
    page.note(wording.counted(edition, unit.counts) or edition.say("excerpts.unit.no_rows"))
    if not unit.rows:
        return
    page.heads("excerpts.column", COLUMNS, year=edition.period.year)
    first = page.row
    for place, row in enumerate(unit.told, start=1):
        _line(page, edition, replace(row, place=place))
    bars(page, (first, ACHIEVEMENT, page.row - 1, ACHIEVEMENT))
    colour_statuses(page, (first, STATUS_AT, page.row - 1, STATUS_AT), [s for s, _ in unit.counts])
    for foot in feet(edition, unit):
        page.note(foot)


def _line(page: Page, edition: Edition, r: UnitRow) -> None:
    book = page.book
    amount = book.cell(num_format=book.number(r.decimals, suffix_of(r)))
    partial = book.cell(num_format=book.number(r.decimals, f"{suffix_of(r)} ◐"))
    named = {"indicator": r.indicator, "name": r.indicator_name, "unit": r.unit_of_measure}
    page.figure(0, r.place, book.cell(align="center", num_format="0"))
    page.text(1, edition.say("leading.annex.name", **named), book.cell())
    page.figure(2, r.value, amount)
    reached(page, 3, r, partial if r.provisional else amount)
    if r.due is not None:
        page.text(4, None, book.cell())
        page.text(5, milestones.due_text(edition, r.due), book.cell(align="right"))
    elif r.band_low is None or r.band_high is None:
        page.figure(4, r.expected, amount)
        page.figure(5, r.target, amount)
    else:
        low, high = (amounts.figure(edition, r, v) for v in (r.band_low, r.band_high))
        band = edition.say("leading.annex.band", low=low, high=high)
        page.spread(4, 5, band, book.cell(align="center"))
    completed(page, 6, r)
    page.figure(7, r.change_previous, _change(book, r))
    page.figure(8, r.change_last_year, _change(book, r))
    page.text(9, f"{STATUS[r.status].symbol} {status_of(edition, r)}", book.cell())
    page.end()


def _change(book: Book, r: UnitRow) -> Format:
    return book.cell(num_format=book.change(r.decimals, ""))


def _behind(page: Page, edition: Edition, unit: UnitPage) -> None:
    page.section(edition.say("excerpts.unit.two", count=len(unit.behind)))
    if not unit.behind:
        page.note(wording.none_behind(edition, unit.counts, "excerpts.behind"), italic=False)
    for one in unit.behind:
        page.note(f"- {_sentence(edition, one)}", italic=False)


def _sentence(edition: Edition, one: Behind) -> str:
    row = one.row
    return edition.say(
        "excerpts.unit.sentence",
        indicator=row.indicator,
        figures=wording.reached(edition, row),
        missing=wording.missing(edition, row),
        quotes=own_words(edition, one, LETTERS),
    )


def _forms(page: Page, edition: Edition, unit: UnitPage) -> None:
    page.section(edition.say("excerpts.unit.three", count=len(unit.forms)))
    if not unit.forms:
        page.note(edition.say("excerpts.unit.no_forms"), italic=False)
    for form in unit.forms:
        page.note("- " + "; ".join(form_cells(edition, form)), italic=False)


def _open(page: Page, edition: Edition, unit: UnitPage) -> None:
    page.section(edition.say("excerpts.unit.four", count=len(unit.open)))
    if not unit.open:
        page.note(edition.say("excerpts.unit.nothing_open"), italic=False)
    for problem in unit.open:
        page.note(f"- {' '.join(problem.message.split())}", italic=False)
