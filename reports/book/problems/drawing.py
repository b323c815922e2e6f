"""What needs review: where it stands in which file, what was written, and what became of it."""

from __future__ import annotations

from reports.book.problems.figures import ProblemFigures, ProblemsPage
from reports.workbook.book import Book

COLUMNS = (
    ("unit", 26), ("period", 14), ("indicator", 8), ("place", 26), ("written", 14),
    ("severity", 16), ("message", 52), ("answered", 32), ("standing", 13),
)  # fmt: skip


def draw(book: Book, figures: ProblemsPage) -> None:
    edition = book.edition
    page = book.page("problems", [width for _, width in COLUMNS])
    page.heading(edition.say("report.problems.heading", period=edition.title.upper()))
    page.columns([edition.say(f"report.problems.{name}") for name, _ in COLUMNS])
    text = book.cell(valign="top")
    for p in figures.problems:
        page.text(0, p.unit_name or edition.say("report.problems.unknown_unit"), text)
        page.text(1, edition.period_name(p.period), text)
        page.text(2, p.indicator, text)
        page.text(3, _place(p), text)
        page.text(4, p.written, text)
        page.text(5, edition.say(f"status.severity.{p.severity}"), text)
        page.text(6, p.message, text)
        page.text(7, p.answered, text)
        page.text(8, edition.say(f"status.standing.{p.standing}"), text)
        page.end()
    if not figures.problems:
        page.note(edition.say("report.nothing"))


def _place(p: ProblemFigures) -> str:
    return ", ".join(part for part in (p.file, p.sheet, p.cell) if part)
