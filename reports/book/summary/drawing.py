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
from reports.figures.shared.indicators import WithoutData
from reports.kinds import lines_of, title_of
from reports.leading import wording
from reports.leading.facts import Behind, Facts
from reports.leading.rooms import ASKED, Room, roomiest
from reports.workbook.book import Book, Format, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.quantity import suffix_of
from reports.workbook.signed import reached
from reports.workbook.trying import is_one_sheet

# the last columns: what is to come, who leads it, why; a year's and a plan's first is a figure
WIDTHS = {False: (29, 7.5, 8.5, 12.5, 15, 14, 21.5), True: (31, 7.5, 8.5, 12.5, 9, 15, 24.5)}
# where no unit says why no column does: names and whoever leads have its room
UNSAID = {False: (37, 7.5, 8.5, 13.5, 21.5, 10, 10), True: (49, 7.5, 8.5, 13, 11, 9, 10)}
BEHIND = ("indicator", "reached", "required", "missing", "outlook", "lead", "why")
STANDING = (("status", 0, 3), ("count", 4, 4), ("compared_now", 5, 5), ("compared_before", 6, 6))
LEAD = 5  # the column of who leads it
TOLD_ABOVE = ("judged", "failed")  # of the kind's sentences: points 1 and 2 say it


def draw(book: Book, figures: SummaryPage) -> None:
    """One sheet of paper: as much of each list as leaves print large enough."""
    room = roomiest(lambda r: is_one_sheet(book, partial(_fill, figures=figures, room=r)))
    _fill(book, figures, room)


def _fill(book: Book, figures: SummaryPage, room: Room) -> Page:
    edition, facts = book.edition, figures.facts
    widths = WIDTHS if _is_said(facts) else UNSAID
    ends = edition.period.month_of_year == 12
    page = book.page("summary", widths[ends], landscape=False, whole=True)
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
    asked = wording.proposals(edition, facts, max(room.listed, ASKED), room.asked)
    _section(page, edition, "five", [asked], facts)
    complete = wording.completeness(edition, facts, room.listed, room.names)
    _section(page, edition, "six", [*complete, *_open(page, edition, figures, room)], facts)
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
            level=edition.say(f"report.summary.level_{_end(edition)}"),
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
    is_said = _is_said(facts)
    told = edition.say(f"leading.page.{title}", count=len(facts.behind))
    if facts.behind and not is_said:
        told = f"{told} ({edition.say('leading.page.nobody_says_why')})"
    page.section(told)
    if not facts.behind:
        standing = [(c.status, c.indicators) for c in facts.counts]
        page.note(wording.none_behind(edition, standing), italic=False)
        return
    beside = wording.beside_head(edition, facts)
    heads = {name: edition.say(f"report.summary.{name}") for name in BEHIND if name != "outlook"}
    heads |= {"outlook": beside, "why": edition.say("leading.page.why")}
    if ends:
        heads["required"] = edition.say("report.summary.required_end")
    for column, name in enumerate(BEHIND[:LEAD]):
        page.text(column, heads[name], page.book.head())
    _last_columns(page, heads["lead"], heads["why"] if is_said else None, page.book.head())
    first = page.row
    for behind in facts.behind[: room.behind]:
        _line(page, edition, facts, behind, room)
    colour_statuses(page, (first, 0, page.row - 1, 0), ("behind", "not_met"))
    if left := facts.behind[room.behind :]:
        page.note(wording.more_behind(edition, left, room.names), italic=False)


def _is_said(facts: Facts) -> bool:
    """Whether any unit says why something is behind."""
    return any(behind.reasons for behind in facts.behind)


def _last_columns(page: Page, lead: str, why: str | None, style: Format) -> None:
    """Who leads it and why; where no unit says why, whoever leads it has both columns."""
    page.spread(LEAD, LEAD + (why is None), lead, style)
    if why is not None:
        page.text(LEAD + 1, why, style)
    page.end()


def _line(page: Page, edition: Edition, facts: Facts, behind: Behind, room: Room) -> None:
    book, row = page.book, behind.row
    number = book.cell(num_format=book.number(row.decimals, suffix_of(row)))
    mark = f" {wording.mark(edition, row)}" if row.provisional else ""
    symbol = light(edition, row.status).partition(" ")[0]
    name = amounts.beginning(row.indicator_name, room.titles)
    page.text(0, f"{symbol} {row.indicator}. {name}{mark}", book.cell())
    reached(page, 1, row, number)
    if milestones.is_milestone(row):
        page.text(2, milestones.due_text(edition, row.due), book.cell(align="right"))
    else:
        page.figure(2, row.required, number)
    centred = book.cell(align="center")  # beside a figure at the right of its cell
    page.text(3, wording.missing(edition, row, under_head=True), centred)
    beside = centred if edition.period.month_of_year == 12 else book.cell()
    page.text(4, wording.beside(edition, row, facts), beside)
    said = wording.quotes(edition, behind.reasons, room.quotes, room.letters)
    why = said if _is_said(facts) else None
    _last_columns(page, wording.lead(edition, row), why, book.cell())


def _open(page: Page, edition: Edition, figures: SummaryPage, room: Room) -> list[str]:
    """What has no figures and whom it waits for; what figures that are missing can still turn."""
    sheet, said = page.book.called("missing"), []
    if without := figures.without_data:
        waiting = [_waiting(edition, w, room.names) for w in without]
        named = amounts.listed(edition, waiting, room.listed, "more_indicators")
        about = {"count": len(without), "indicators": named}
        said.append(edition.say("report.summary.without_data", **about))
    if turning := sum(m.may_change for m in figures.missing):
        said.append(edition.say("report.summary.may_change", count=turning, sheet=sheet))
    return said


def _waiting(edition: Edition, without: WithoutData, letters: int) -> str:
    """`CH11 Số hệ thống… (chờ Phòng A)`: the unit where it is one, else their number."""
    name = amounts.titled(without.indicator, without.indicator_name, letters)
    units = without.units
    if not units:
        return name
    whom = edition.say("leading.behind.units_only", count=len(units)) if units[1:] else units[0]
    return edition.say("report.summary.waits", indicator=name, units=whom)
