"""Every indicator as each of the three methods judges it, the plan's own marked."""

from __future__ import annotations

from reports.book.methods.figures import MethodFigures, MethodsPage
from reports.edition import Edition
from reports.looks import STATUS
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.under_fields import under_fields

METHODS = ("linear", "cagr", "projection")
COLUMNS = {
    "place": 4, "code": 8, "name": 42, "own": 24, "linear": 23, "linear_pct": 9,
    "cagr": 23, "cagr_pct": 9, "projection": 23, "projection_pct": 9, "depends": 10,
}  # fmt: skip
FIRST_LIGHT = 4


def draw(book: Book, figures: MethodsPage) -> None:
    edition = book.edition
    page = book.headed("methods", COLUMNS.values(), "report.methods.heading")
    page.note(edition.say("report.methods.intro", sheet=book.called("method")))
    if not figures.methods:
        page.note(edition.say("report.nothing"))
        return
    page.heads("report.methods", COLUMNS)
    first = page.row
    under_fields(page, figures.methods, lambda line: _line(page, edition, line))
    for n in range(len(METHODS)):
        column = FIRST_LIGHT + 2 * n
        colour_statuses(page, (first, column, page.row - 1, column), STATUS)
    page.skip()
    for key in ("foot_own", "foot_linear", "foot_cagr", "foot_projection", "foot_depends"):
        page.note(edition.say(f"report.methods.{key}"))


def _line(page: Page, edition: Edition, m: MethodFigures) -> None:
    book = page.book
    page.figure(0, m.place, book.cell(align="center", num_format="0"))
    page.text(1, m.indicator, book.cell(align="center"))
    page.text(2, m.indicator_name, book.cell())
    page.text(3, edition.say(f"report.method.{m.method}"), book.cell())
    judged = {
        "linear": (m.linear_status, m.linear_pct),
        "cagr": (m.cagr_status, m.cagr_pct),
        "projection": (m.projection_status, m.projection_pct),
    }
    for n, method in enumerate(METHODS):
        status, share = judged[method]
        own = method == m.method
        text = light(edition, status) + (edition.say("report.methods.mark") if own else "")
        page.text(FIRST_LIGHT + 2 * n, text, book.cell(bold=own))
        style = book.cell(bold=own, num_format=book.number(1))
        page.figure(FIRST_LIGHT + 2 * n + 1, share, style)
    depends = edition.say("report.methods.yes") if m.depends_on_method else None
    page.text(page.last, depends, book.cell(align="center", bold=True))
    page.end()
