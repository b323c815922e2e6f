"""The source sheet: every figure in force with its unit, file, sheet, cell and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kpi.words import formats
from reports.book.sources.figures import Source, SourcesPage
from reports.edition import Edition
from reports.workbook.book import Book, Format
from reports.workbook.long_rows import Column, put_columns
from reports.workbook.quantity import suffix_of

COLUMNS = {
    "unit": 42, "period": 20, "code": 8, "numerator": 11, "denominator": 11,
    "value": 12, "state": 26, "file": 44, "sheet": 11, "cell": 7, "received": 17,
}  # fmt: skip


def draw(book: Book, figures: SourcesPage) -> None:
    edition = book.edition
    page = book.headed("sources", COLUMNS.values(), "report.sources.heading")
    page.note(edition.say("report.sources.foot", sheet=book.called("indicators")))
    if figures.at_most is not None:
        page.note(edition.say("report.sources.cut", most=figures.at_most))
    page.heads("report.sources", COLUMNS)
    head = page.row - 1
    if figures.sources:
        put_columns(page, _columns(book, figures.sources))
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


def _columns(book: Book, sources: Sequence[Source]) -> list[Column]:
    edition, styles = book.edition, _Styles.of(book)
    periods = {p: edition.period_name(p) for p in {s.period for s in sources}}
    states = {k: _state(edition, *k) for k in {(s.state, s.questioned) for s in sources}}
    moments = {at: edition.local_minute(at) for at in {s.received_at for s in sources}}
    values = [_value(edition, styles, s) for s in sources]
    return [
        Column([s.unit_name for s in sources], styles.text),
        Column([periods[s.period] for s in sources], styles.text),
        Column([s.indicator for s in sources], styles.text),
        _parts(styles, [s.numerator for s in sources]),
        _parts(styles, [s.denominator for s in sources]),
        Column([value for value, _ in values], [style for _, style in values]),
        Column([states[s.state, s.questioned] for s in sources], styles.text),
        Column([s.file for s in sources], styles.text),
        Column([s.sheet for s in sources], styles.text),
        Column([s.cell for s in sources], styles.text),
        Column([moments[s.received_at] for s in sources], styles.moment),
    ]


def _parts(styles: _Styles, parts: Sequence[float | None]) -> Column:
    whole, broken = styles.number(0), styles.number(2)
    return Column(parts, [whole if p is None or p.is_integer() else broken for p in parts])


def _value(edition: Edition, styles: _Styles, s: Source) -> tuple[str | float | None, Format]:
    if s.done_on is not None:
        return formats.day(s.done_on, edition.locale), styles.day
    if s.measure == "milestone" and s.value is not None:
        return edition.say("forms.not_done"), styles.day
    return s.value, styles.number(s.decimals, suffix_of(s))


def _state(edition: Edition, state: str, questioned: bool) -> str:
    mark = f"; {edition.say('report.sources.questioned')}" if questioned else ""
    return edition.say(f"status.state.{state}") + mark
