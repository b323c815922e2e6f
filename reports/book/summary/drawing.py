"""One page for a reader with one minute: counts that add up, what is behind, who has not sent."""

from __future__ import annotations

from kpi.words import formats
from reports.book.summary.figures import SummaryPage
from reports.edition import Edition
from reports.figures.shared.indicators import Explained
from reports.figures.shared.units import NotSent
from reports.kinds import lines_of, title_of
from reports.workbook.book import Book, Page
from reports.workbook.lights import bars, colour_statuses, light
from reports.workbook.quantity import suffix_of
from reports.workbook.trying import most_that_fits

BEHIND_SHOWN = (10, 8, 6, 4, 3, 2)  # from roomy to narrow
NOT_SENT_SHOWN = 12
EXPLAINED = 2  # units quoted for one indicator; all stand in full on the page of units' words
LETTERS_QUOTED = 160
NAMED_OF_KIND = 4  # indicators in a sentence


def draw(book: Book, figures: SummaryPage) -> None:
    """One sheet of paper: as many of those behind as leave print large enough."""

    def drawn(on: Book, shown: int) -> Page:
        return _fill(on, figures, shown)

    drawn(book, most_that_fits(book, drawn, BEHIND_SHOWN))


def _fill(book: Book, figures: SummaryPage, behind_shown: int) -> Page:
    page = book.page("summary", (20, 9.5, 9, 9, 9, 11, 11, 9, 9), landscape=False, whole=True)
    edition = book.edition
    page.heading(edition.say("report.summary.heading", period=edition.title.upper()))
    _headline(page, edition, figures)
    _status_counts(page, edition, figures)
    _fields(page, edition, figures)
    _behind(page, edition, figures, behind_shown)
    _delivery(page, edition, figures)
    _completeness(page, edition, figures)
    _kind(page, edition, figures)
    return page


def _kind(page: Page, edition: Edition, figures: SummaryPage) -> None:
    """What a longer period's report says beside a month's."""
    said = lines_of(edition, figures.kind, NAMED_OF_KIND, without=("judged",))
    if said:
        page.section(f"6. {title_of(edition, figures.kind)}")
    for line in said:
        page.note(line, italic=False)


def _headline(page: Page, edition: Edition, figures: SummaryPage) -> None:
    centred = page.book.style(align="center", italic=True, text_wrap=True)
    page.across(f"{edition.as_of_text}. {edition.notice}.", centred)
    score = figures.totals.score
    overall = (
        edition.say("report.summary.no_score")
        if score is None
        else edition.say("report.summary.overall", score=formats.number(score, 1, edition.locale))
    )
    method = edition.say(
        "report.summary.method",
        method=edition.say(f"report.method.{edition.plan.assessment.method}"),
    )
    page.across(overall, page.book.style(align="center", bold=True, font_size=13))
    page.across(method, centred)


def _status_counts(page: Page, edition: Edition, figures: SummaryPage) -> None:
    book, total = page.book, figures.totals.indicators
    page.section(edition.say("report.summary.one", total=total))
    _heads(page, [("status", 0, 3), ("count", 4, 5), ("share", 6, 8)])
    first = page.row
    left, whole = book.cell(), book.cell(align="center", num_format="0")
    share = book.cell(align="center", num_format=book.number(1))
    for count in figures.status_counts:
        page.spread(0, 3, light(edition, count.status), left)
        page.spread(4, 5, count.indicators, whole)
        page.spread(6, 8, count.share_pct, share)
        page.end()
    colour_statuses(page, (first, 0, page.row - 1, 3), [c.status for c in figures.status_counts])
    bold = book.cell(bold=True)
    page.spread(0, 3, edition.say("report.summary.total"), bold)
    page.spread(4, 5, total, book.cell(bold=True, align="center", num_format="0"))
    page.spread(6, 8, "", bold)
    page.end()


def _fields(page: Page, edition: Edition, figures: SummaryPage) -> None:
    book = page.book
    page.section(edition.say("report.summary.two"))
    names = ("field", "score", "good", "at_risk", "behind", "no_data", "other", "total")
    _heads(page, [(names[0], 0, 1), *((name, n, n) for n, name in enumerate(names[1:], start=2))])
    first = page.row
    score = book.cell(align="right", num_format=book.number(1))
    whole = book.cell(align="center", num_format="0")
    for line in figures.field_summaries:
        page.spread(0, 1, line.field_name, book.cell())
        page.figure(2, line.score, score)
        counts = (line.good, line.at_risk, line.behind, line.no_data, line.other, line.indicators)
        for column, count in enumerate(counts, start=3):
            page.figure(column, count, whole)
        page.end()
    bars(page, (first, 2, page.row - 1, 2))
    t = figures.totals
    page.spread(0, 1, edition.say("report.summary.total"), book.cell(bold=True))
    page.figure(2, t.score, book.cell(bold=True, num_format=book.number(1)))
    for column, count in enumerate(
        (t.good, t.at_risk, t.behind, t.no_data, t.other, t.indicators), start=3
    ):
        page.figure(column, count, book.cell(bold=True, align="center", num_format="0"))
    page.end()


