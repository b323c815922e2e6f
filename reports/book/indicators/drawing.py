"""All indicators under their fields: figures against plan and path, changes, light, coverage."""

from __future__ import annotations

from kpi.words import formats
from reports.book.chart_data.blocks import course_place
from reports.book.indicators.figures import IndicatorsPage
from reports.edition import Edition
from reports.figures.shared.indicators import IndicatorFigures
from reports.workbook.book import Book, Format, Page
from reports.workbook.lights import bars, colour_statuses, course, standing, trend
from reports.workbook.quantity import suffix_of
from reports.workbook.signed import changed, completed, reached
from reports.workbook.under_fields import under_fields

COLUMNS = {
    "code": 7, "name_and_lead": 92, "value": 11, "assessed": 11, "target": 12,
    "expected": 9.5, "achievement": 11, "change_previous": 11.5, "change_last_year": 11.5,
    "course": 9, "trend": 10, "status": 24, "coverage": 8,
}  # fmt: skip
ACHIEVEMENT, COURSE, STATUS = 6, 9, 11


def draw(book: Book, figures: IndicatorsPage) -> None:
    edition = book.edition
    page = book.headed("indicators", COLUMNS.values(), "report.indicators.heading")
    page.note(
        f"{edition.as_of_text}. {edition.notice}. "
        + edition.say(
            "report.summary.method",
            method=edition.say(f"report.method.{edition.plan.assessment.method}"),
        )
    )
    page.heads("report.indicators", COLUMNS, year=edition.period.year)
    first = page.row
    under_fields(page, figures.indicators, lambda indicator: _line(page, edition, indicator))
    last = page.row - 1
    bars(page, (first, ACHIEVEMENT, last, ACHIEVEMENT))
    colour_statuses(page, (first, STATUS, last, STATUS), [c.status for c in figures.status_counts])
    methods = book.called("methods")
    feet = ("foot_assessed", "foot_change", "foot_method", "foot_coverage", "foot_empty")
    page.note(" ".join(edition.say(f"report.indicators.{f}", sheet=methods) for f in feet))
    page.note(edition.say("report.indicators.foot_sources", sheet=book.called("sources")))


def _line(page: Page, edition: Edition, i: IndicatorFigures) -> None:
    book = page.book
    text, centre = book.cell(), book.cell(align="center")
    estimate = edition.say("report.estimate_suffix")

    def amount(*, estimated: bool = False) -> Format:
        suffix = suffix_of(i, estimated=estimate if estimated else "")
        return book.cell(num_format=book.number(i.decimals, suffix))

    page.text(0, i.indicator, centre)
    name = f"{i.indicator_name} ({i.unit_of_measure}){_mark(edition, i)}"
    page.text(1, f"{name} – {i.lead}" if i.lead else name, text)
    page.figure(2, i.value, amount(estimated=i.value_estimated))
    reached(page, 3, i, amount(estimated=i.assessed_estimated))
    _target(page, edition, i)
    page.figure(5, i.expected, amount())
    completed(page, 6, i)
    page.figure(7, i.change_previous, changed(book, i))
    page.figure(8, i.change_last_year, changed(book, i))
    page.text(COURSE, None, text)
    if any(value is not None for value in i.course):
        course(page, COURSE, course_place(edition, i.place), i.course)
    page.text(10, trend(edition, i.trend), text)
    page.text(STATUS, standing(edition, i.status, i.measure, late=i.done_late), text)
    page.text(12, _coverage(edition, i), centre)
    page.end()


def _target(page: Page, edition: Edition, i: IndicatorFigures) -> None:
    """The year's target; a band or a due day where the indicator has that instead."""
    book, locale = page.book, edition.locale
    if i.target is not None:
        page.figure(4, i.target, book.cell(num_format=book.number(i.decimals, suffix_of(i))))
    elif i.due is not None:
        due = edition.say("report.indicators.due", day=formats.day(i.due, locale))
        page.text(4, due, book.cell(align="right"))
    elif i.band_low is not None and i.band_high is not None:
        low, high = (formats.shortest(x, locale) for x in (i.band_low, i.band_high))
        band = edition.say("report.indicators.band", low=low, high=high)
        page.text(4, band, book.cell(align="right"))
    else:
        page.text(4, None, book.cell())


def _coverage(edition: Edition, i: IndicatorFigures) -> str:
    if i.units_expected is None:
        return ""
    counts = {"reported": i.units_reported, "expected": i.units_expected}
    mark = "◐ " if i.provisional else ""
    return mark + edition.say("report.indicators.of", **counts)


def _mark(edition: Edition, i: IndicatorFigures) -> str:
    """Behind a name: seen by a method of its own, seen otherwise by another one."""
    own = i.method != edition.plan.assessment.method and i.measure != "milestone"
    method = edition.say(f"report.method.{i.method}")
    said = [
        *([edition.say("report.indicators.by_method", method=method)] if own else []),
    ]
    depends = edition.say("report.indicators.depends") if i.depends_on_method else ""
    return (f"; {'; '.join(said)}" if said else "") + depends
