"""What needs review: where it stands in which file, what was written, and what became of it."""

from __future__ import annotations

from reports.book.problems.figures import ProblemFigures, ProblemsPage
from reports.edition import Edition
from reports.workbook.book import Book
from reports.workbook.long_rows import Column, put_columns

COLUMNS = {
    "unit": 26, "period": 14, "indicator": 8, "place": 26, "written": 14,
    "severity": 16, "message": 52, "answered": 32, "standing": 13,
}  # fmt: skip


def draw(book: Book, figures: ProblemsPage) -> None:
    edition = book.edition
    page = book.headed("problems", COLUMNS.values(), "report.problems.heading")
    page.heads("report.problems", COLUMNS)
    text = book.cell(valign="top")
    rows = [_texts(edition, problem) for problem in figures.problems]
    if rows:
        put_columns(page, [Column(values, text) for values in zip(*rows, strict=True)])
    else:
        page.note(edition.say("report.nothing"))


def _texts(edition: Edition, p: ProblemFigures) -> tuple[str | None, ...]:
    return (
        p.unit_name or edition.say("report.problems.unknown_unit"),
        edition.period_name(p.period),
        p.indicator,
        _place(p),
        p.written,
        edition.say(f"status.severity.{p.severity}"),
        p.message,
        p.answered,
        edition.say(f"status.standing.{p.standing}"),
    )


def _place(p: ProblemFigures) -> str:
    return ", ".join(part for part in (p.file, p.sheet, p.cell) if part)
