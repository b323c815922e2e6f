"""Page one for a reader with one minute: the six points of `tom-tat.pdf`, figures as numbers.

The one rule: its sentences are those of `reports/leading/wording.py`; lists are cut until the page
is one sheet of paper, and say how many they leave out.
"""

from __future__ import annotations

from functools import partial

from kpi.words import formats
from reports import amounts, milestones
from reports.book.summary.figures import SummaryPage
from reports.edition import Edition
from reports.kinds import lines_of, title_of
from reports.leading import wording
from reports.leading.facts import Behind, Facts
from reports.leading.rooms import Room, roomiest
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.quantity import suffix_of
from reports.workbook.signed import reached
from reports.workbook.trying import is_one_sheet

WIDTHS = (29, 7.5, 8.5, 12.5, 15, 14, 21.5)
UNSAID = (
    29.5,
    7.5,
    8.5,
    12.5,
    20.5,
    18.5,
    11.5,
)  # where no unit says why: words that are there need the room
BEHIND = ("indicator", "reached", "required", "missing", "outlook", "lead", "why")
STANDING = (("status", 0, 3), ("count", 4, 4), ("compared_now", 5, 5), ("compared_before", 6, 6))
TOLD_ABOVE = ("judged", "failed")  # of the kind's sentences: points 1 and 2 say it


def draw(book: Book, figures: SummaryPage) -> None:
    """One sheet of paper: as much of each list as leaves print large enough."""
    room = roomiest(lambda r: is_one_sheet(book, partial(_fill, figures=figures, room=r)))
    _fill(book, figures, room)


def _fill(book: Book, figures: SummaryPage, room: Room) -> Page:
    edition, facts = book.edition, figures.facts
    said = any(behind.reasons for behind in facts.behind)
    page = book.page("summary", WIDTHS if said else UNSAID, landscape=False, whole=True)
    page.heading(edition.say("report.summary.heading", period=edition.title.upper()))
    _headline(page, edition)
    _standing(page, edition, facts)
    _score(page, edition, figures)
    _behind(page, edition, facts, room)
    of_kind = lines_of(edition, facts.kind, room.listed, without=TOLD_ABOVE, letters=room.names)
    if facts.kind.kind == "plan":  # it has no report before it
        _section(page, edition, "three_plan", of_kind, facts)
    else:
        moved = wording.moved(edition, facts, room.listed, room.letters)
        _section(page, edition, "three", moved, facts)
    _section(page, edition, "four", wording.sent(edition, facts, room.listed), facts)
    asked = wording.proposals(edition, facts, room.listed, room.letters)
    _section(page, edition, "five", [asked], facts)
    complete = wording.completeness(edition, facts, room.listed, room.names)
    _section(page, edition, "six", [*complete, *_open(page, edition, figures)], facts)
    if of_kind and facts.kind.kind != "plan":
        _section(page, edition, "seven", of_kind, facts)
    return page


def _section(page: Page, edition: Edition, key: str, lines: list[str], facts: Facts) -> None:
    page.section(edition.say(f"leading.page.{key}", title=title_of(edition, facts.kind)))
    page.note(" ".join(lines), italic=False)


def _headline(page: Page, edition: Edition) -> None:
    centred = page.book.style(align="center", italic=True, text_wrap=True)
    method = edition.say(
        "report.summary.method",
        method=edition.say(f"report.method.{edition.plan.assessment.method}"),
    )
    page.across(f"{edition.as_of_text}. {edition.notice}. {method}.", centred)


def _standing(page: Page, edition: Edition, facts: Facts) -> None:
    """How many stand where; beside it those that stood in the last report, then and now."""
    book = page.book
    page.section(edition.say("leading.page.one", total=facts.total))
    shown = STANDING if facts.moves and facts.moves.compared else STANDING[:2]
    for name, start, last in shown:
        page.spread(start, last, edition.say(f"report.summary.{name}"), book.head())
    page.end()
    first = page.row
    whole = book.cell(align="center", num_format="0")
    for line in facts.standing:
        page.spread(0, 3, light(edition, line.status), book.cell())
        for column, count in _counts(line.now, line.compared_now, line.compared_before, shown):
            page.figure(column, count, whole)
        page.end()
    colour_statuses(page, (first, 0, page.row - 1, 3), [c.status for c in facts.standing])
    page.spread(0, 3, edition.say("report.summary.total"), book.cell(bold=True))
    bold = book.cell(bold=True, align="center", num_format="0")
    sums = (facts.total, *facts.compared_total)
    for column, count in _counts(*sums, shown):
        page.figure(column, count, bold)
    page.end()
    if shown is STANDING and facts.moves:
        periods = ", ".join(edition.period_within(p) for p in facts.moves.periods)
        page.note(edition.say("report.summary.foot_compared", periods=periods))


