"""What the missing reports could still change: the worst and the best case of a full return."""

from __future__ import annotations

from kpi.assessment.bounds import FullReturn, Stretch
from kpi.plan.model import Indicator
from kpi.words import formats
from reports.edition import Edition
from reports.figures import Missing
from reports.looks import STATUS
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.quantity import POINTS, suffix_of

COLUMNS = (
    ("indicator", 40), ("now", 22), ("missing", 13), ("worst", 24), ("best", 24), ("turns", 62),
)  # fmt: skip
LIGHTS = (1, 3, 4)


def write_missing(book: Book, missing: Missing) -> None:
    edition = book.edition
    page = book.page("missing", [width for _, width in COLUMNS])
    page.heading(edition.say("report.missing.heading", period=edition.title.upper()))
    page.note(edition.say("report.missing.intro"))
    turning = [m for m in missing if m.may_change]
    steady = [m.indicator for m in missing if m.stretches and not m.may_change]
    unbounded = [m.indicator for m in missing if not m.stretches]
    if turning:
        page.columns([edition.say(f"report.missing.{name}") for name, _ in COLUMNS])
        first = page.row
        for one in turning:
            _line(page, edition, one)
        for column in LIGHTS:
            colour_statuses(page, (first, column, page.row - 1, column), STATUS)
        page.skip()
    else:
        page.note(edition.say("report.missing.none"), italic=False)
    for key, codes in (("steady", steady), ("unbounded", unbounded)):
        if codes:
            text = edition.say(f"report.missing.{key}", count=len(codes), codes=", ".join(codes))
            page.note(text, italic=False)
    page.note(edition.say("report.missing.foot"))


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
    return edition.say(
        "report.missing.turn",
        low=_measured(edition, indicator, s.each_from),
        high=_measured(edition, indicator, s.each_to),
        light=_light(edition, s.status),
    )


def _light(edition: Edition, status: str) -> str:
    final = edition.period.month_of_year == 12
    return light(edition, "met_so_far" if status == "met" and not final else status)


def _measured(edition: Edition, indicator: Indicator, value: float) -> str:
    unit = indicator.unit_of_measure.strip()
    suffix = unit if unit in POINTS else suffix_of(indicator)
    return formats.number(value, indicator.decimals, edition.locale) + suffix
