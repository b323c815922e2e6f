"""How the report judges: method, thresholds, symbols; in the annex also each indicator's definition
and basis."""

from __future__ import annotations

from kpi.plan.model import Indicator
from kpi.rounding import without_noise
from kpi.words import formats
from reports.book.method.figures import MethodPage
from reports.edition import Edition
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light

LINES = ("line_method", "line_roll_up", "line_expected", "line_achievement", "line_missing",
         "line_score", "line_trend", "line_as_of", "line_plan")  # fmt: skip


def draw(book: Book, figures: MethodPage) -> None:
    edition = book.edition
    page = book.page("method", (9, 34, 58, 46), whole=book.is_short)
    page.heading(edition.say("report.method.heading"))
    _scale(page, edition, figures)
    page.section(edition.say("report.method.how"))
    for key in LINES:
        page.note("- " + _sentence(edition, key), italic=False)
    if book.is_short:
        sheet = book.contents.whole("method", edition)
        page.note(edition.say("report.method.whole", sheet=sheet))
    else:
        _basis(page, edition, figures)


def _basis(page: Page, edition: Edition, figures: MethodPage) -> None:
    book = page.book
    page.section(edition.say("report.method.basis"))
    page.heads("report.method", ("code", "name", "definition", "source"))
    by_id = edition.plan.indicator_by_id
    text = book.cell(valign="top")
    for code in figures.codes:
        indicator = by_id[code]
        page.text(0, indicator.id, text)
        page.text(1, indicator.name, text)
        years = figures.learned_years.get(indicator.id)
        page.text(2, _definition(edition, indicator, years), text)
        page.text(3, indicator.basis, text)
        page.end()


def _scale(page: Page, edition: Edition, figures: MethodPage) -> None:
    book = page.book
    page.section(edition.say("report.method.scale"))
    head = book.head()
    page.spread(0, 1, edition.say("report.summary.status"), head)
    page.text(2, edition.say("report.method.meaning"), head)
    page.text(3, edition.say("report.method.light"), head)
    page.end()
    first = page.row
    settings = edition.plan.assessment
    cuts = {
        "on_track": formats.shortest(without_noise(100 * settings.on_track), edition.locale),
        "at_risk": formats.shortest(without_noise(100 * settings.at_risk), edition.locale),
    }
    for status in figures.statuses:
        page.spread(0, 1, light(edition, status), book.cell())
        page.text(2, edition.say(f"status.meaning.{status}", **cuts), book.cell())
        page.text(3, edition.say(f"status.light.{status}"), book.cell())
        page.end()
    colour_statuses(page, (first, 0, page.row - 1, 1), figures.statuses)


def _sentence(edition: Edition, key: str) -> str:
    plan = edition.plan
    if key == "line_score":
        key = f"line_score_{plan.missing_in_score}"
    return edition.say(
        f"report.method.{key}",
        method=edition.say(f"report.method.{plan.assessment.method}"),
        as_of=edition.as_of_text,
    )


def _definition(edition: Edition, indicator: Indicator, years: list[int] | None) -> str:
    """How the indicator is counted; `years`: those that its learned shares of the year rest on."""
    named = (("numerator", indicator.numerator), ("denominator", indicator.denominator),
             ("formula", indicator.formula))  # fmt: skip
    parts = [edition.say(f"report.method.{key}", text=text) for key, text in named if text]
    if years is not None:
        key = "learned" if years else "learned_none"
        shown = ", ".join(str(year) for year in years)
        parts.append(edition.say(f"report.method.{key}", count=len(years), years=shown))
    return "\n".join([*([indicator.definition] if indicator.definition else []), *parts])
