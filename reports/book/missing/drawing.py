"""What the missing reports could still change: the worst and the best case of a full return.

Whatever lacks reports stands here, so that nobody takes a light for settled that is not: with its
cases, with the units it waits for, or at least by its code.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.assessment.bounds import FullReturn, Stretch
from kpi.plan.model import Indicator
from kpi.records.status import shown_status
from kpi.words import formats
from reports.book.missing.figures import MissingPage
from reports.edition import Edition
from reports.figures.shared.indicators import WithoutData
from reports.looks import STATUS
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.quantity import sign_behind

COLUMNS = {
    "indicator": 40, "now": 22, "missing": 13, "worst": 24, "best": 24, "turns": 62,
}  # fmt: skip
LIGHTS = (1, 3, 4)
UNITS = 12  # named for one indicator; the rest is counted


def draw(book: Book, figures: MissingPage) -> None:
    edition = book.edition
    page = book.headed("missing", COLUMNS.values(), "report.missing.heading")
    # a sheet repeats one head on all pages that follow: the longer table stands last
    page.section(edition.say("report.missing.one", count=len(figures.without_data)))
    _without_data(page, edition, figures.without_data, repeat=not figures.turning)
    page.skip()
    page.section(edition.say("report.missing.two"))
    page.note(edition.say("report.missing.intro"))
    _in_part(page, edition, figures)
    page.note(edition.say("report.missing.foot"))


def _in_part(page: Page, edition: Edition, figures: MissingPage) -> None:
    """Indicators whose figures rest on some of the reports."""
    if figures.turning:
        page.heads("report.missing", COLUMNS)
        first = page.row
        for one in figures.turning:
            _line(page, edition, one)
        for column in LIGHTS:
            colour_statuses(page, (first, column, page.row - 1, column), STATUS)
        page.skip()
    for key, codes in figures.lists.items():
        if codes:
            text = edition.say(f"report.missing.{key}", count=len(codes), codes=", ".join(codes))
            page.note(text, italic=False)
    if not figures.turning and not any(figures.lists.values()):
        page.note(edition.say("report.missing.none"), italic=False)


def _without_data(
    page: Page, edition: Edition, without: Sequence[WithoutData], *, repeat: bool
) -> None:
    """Indicators that wait for all their figures, each with the units it waits for."""
    if not without:
        page.note(edition.say("report.missing.nothing_without"), italic=False)
        return
    page.note(edition.say("report.missing.open"), italic=False)
    book = page.book
    page.text(0, edition.say("report.missing.indicator"), book.head())
    page.text(1, edition.say("report.missing.sent"), book.head())
    page.spread(2, page.last, edition.say("report.missing.waits_for"), book.head())
    if repeat:
        page.repeat()
    page.end()
    for one in without:
        page.text(0, f"{one.indicator}. {one.indicator_name}", book.cell())
        page.text(1, _sent(edition, one), book.cell(align="center"))
        page.spread(2, page.last, _names(edition, one.units), book.cell())
        page.end()


def _sent(edition: Edition, one: WithoutData) -> str:
    if one.units_expected is None:
        return ""
    counts = {"reported": one.units_reported, "expected": one.units_expected}
    return edition.say("report.indicators.of", **counts)


def _names(edition: Edition, units: Sequence[str]) -> str:
    names, left = "; ".join(units[:UNITS]), len(units) - UNITS
    return names if left <= 0 else edition.say("report.reasons.and_more", names=names, count=left)


def _line(page: Page, edition: Edition, m: FullReturn) -> None:
    book, indicator = page.book, edition.plan.indicator_by_id[m.indicator]
    page.text(0, f"{indicator.id}. {indicator.name}", book.cell())
    page.text(1, _light(edition, m.status), book.cell())
    page.text(
        2,
        edition.say("report.missing.count", units=m.units, reports=m.reports),
        book.cell(align="center"),
    )
    page.text(3, _case(edition, indicator, m.worst, worst=True), book.cell())
    page.text(4, _case(edition, indicator, m.best, worst=False), book.cell())
    turns = "\n".join(_turn(edition, indicator, s) for s in m.stretches)
    page.text(5, turns, book.cell(font_size=10))
    page.end()


def _case(edition: Edition, indicator: Indicator, s: Stretch, *, worst: bool) -> str:
    """The light, and the figure at the stretch's far end."""
    low = worst is (indicator.direction == "up")
    figure = s.figure_from if low else s.figure_to
    return f"{_light(edition, s.status)}\n{_measured(edition, indicator, figure)}"


def _turn(edition: Edition, indicator: Indicator, s: Stretch) -> str:
    low, high = (_measured(edition, indicator, end) for end in (s.each_from, s.each_to))
    key = "turn_at" if low == high else "turn"
    return edition.say(f"report.missing.{key}", low=low, high=high, light=_light(edition, s.status))


def _light(edition: Edition, status: str) -> str:
    final = edition.period.month_of_year == 12
    return light(edition, shown_status(status, ends_year=final))


def _measured(edition: Edition, indicator: Indicator, value: float) -> str:
    return formats.number(value, indicator.decimals, edition.locale) + sign_behind(indicator)
