"""The cover: whose report, of what period, how far the data goes, and whether targets stand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from kpi.warehouse.acts import Closing
from kpi.words import formats
from reports.decided import closed_text
from reports.docx import issuer_of
from reports.edition import Edition
from reports.profiles import Profile, profile_on
from reports.workbook.book import Book, Page


def draw(book: Book, closing: Closing | None) -> None:
    page = book.page("cover", (26, 24, 40), landscape=False, whole=True)
    _letterhead(page, book.edition)
    _title(page, book.edition)
    _facts(page, book.edition, closing)
    _contents(page, book.edition)


def _letterhead(page: Page, edition: Edition) -> None:
    """The body below its superior at the left, what its form heads papers with at the right."""
    day = edition.plan.calendar.last_day(edition.period)
    issuer = issuer_of(edition.plan, day)
    form = profile_on(day, issuer.form)
    left = [(issuer.superior.upper(), False), (issuer.body.upper(), True), ("*", False)]
    left = [line for line in left if line[0] and (form.star or line[0] != "*")]
    right = _headings(edition, form, issuer.heading)
    middle = 0 if form.heading == "state" else 1  # the country's name is long
    for (text, bold), beside in zip_longest(left, right, fillvalue=("", False)):
        style = page.book.style(align="center", text_wrap=True, font_size=13, bold=bold)
        page.spread(0, middle, text, style)
        if beside[0]:
            underlined = {"underline": 1} if beside == right[-1] else {}
            style = page.book.style(align="center", font_size=13, bold=True, **underlined)
            page.spread(middle + 1, 2, beside[0], style)
        page.end()
    page.skip(2)


def _headings(edition: Edition, form: Profile, heading: str) -> list[tuple[str, bool]]:
    """The lines at the right: the state's two, the plan's own, or none."""
    if form.heading == "state":
        return [(edition.say(f"official.{line}"), True) for line in ("country", "motto")]
    return [(heading, True)] if form.heading == "plan" and heading else []


def _title(page: Page, edition: Edition) -> None:
    lines = (
        (18, edition.say("report.title")),
        *([(16, edition.say("report.annex"))] if not page.book.is_short else []),
        (15, edition.say("report.subject", period=edition.title)),
        (14, edition.plan.name),
        *([(14, "-----")] if edition.plan.report.form == "party" else []),
    )
    for size, text in lines:
        style = page.book.style(bold=True, font_size=size, align="center", text_wrap=True)
        page.across(text, style)
    page.skip(2)


def _facts(page: Page, edition: Edition, closing: Closing | None) -> None:
    plan, locale = edition.plan, edition.locale
    calendar = plan.calendar
    span = edition.say(
        "report.cover_span",
        period=formats.sentence_case(edition.title),
        first=formats.day(calendar.first_day(edition.period), locale),
        last=formats.day(calendar.last_day(edition.period), locale),
    )
    facts = [
        ("owner", edition.owner.name),
        ("reports_to", plan.reports_to),
        ("period", span),
        ("data", edition.as_of_text),
        ("closed", closed_text(plan, closing, edition.period)),
        ("targets", edition.notice),
        ("scope", plan.scope_note),
        ("marking", plan.marking),
    ]
    for key, text in facts:
        if text:
            page.text(0, edition.say(f"report.cover.{key}"), page.book.cell(bold=True))
            page.across(text, page.book.cell(bold=key in ("targets", "marking")), first=1)
    page.skip(2)


def _contents(page: Page, edition: Edition) -> None:
    contents = page.book.contents
    own = dict.fromkeys(contents.own, "")
    page.section(edition.say("report.cover.contents"))
    _links(page, own)
    elsewhere = {key: volume.value for key, volume in contents.elsewhere.items()}
    for file in dict.fromkeys(elsewhere.values()):
        page.skip()
        page.section(edition.say("report.cover.elsewhere", file=file))
        _links(page, elsewhere)


def _links(page: Page, files: Mapping[str, str]) -> None:
    """A line for each page that a click opens; its file if that is the other workbook."""
    edition = page.book.edition
    link = page.book.cell(font_color="#1F3864", underline=1)
    for key, file in files.items():
        page.link(0, edition.sheet(key), link, file=file)
        page.across(edition.say(f"report.cover.{key}"), page.book.cell(), first=1)
