"""A table by unit: score, indicators by group, scores by field; ranks, where the plan shows them,
in the annex alone."""

from __future__ import annotations

from reports.book.units.figures import RankMove, UnitsPage
from reports.figures.shared.units import UnitSummary
from reports.workbook.book import Book, Page
from reports.workbook.lights import bars

GROUPS = ("good", "at_risk", "behind", "no_data", "other")


def draw(book: Book, figures: UnitsPage) -> None:
    edition = book.edition
    ranked = edition.plan.ranks != "none" and not book.is_short
    scored = {field for _, field in figures.scores}
    fields = [f for f in edition.plan.fields if f.id in scored]
    leading = [60.0 if book.is_short else 38.0, 8.0, *([7.0, 9.5] if ranked else [])]
    of_field = 7.0 if book.is_short else 9.5
    page = book.page("units", [*leading, *[7.0] * 6, *[of_field] * len(fields)])
    page.heading(edition.say("report.units.heading", period=edition.title.upper()))
    page.note(edition.say("report.units.foot", sheet=book.called("method")))
    shown = figures.short if book.is_short else figures.unit_summaries
    if len(shown) < len(figures.unit_summaries):
        counts = {"shown": len(shown), "total": len(figures.unit_summaries)}
        sheet = book.contents.whole("units", edition)
        page.note(edition.say("report.units.whole", sheet=sheet, **counts))
    if ranked:
        page.note(edition.say("report.units.foot_moves"))
    page.columns(
        [
            edition.say("report.units.unit"),
            edition.say("report.units.score"),
            *([edition.say(f"report.units.{n}") for n in ("rank", "moves")] if ranked else []),
            edition.say("report.units.total"),
            *(edition.say(f"report.summary.{group}") for group in GROUPS),
            *(f.name for f in fields),
        ]
    )
    first = page.row
    for unit in shown:
        _line(page, figures, unit, [f.id for f in fields], ranked=ranked)
    start = len(leading) + 6
    bars(page, (first, 1, page.row - 1, 1))
    if fields:
        bars(page, (first, start, page.row - 1, start + len(fields) - 1))
    if not figures.unit_summaries:
        page.note(edition.say("report.nothing"))


def _span(book: Book, move: RankMove | None) -> str:
    """`4 - 7`: from the best to the worst rank; one number where no weight moves it."""
    if move is None:
        return ""
    if move.best == move.worst:
        return str(move.best)
    return book.edition.say("report.units.span", best=move.best, worst=move.worst)


def _line(
    page: Page, figures: UnitsPage, unit: UnitSummary, fields: list[str], *, ranked: bool
) -> None:
    book = page.book
    score = book.cell(num_format=book.number(1))
    whole = book.cell(align="center", num_format="0")
    page.text(0, unit.unit_name, book.cell())
    page.figure(1, unit.score, book.cell(bold=True, num_format=book.number(1)))
    column = 2
    if ranked:
        page.figure(column, unit.rank, whole)
        move = figures.moves.get(unit.unit)
        page.text(column + 1, _span(book, move), book.cell(align="center"))
        column += 2
    counts = (unit.indicators, unit.good, unit.at_risk, unit.behind, unit.no_data, unit.other)
    for count in counts:
        page.figure(column, count, whole)
        column += 1
    for field in fields:
        page.figure(column, figures.scores.get((unit.unit, field)), score)
        column += 1
    page.end()
