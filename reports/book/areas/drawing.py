"""Areas before and after their units were rearranged: units, indicators met, what came closer."""

from __future__ import annotations

from reports.kinds import KindFigures
from reports.kinds.figures import AreaRow
from reports.workbook.book import Book, Page

COLUMNS = {
    "area": 40, "units_before": 12, "units_after": 12, "met_before": 18, "met_after": 18,
    "better": 12, "worse": 12, "same": 12,
}  # fmt: skip


def draw(book: Book, kind: KindFigures) -> None:
    page = book.headed("areas", COLUMNS.values(), "kinds.page.heading_areas")
    first = kind.areas[0]
    page.heads("kinds.column", COLUMNS, before=first.before_year, after=first.after_year)
    for area in kind.areas:
        _line(page, area)
    page.note(book.edition.say("kinds.page.foot_areas"))


def _line(page: Page, area: AreaRow) -> None:
    book = page.book
    whole, centre = book.cell(align="center", num_format="0"), book.cell(align="center")
    page.text(0, area.area, book.cell())
    page.figure(1, area.units_before, whole)
    page.figure(2, area.units_after, whole)
    for column, met, judged in (
        (3, area.met_before, area.judged_before),
        (4, area.met_after, area.judged_after),
    ):
        page.text(column, book.edition.say("kinds.page.years_met", met=met, judged=judged), centre)
    for column, count in enumerate((area.better, area.worse, area.same), start=5):
        page.figure(column, count, whole)
    page.end()
