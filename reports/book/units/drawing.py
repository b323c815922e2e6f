"""Fields and units by score and by indicators in the short groups. Leadership reads the units with
most that is behind; all of them, with a score for each field and ranks where the plan shows them,
stand in the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.book.units.figures import RankMove, UnitsPage
from reports.edition import Edition
from reports.figures.shared.overall import FieldSummary, Totals
from reports.figures.shared.units import UnitSummary
from reports.workbook.book import Book, Page
from reports.workbook.lights import bars
from reports.workbook.long_rows import Column, put_columns

GROUPS = ("good", "at_risk", "behind", "no_data", "other")
SHORT = (46.0, 9.0, *[8.5] * 6)  # a name, the score, six counts


def draw(book: Book, figures: UnitsPage) -> None:
    if book.is_short:
        _short(book, figures)
    else:
        _whole(book, figures)


def _short(book: Book, figures: UnitsPage) -> None:
    """Upright: fields in a table, units in the next."""
    edition = book.edition
    page = book.page("units", SHORT, landscape=False)
    page.heading(edition.say("report.units.heading_short", period=edition.title.upper()))
    page.note(edition.say("report.units.foot_score"))
    page.section(edition.say("report.units.fields"))
    page.columns(_heads(edition, edition.say("report.summary.field")), repeat=False)
    first = page.row
    for field in figures.field_summaries:
        _counted(page, field.field_name, field)
    bars(page, (first, 1, page.row - 1, 1))
    _counted(page, edition.say("report.summary.total"), figures.totals, bold=True)
    page.skip()
    shown = figures.short
    page.section(edition.say("report.units.units", count=len(figures.unit_summaries)))
    if not shown:
        page.note(edition.say("report.nothing"))
        return
    page.columns(_heads(edition, edition.say("report.units.unit")), repeat=False)
    first = page.row
    for unit in shown:
        _counted(page, unit.unit_name, unit)
    bars(page, (first, 1, page.row - 1, 1))
    sheet = book.contents.whole("units", edition)
    counts = {"shown": len(shown), "total": len(figures.unit_summaries)}
    key = "whole" if counts["shown"] < counts["total"] else "by_field"
    page.note(edition.say(f"report.units.{key}", sheet=sheet, **counts))


def _heads(edition: Edition, name: str) -> list[str]:
    groups = [edition.say(f"report.summary.{group}") for group in GROUPS]
    score = edition.say("report.summary.score")
    return [name, score, edition.say("report.units.total"), *groups]


def _counted(
    page: Page, name: str, of: FieldSummary | UnitSummary | Totals, *, bold: bool = False
) -> None:
    book = page.book
    whole = book.cell(align="center", num_format="0", bold=bold)
    page.text(0, name, book.cell(bold=bold))
    page.figure(1, of.score, book.cell(bold=True, num_format=book.number(1)))
    counts = (of.indicators, of.good, of.at_risk, of.behind, of.no_data, of.other)
    for column, count in enumerate(counts, start=2):
        page.figure(column, count, whole)
    page.end()


def _whole(book: Book, figures: UnitsPage) -> None:
    """Every unit with its score in each field."""
    edition = book.edition
    ranked = edition.plan.ranks != "none"
    scored = {field for _, field in figures.scores}
    fields = [f for f in edition.plan.fields if f.id in scored]
    leading = [38.0, 8.0, *([7.0, 9.5] if ranked else [])]
    widths = [*leading, *[7.0] * 6, *[9.5] * len(fields)]
    page = book.headed("units", widths, "report.units.heading")
    page.note(edition.say("report.units.foot", sheet=book.called("method")))
    if ranked:
        page.note(edition.say("report.units.foot_moves"))
    page.columns(
        [
            edition.say("report.units.unit"),
            edition.say("report.units.score"),
            *([edition.say(f"report.units.{n}") for n in ("rank", "moves")] if ranked else []),
            *_heads(edition, "")[2:],
            *(f.name for f in fields),
        ]
    )
    first = page.row
    put_columns(page, list(_columns(book, figures, [f.id for f in fields], ranked=ranked)))
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


def _columns(
    book: Book, figures: UnitsPage, fields: Sequence[str], *, ranked: bool
) -> Iterator[Column]:
    units, scores = figures.unit_summaries, figures.scores
    score = book.cell(num_format=book.number(1))
    whole = book.cell(align="center", num_format="0")
    yield Column([u.unit_name for u in units], book.cell())
    yield Column([u.score for u in units], book.cell(bold=True, num_format=book.number(1)))
    if ranked:
        yield Column([u.rank for u in units], whole)
        spans = [_span(book, figures.moves.get(u.unit)) for u in units]
        yield Column(spans, book.cell(align="center"))
    counts = [(u.indicators, u.good, u.at_risk, u.behind, u.no_data, u.other) for u in units]
    for number in range(len(GROUPS) + 1):
        yield Column([count[number] for count in counts], whole)
    for field in fields:
        yield Column([scores.get((u.unit, field)) for u in units], score)