def _counts(
    now: int, beside: int, before: int, shown: tuple[tuple[str, int, int], ...]
) -> list[tuple[int, int]]:
    """(column, count) of as many columns as are shown."""
    return list(zip((4, 5, 6), (now, beside, before)[: len(shown) - 1], strict=False))


def _score(page: Page, edition: Edition, figures: SummaryPage) -> None:
    """The score and what it is: no share of indicators that are met."""
    totals = figures.totals
    if totals.score is None:
        page.note(edition.say("report.summary.no_score"), italic=False)
        return
    page.note(
        edition.say(
            "report.summary.score_means",
            score=formats.number(totals.score, 1, edition.locale),
            what=edition.say(f"report.summary.score_{_end(edition)}"),
            scored=totals.scored,
            good=totals.good,
            total=totals.indicators,
        ),
        italic=False,
    )


def _end(edition: Edition) -> str:
    return "end" if edition.period.month_of_year == 12 else "so_far"


def _behind(page: Page, edition: Edition, facts: Facts, room: Room) -> None:
    """What is behind, by how much, what is to come, who leads it and why."""
    ends = edition.period.month_of_year == 12
    title = "two_end" if ends else "two"
    page.section(edition.say(f"leading.page.{title}", count=len(facts.behind)))
    if not facts.behind:
        page.note(edition.say("leading.behind.none"), italic=False)
        return
    beside = wording.beside_head(edition, facts)
    heads = {name: edition.say(f"report.summary.{name}") for name in BEHIND if name != "outlook"}
    heads |= {"outlook": beside, "why": edition.say("leading.page.why")}
    if ends:
        heads["required"] = edition.say("report.summary.required_end")
    for column, name in enumerate(BEHIND):
        page.text(column, heads[name], page.book.head())
    page.end()
    first = page.row
    for behind in facts.behind[: room.behind]:
        _line(page, edition, facts, behind, room)
    colour_statuses(page, (first, 0, page.row - 1, 0), ("behind", "not_met"))
    if left := facts.behind[room.behind :]:
        page.note(wording.more_behind(edition, left, room.names), italic=False)


def _line(page: Page, edition: Edition, facts: Facts, behind: Behind, room: Room) -> None:
    book, row = page.book, behind.row
    number = book.cell(num_format=book.number(row.decimals, suffix_of(row)))
    mark = f" {wording.mark(edition, row)}" if row.provisional else ""
    symbol = light(edition, row.status).partition(" ")[0]
    name = amounts.beginning(row.indicator_name, room.letters)
    page.text(0, f"{symbol} {row.indicator}. {name}{mark}", book.cell())
    reached(page, 1, row, number)
    if milestones.is_milestone(row):
        page.text(2, milestones.due_text(edition, row.due), book.cell(align="right"))
    else:
        page.figure(2, row.required, number)
    page.text(3, wording.missing(edition, row, under_head=True), book.cell())
    page.text(4, wording.beside(edition, row, facts), book.cell())
    page.text(5, wording.lead(edition, row), book.cell())
    said = wording.quotes(edition, behind.reasons, room.quotes, room.letters)
    page.text(6, said, book.cell())
    page.end()


def _open(page: Page, edition: Edition, figures: SummaryPage) -> list[str]:
    """What figures that are missing can still turn."""
    sheet, said = page.book.called("missing"), []
    if without := len(figures.without_data):
        said.append(edition.say("report.summary.without_data", count=without, sheet=sheet))
    if turning := sum(m.may_change for m in figures.missing):
        said.append(edition.say("report.summary.may_change", count=turning, sheet=sheet))
    return said
