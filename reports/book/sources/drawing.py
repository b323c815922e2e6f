"""The source sheet: every figure in force with its unit, file, sheet, cell and time."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi.words import formats
from reports.book.sources.figures import Source, SourcesPage
from reports.edition import Edition
from reports.workbook.book import Book, Format, Page
from reports.workbook.quantity import suffix_of

COLUMNS = (
    ("unit", 42), ("period", 20), ("code", 8), ("numerator", 11), ("denominator", 11),
    ("value", 12), ("state", 26), ("file", 44), ("sheet", 11), ("cell", 7), ("received", 17),
)  # fmt: skip


def draw(book: Book, figures: SourcesPage) -> None:
    edition = book.edition
    page = book.page("sources", [width for _, width in COLUMNS])
    page.heading(edition.say("report.sources.heading", period=edition.title.upper()))
    page.note(edition.say("report.sources.foot", sheet=book.called("indicators")))
    if figures.at_most is not None:
        page.note(edition.say("report.sources.cut", most=figures.at_most))
    page.columns([edition.say(f"report.sources.{name}") for name, _ in COLUMNS])
    head = page.row - 1
    names = {p: edition.period_name(p) for p in {s.period for s in figures.sources}}
    styles = _Styles.of(book)
    for source in figures.sources:
        _line(page, styles, source, names[source.period])
    if figures.sources:
        page.sheet.autofilter(head, 0, page.row - 1, page.last)
    else:
        page.note(edition.say("report.nothing"))


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of the rows, made once each; figures' by decimals and what stands behind."""

    book: Book
    text: Format
    day: Format
    moment: Format
    numbers: dict[tuple[int, str], Format] = field(default_factory=dict)

    @classmethod
    def of(cls, book: Book) -> _Styles:
        moment = book.cell(align="center", num_format=book.moment_format)
        return cls(book, book.cell(), book.cell(align="right"), moment)

    def number(self, decimals: int, suffix: str = "") -> Format:
        key = (decimals, suffix)
        if key not in self.numbers:
            self.numbers[key] = self.book.cell(num_format=self.book.number(decimals, suffix))
        return self.numbers[key]


def _line(page: Page, styles: _Styles, s: Source, period: str) -> None:
    edition, text = page.book.edition, styles.text
    page.text(0, s.unit_name, text)
    page.text(1, period, text)
    page.text(2, s.indicator, text)
    for column, part in ((3, s.numerator), (4, s.denominator)):
        whole = part is None or part.is_integer()
        page.figure(column, part, styles.number(0 if whole else 2))
    if s.done_on is not None:
        page.text(5, formats.day(s.done_on, edition.locale), styles.day)
    elif s.measure == "milestone" and s.value is not None:
        page.text(5, edition.say("forms.not_done"), styles.day)
    else:
        page.figure(5, s.value, styles.number(s.decimals, suffix_of(s)))
    page.text(6, _state(edition, s), text)
    page.text(7, s.file, text)
    page.text(8, s.sheet, text)
    page.text(9, s.cell, text)
    page.moment(10, s.received_at, styles.moment)
    page.end()


def _state(edition: Edition, s: Source) -> str:
    mark = f"; {edition.say('report.sources.questioned')}" if s.questioned else ""
    return edition.say(f"status.state.{s.state}") + mark
