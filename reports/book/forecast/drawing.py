"""Where the year and the plan are likely to end: the estimate, its range, the likelihood in words,
and what each remaining month must bring. Leadership reads of those not expected to reach the plan.
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi.words import formats
from reports.book.forecast.figures import Forecast, ForecastPage
from reports.edition import Edition
from reports.figures.shared.indicators import LearnedProfile
from reports.workbook.book import Book, Format, Page
from reports.workbook.lights import colour_likelihoods, light, likelihood
from reports.workbook.quantity import points_suffix, suffix_of
from reports.workbook.under_fields import under_fields

COLUMNS = {
    "place": 4, "code": 8, "name": 36, "unit_of_measure": 9, "assessed": 10.5,
    "target": 11, "status": 21, "projection": 10.5, "low": 10, "high": 10,
    "likelihood": 20, "required": 14, "end_year": 7.5, "end_target": 10.5,
    "end_projection": 11,
}  # fmt: skip
ALONE = {"name": 70, "likelihood": 40}  # where few columns stand beside them
SHORT = ("code", "name", "assessed", "target", "projection", "low", "high", "likelihood",
         "required")  # fmt: skip


def draw(book: Book, figures: ForecastPage) -> None:
    edition = book.edition
    columns = {name: ALONE.get(name, COLUMNS[name]) for name in SHORT} if book.is_short else COLUMNS
    year = edition.period.year
    page = book.headed("forecast", columns.values(), "report.forecast.heading", year=year)
    page.note(edition.say("report.forecast.intro", period=edition.title))
    shown = figures.open if book.is_short else figures.forecasts
    if book.is_short:
        sheet = book.contents.whole("forecast", edition)
        counts = {"shown": len(shown), "total": len(figures.forecasts)}
        page.note(edition.say("report.forecast.whole", sheet=sheet, **counts))
    if not shown:
        page.note(edition.say("report.nothing"))
        return
    page.heads("report.forecast", columns, year=year)
    first = page.row
    names = list(columns)
    if book.is_short:
        for line in shown:
            _line(page, names, line)
    else:
        under_fields(page, shown, lambda line: _line(page, names, line))
    likely = names.index("likelihood")
    colour_likelihoods(page, (first, likely, page.row - 1, likely))
    page.skip()
    if not book.is_short:
        _feet(page, figures)


def _feet(page: Page, figures: ForecastPage) -> None:
    book, edition = page.book, page.book.edition
    for key in ("foot_range", "foot_likelihood", "foot_required", "foot_end"):
        page.note(edition.say(f"report.forecast.{key}"))
    if "record" in book.contents.own:
        page.note(edition.say("report.forecast.foot_record", sheet=book.called("record")))
    if figures.profiles:
        items = "; ".join(_learned(edition, p) for p in figures.profiles)
        page.note(edition.say("report.forecast.foot_learned", items=items))


def _learned(edition: Edition, profile: LearnedProfile) -> str:
    """`N1: 2 năm (2022, 2023)`: what a learned profile rests on."""
    years = ", ".join(str(year) for year in profile.years)
    key = "learned" if profile.years else "learned_none"
    return edition.say(
        f"report.forecast.{key}",
        indicator=profile.indicator,
        count=len(profile.years),
        years=years,
    )


def _line(page: Page, columns: Sequence[str], f: Forecast) -> None:
    for column, name in enumerate(columns):
        value, style = _cell(page.book, f, name)
        if value is None or isinstance(value, str):
            page.text(column, value, style)
        else:
            page.figure(column, value, style)
    page.end()


def _cell(book: Book, f: Forecast, name: str) -> tuple[str | float | None, Format]:
    """What stands in a column, and how."""
    amount = book.cell(num_format=book.number(f.decimals, suffix_of(f)))
    whole, centre = book.cell(align="center", num_format="0"), book.cell(align="center")
    figures: dict[str, tuple[float | None, Format]] = {
        "place": (f.place, whole), "assessed": (f.assessed, amount),
        "projection": (f.projection, amount), "low": (f.projection_low, amount),
        "high": (f.projection_high, amount), "required": (f.required, _required(book, f)),
        "end_year": (f.end_year, whole), "end_target": (f.end_target, amount),
        "end_projection": (f.end_projection, amount),
    }  # fmt: skip
    if name in figures:
        return figures[name]
    if name == "target":
        return _target(book, f, amount)
    texts = {
        "code": (f.indicator, centre), "unit_of_measure": (f.unit_of_measure, centre),
        "name": (_name(book, f), book.cell()),
        "status": (light(book.edition, f.status), book.cell()),
        "likelihood": (_likelihood(book.edition, f), book.cell()),
    }  # fmt: skip
    return texts[name]


def _name(book: Book, f: Forecast) -> str:
    """With the unit of measure where that has no column."""
    return f"{f.indicator_name} ({f.unit_of_measure})" if book.is_short else f.indicator_name


def _target(book: Book, f: Forecast, amount: Format) -> tuple[str | float | None, Format]:
    if f.target is not None or f.band_low is None or f.band_high is None:
        return f.target, amount
    locale = book.edition.locale
    low, high = (formats.shortest(x, locale) for x in (f.band_low, f.band_high))
    band = book.edition.say("report.indicators.band", low=low, high=high)
    return band, book.cell(align="right")


def _likelihood(edition: Edition, f: Forecast) -> str:
    """What the range says of the target; without a range the figure alone."""
    if f.likelihood is not None:
        return likelihood(edition, f.likelihood)
    if f.projection is None or (f.target is None and f.band_low is None):
        return ""
    figure = formats.number(f.projection, f.decimals, edition.locale) + suffix_of(f)
    return edition.say("status.likelihood.about", figure=figure)


def _required(book: Book, f: Forecast) -> Format:
    """A rest is shared out as a number; a level must change by so much, up or down."""
    suffix = ""
    if f.points:
        suffix = book.edition.say(points_suffix(f.unit_of_measure))
    if f.is_level:
        return book.cell(num_format=book.change(f.decimals + 1, suffix))
    before = book.edition.say("report.forecast.at_most") if f.is_at_most else ""
    return book.cell(num_format=book.number(f.decimals + 1, suffix, before=before))
