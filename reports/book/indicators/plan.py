"""A plan's results: baseline, each year, result and margin, never met, carried over."""

from __future__ import annotations

from kpi.words import formats
from reports import milestones
from reports.book.indicators.figures import IndicatorsPage
from reports.edition import Edition
from reports.kinds import KindFigures, lines_of
from reports.kinds.figures import PlanRow
from reports.looks import STATUS
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses
from reports.workbook.signed import amount, name_and_lead, signed, status_text
from reports.workbook.under_fields import under_fields

NAME, OF_YEAR = 64, 12
BEFORE_YEARS, AFTER_YEARS = 3, 5  # columns


def draw(book: Book, figures: IndicatorsPage) -> None:
    edition, kind = book.edition, figures.kind
    years = sorted({y.year for y in kind.plan_years})
    widths = [7, NAME, 11, *[OF_YEAR] * len(years), 11, 14, 22, 8, 12]
    page = book.headed("indicators", widths, "kinds.page.heading_plan")
    page.note(f"{edition.as_of_text}. {edition.notice}.")
    for line in lines_of(edition, kind, 8):
        page.note(line, italic=False)
    _heads(page, edition, years)
    first, at = page.row, BEFORE_YEARS + len(years) + 2
    under_fields(page, kind.plan, lambda row: _line(page, edition, row, kind, years))
    statuses = [c.status for c in figures.status_counts]
    colour_statuses(page, (first, at, page.row - 1, at), statuses)
    page.note(edition.say("kinds.page.foot_plan"))
    symbols = dict.fromkeys(y.status for y in kind.plan_years)
    page.note("; ".join(f"{STATUS[s].symbol} {edition.status(s)}" for s in symbols))


def _heads(page: Page, edition: Edition, years: list[int]) -> None:
    last = edition.period.year
    ends = ("final_target", "margin", "status", "years_met", "carried_over")
    said = [edition.say(f"kinds.column.{name}") for name in ("code", "name", "baseline")]
    said += [edition.say("kinds.column.of_year", year=year) for year in years]
    said += [edition.say(f"kinds.column.{name}", year=last) for name in ends]
    page.columns(said)


def _line(page: Page, edition: Edition, r: PlanRow, kind: KindFigures, years: list[int]) -> None:
    book = page.book
    page.text(0, r.indicator, book.cell(align="center"))
    page.text(1, name_and_lead(r), book.cell())
    page.figure(2, r.baseline, amount(book, r))
    for column, year in enumerate(years, start=BEFORE_YEARS):
        of_year = kind.years.get((r.indicator, year))
        symbol = STATUS[of_year.status].symbol if of_year else ""
        if of_year is None or of_year.assessed is None:
            page.text(column, symbol, book.cell(align="center"))
        elif milestones.is_milestone(r):
            said = milestones.share(edition, of_year.assessed, of_year.units_expected)
            page.text(column, f"{symbol} {said}", book.cell(align="center"))
        else:
            page.figure(column, of_year.assessed, amount(book, r, before=f"{symbol} "))
    _result(page, edition, r, BEFORE_YEARS + len(years))


def _result(page: Page, edition: Edition, r: PlanRow, at: int) -> None:
    """The last target, the margin, the status, years met, and whether it goes on."""
    book, centre = page.book, page.book.cell(align="center")
    if r.target is not None:
        page.figure(at, r.target, amount(book, r))
    else:
        page.text(at, _goal(edition, r), book.cell(align="right"))
    page.figure(at + 1, r.margin if r.target is not None else None, signed(book, r))
    status = status_text(edition, r.status, milestone=r.measure == "milestone", late=r.done_late)
    page.text(at + 2, status, book.cell())
    counts = {"met": r.years_met, "judged": r.years_judged}
    page.text(at + 3, edition.say("kinds.page.years_met", **counts), centre)
    carried = edition.say("kinds.page.carried_over") if r.carried_over else ""
    page.text(at + 4, carried, centre)
    page.end()


def _goal(edition: Edition, r: PlanRow) -> str | None:
    """A band, or a milestone's due day."""
    if r.due is not None:
        return milestones.due_text(edition, r.due)
    if r.band_low is not None and r.band_high is not None:
        low, high = (formats.shortest(x, edition.locale) for x in (r.band_low, r.band_high))
        return edition.say("leading.annex.band", low=low, high=high)
    return None
