"""The cover: whose report, of what period, how far the data goes, and whether targets stand."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.warehouse.acts import Closing
from kpi.words import formats
from reports.decided import closed_text
from reports.edition import Edition
from reports.workbook.book import Book, Page


def draw(book: Book, closing: Closing | None) -> None:
    page = book.page("cover", (26, 24, 40), landscape=False, whole=True)
    _letterhead(page, book.edition)
    _title(page, book.edition)
    _facts(page, book.edition, closing)
    _contents(page, book.edition)


def _letterhead(page: Page, edition: Edition) -> None:
    owner = edition.owner.name.upper()
    above = edition.plan.reports_to
    plain = page.book.style(align="center", text_wrap=True, font_size=13)
    bold = page.book.style(align="center", text_wrap=True, font_size=13, bold=True)
    heading = page.book.style(align="center", font_size=13, bold=True, underline=1)
    if above:
        page.spread(0, 1, above.upper(), plain)
        if edition.plan.form_texts.heading:
            page.text(2, edition.plan.form_texts.heading, heading)
        page.end()
    page.across(owner, bold, last=1)
    page.across("*", plain, last=1)
    page.skip(2)


def _title(page: Page, edition: Edition) -> None:
    lines = (
        (18, edition.say("report.title")),
        *([(16, edition.say("report.annex"))] if not page.book.is_short else []),
        (15, edition.say("report.subject", period=edition.title)),
        (14, edition.plan.name),
        (14, "-----"),
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