def _behind(page: Page, edition: Edition, figures: SummaryPage, most: int) -> None:
    book, behind = page.book, figures.behind
    page.section(edition.say("report.summary.three"))
    if not behind:
        page.note(edition.say("report.summary.none_behind"))
        return
    heads = [("indicator", 0, 1), ("reached", 2, 2), ("required", 3, 3), ("pace", 4, 4)]
    _heads(page, [*heads, ("status", 5, 6), ("lead", 7, 8)])
    first = page.row
    shown = [b for b in behind if b.place <= most]
    for b in shown:
        number = book.cell(num_format=book.number(b.decimals, suffix_of(b)))
        page.spread(0, 1, f"{b.indicator}. {b.indicator_name}", book.cell())
        page.figure(2, b.assessed, number)
        page.figure(3, b.expected, number)
        page.figure(4, b.pace_pct, book.cell(num_format=book.number(1)))
        mark = edition.say("report.summary.depends") if b.depends_on_method else ""
        page.spread(5, 6, light(edition, b.status) + mark, book.cell())
        page.spread(7, 8, b.lead, book.cell())
        page.end()
        said = [e for e in figures.explanations if e.indicator == b.indicator]
        if said:
            page.across(_quoted(book, said), book.cell(italic=True))
    colour_statuses(page, (first, 5, page.row - 1, 6), ("at_risk", "behind", "not_met"))
    if any(b.depends_on_method for b in shown):
        page.note(edition.say("report.summary.foot_method", sheet=book.called("methods")))
    if behind[0].total > len(shown):
        page.note(
            edition.say(
                "report.summary.more_behind",
                shown=len(shown),
                total=behind[0].total,
                sheet=book.called("indicators"),
            )
        )


def _quoted(book: Book, said: list[Explained]) -> str:
    """`Giải trình: Đơn vị A: “...”`: the first units' words; cut ones end with an ellipsis."""
    edition = book.edition
    quotes = "; ".join(
        edition.say("report.summary.quote", unit=e.unit_name, text=_beginning(e.text))
        for e in said[:EXPLAINED]
    )
    left = len(said) - EXPLAINED
    if left <= 0 and all(_beginning(e.text) == e.text for e in said):
        return edition.say("report.summary.explained", quotes=quotes)
    key = "explained_more" if left > 0 else "explained_cut"
    sheet = book.called("statements")
    return edition.say(f"report.summary.{key}", quotes=quotes, left=left, sheet=sheet)


def _beginning(text: str) -> str:
    """In one line; a long one up to a word's end."""
    line = " ".join(text.split())
    if len(line) <= LETTERS_QUOTED:
        return line
    return line[:LETTERS_QUOTED].rsplit(" ", 1)[0] + "…"


def _delivery(page: Page, edition: Edition, figures: SummaryPage) -> None:
    page.section(edition.say("report.summary.four"))
    ways = "; ".join(
        edition.say(
            "report.summary.way",
            name=edition.say(f"status.delivery.{c.delivery}").lower(),
            forms=c.forms,
        )
        for c in figures.delivery_counts
        if c.forms
    )
    total = figures.delivery_counts[0].total
    if not total:
        page.note(edition.say("report.summary.no_forms"), italic=False)
        return
    page.note(edition.say("report.summary.delivery", total=total, ways=ways), italic=False)
    page.note(_who_has_not_sent(page.book, figures.not_sent), italic=False)


def _who_has_not_sent(book: Book, missing: tuple[NotSent, ...]) -> str:
    edition = book.edition
    if not missing:
        return edition.say("report.summary.nobody_missing")
    named = []
    for unit in missing[:NOT_SENT_SHOWN]:
        key = "not_taken" if unit.sent_but_not_taken else "not_sent_unit"
        periods = edition.periods_within(unit.periods)
        named.append(edition.say(f"report.summary.{key}", unit=unit.unit_name, periods=periods))
    left = missing[0].total - len(named)
    key = "not_sent_more" if left else "not_sent"
    return edition.say(
        f"report.summary.{key}",
        units="; ".join(named),
        left=left,
        sheet=book.called("delivery"),
    )


def _completeness(page: Page, edition: Edition, figures: SummaryPage) -> None:
    page.section(edition.say("report.summary.five"))
    t, sheet = figures.totals, page.book.called("missing")
    said: list[str] = []
    if t.provisional:
        counts = {"count": t.provisional, "total": t.indicators}
        said.append(edition.say("report.summary.provisional", **counts))
    if without := len(figures.without_data):
        said.append(edition.say("report.summary.without_data", count=without, sheet=sheet))
    if turning := sum(m.may_change for m in figures.missing):
        said.append(edition.say("report.summary.may_change", count=turning, sheet=sheet))
    page.note(" ".join(said) or edition.say("report.summary.complete"), italic=False)


def _heads(page: Page, heads: list[tuple[str, int, int]]) -> None:
    style = page.book.head()
    for name, first, last in heads:
        page.spread(first, last, page.book.edition.say(f"report.summary.{name}"), style)
    page.end()
