"""Why each light differs from the last report: one line for each cause, from the light it had to
the light it has. The lines of an indicator follow from each other, so they add up. Leadership reads
one line for each indicator whose light changed; grounds, cells and the rest stand in the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi.compare import Part
from kpi.periods import Period
from kpi.plan.model import Indicator, Unit
from kpi.records.status import shown_status
from kpi.words import formats
from reports.book.reasons.since import Difference, Since, Written, came_by, corrected, given
from reports.book.reasons.why import cause, measured, why
from reports.edition import Edition
from reports.leading.wording import moved_counts
from reports.looks import STATUS
from reports.milestones import share
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses, light
from reports.workbook.quantity import suffix_of

COLUMNS = {
    "indicator": 34, "before": 22, "cause": 22, "assessed_before": 11,
    "assessed_after": 11, "pace_before": 9.5, "pace_after": 9.5, "after": 22,
    "grounds": 58,
}  # fmt: skip
CHANGED = {
    "indicator": 37, "before": 20, "light": 18, "assessed_before": 9,
    "assessed_after": 9, "causes": 31,
}  # fmt: skip
ANSWERS = 3  # named for one cause; the rest is counted
UNITS = 6
BEFORE, AFTER, GROUNDS = 1, 7, 8


def draw(book: Book, since: Since | None) -> None:
    edition = book.edition
    columns = CHANGED if book.is_short else COLUMNS
    page = book.page("reasons", list(columns.values()), landscape=not book.is_short)
    page.heading(edition.say("report.reasons.heading", period=edition.title.upper()))
    if since is None:
        page.note(edition.say("report.reasons.no_last"))
        return
    reports = "; ".join(
        edition.say(
            "report.reasons.report",
            period=edition.period_within(last.period.label),
            day=formats.day(last.day, edition.locale),
        )
        for last in since.reports
    )
    intro = "intro_short" if book.is_short else "intro"
    page.note(edition.say(f"report.reasons.{intro}", reports=reports))
    for text in _units(edition, since):
        page.note(text, italic=False)
    if book.is_short:
        _changed(page, since)
        return
    _lights(page, since)
    _figures(page, since)
    if since.not_due:
        codes = ", ".join(since.not_due)
        page.skip()
        page.note(
            edition.say("report.reasons.not_due", count=len(since.not_due), codes=codes),
            italic=False,
        )


def _units(edition: Edition, since: Since) -> Iterator[str]:
    """Units that ended or began since the oldest report compared with."""
    oldest = since.reports[-1]
    for key, units in (("ended", oldest.ended), ("began", oldest.began)):
        if units:
            names = _names(edition, units)
            yield edition.say(f"report.reasons.units_{key}", count=len(units), units=names)


def _names(edition: Edition, units: Sequence[Unit]) -> str:
    names = "; ".join(u.name for u in units[:UNITS])
    left = len(units) - UNITS
    return names if left <= 0 else edition.say("report.reasons.and_more", names=names, count=left)


def _lights(page: Page, since: Since) -> None:
    edition = page.book.edition
    _counts(page, since)
    if not since.lights:
        page.note(edition.say("report.reasons.no_light"))
        return
    page.heads("report.reasons", COLUMNS)
    first = page.row
    for one in since.lights:
        for part in one.parts:
            _part(page, since, one, part)
    for column in (BEFORE, AFTER):
        colour_statuses(page, (first, column, page.row - 1, column), STATUS)
    page.note(edition.say("report.reasons.foot_lights"))


def _counts(page: Page, since: Since) -> None:
    """How many lights changed, and the counts that every page gives of them."""
    edition = page.book.edition
    page.section(edition.say("report.reasons.one", count=len(since.lights)))
    said = [moved_counts(edition, since.moves.moves)]
    if since.not_told:
        said.append(edition.say("report.reasons.not_told", count=since.not_told))
    page.note(" ".join(said), italic=False)


def _changed(page: Page, since: Since) -> None:
    """What moved for better or worse, in short: from what to what and for which causes."""
    edition, book = page.book.edition, page.book
    _counts(page, since)
    if since.moved:
        page.heads("report.reasons", CHANGED)
    first = page.row
    for one in since.moved:
        page.text(0, _title(one.indicator), book.cell())
        page.text(1, _light_before(edition, since, one), book.cell())
        now = _light(edition, one.after.status, one.indicator, since.period)
        page.text(2, now, book.cell(bold=True))
        expected = one.after.units_expected
        for column, stood in enumerate((one.before, one.after), start=3):
            _reached(page, column, one.indicator, stood.assessed, expected)
        page.text(5, why(edition, one), book.cell())
        page.end()
    for column in (1, 2):
        colour_statuses(page, (first, column, page.row - 1, column), STATUS)
    sheet = book.contents.whole("reasons", edition)
    page.note(edition.say("report.reasons.whole", sheet=sheet))


def _part(page: Page, since: Since, one: Difference, part: Part) -> None:
    edition, book, parts = page.book.edition, page.book, one.parts
    if part is parts[0]:
        page.text(0, _title(one.indicator), book.cell())
        page.text(BEFORE, _light_before(edition, since, one), book.cell())
    else:
        page.text(0, None, book.cell())
        page.text(BEFORE, None, book.cell())
    page.text(2, formats.sentence_case(cause(edition, part)), book.cell())
    figures = (part.figures.get("assessed", (None, None)), part.figures.get("pace", (None, None)))
    _numbers(page, one, *figures)
    period = since.period if part.cause == "period" else one.last.period
    text = _light(edition, part.status, one.indicator, period)
    page.text(AFTER, text, book.cell(bold=part is parts[-1]))
    grounds = "\n".join(_grounds(since, edition, one, part))
    page.text(GROUNDS, grounds, book.cell(font_size=10))
    page.end()


def _title(indicator: Indicator) -> str:
    return f"{indicator.id}. {indicator.name}"


def _light_before(edition: Edition, since: Since, one: Difference) -> str:
    """The light it had; of another report than the latest, also which."""
    last = one.last
    text = _light(edition, one.before.status, one.indicator, last.period)
    if last.period == since.latest.period:
        return text
    return f"{text} ({edition.period_within(last.period.label)})"


def _light(edition: Edition, status: str, indicator: Indicator, period: Period) -> str:
    """Symbol and word; a level reached before the year's end is only reached so far."""
    if not status:
        return edition.say("compare.none")
    final = period.month_of_year == 12 or indicator.measure == "milestone"
    return light(edition, shown_status(status, ends_year=final))


def _reached(
    page: Page, column: int, of: Indicator, value: float | None, expected: int | None
) -> None:
    """What was reached: of a milestone how far it is, in words."""
    book = page.book
    if of.measure == "milestone" and value is not None:
        page.text(column, share(book.edition, value, expected), book.cell())
    else:
        page.figure(column, value, book.cell(num_format=book.number(of.decimals, suffix_of(of))))


def _numbers(
    page: Page,
    one: Difference,
    assessed: Sequence[float | None],
    pace: Sequence[float | None],
) -> None:
    book = page.book
    per_cent = book.cell(num_format=book.number(1))
    for column, value in enumerate(assessed, start=3):
        _reached(page, column, one.indicator, value, one.after.units_expected)
    for column, value in enumerate(pace, start=5):
        page.figure(column, None if value is None else 100 * value, per_cent)


def _grounds(since: Since, edition: Edition, one: Difference, part: Part) -> Iterator[str]:
    """What stands behind a cause: cells, decisions, plan figures, units."""
    if part.cause in ("new_data", "correction", "entered"):
        yield from _answers(since, edition, one, part.cause)
    if part.cause == "revision":
        for revision in one.revisions:
            yield edition.say(
                "report.reasons.revised",
                value=measured(edition, one.indicator, revision.value),
                decision=revision.decision,
                day=formats.day(revision.decided, edition.locale),
            )
    for name in ("completed", "target", "expected"):
        # what is completed is told where it says more than what was reported
        if name in part.figures and part.figures[name] != part.figures.get("assessed"):
            before, after = (measured(edition, one.indicator, v) for v in part.figures[name])
            label = edition.say(f"compare.label.{name}")
            yield edition.say("report.reasons.moved", label=label, before=before, after=after)
    if part.cause == "period":
        yield from _coverage(edition, one)


def _coverage(edition: Edition, one: Difference) -> Iterator[str]:
    after = one.after
    if after.units_expected:
        counts = {"reported": after.units_reported, "expected": after.units_expected}
        yield edition.say("report.reasons.coverage", **counts)
    expected = one.before.units_expected, after.units_expected
    if None not in expected and expected[0] != expected[1]:
        shown = {"before": expected[0], "after": expected[1]}
        yield edition.say("report.reasons.expected_changed", **shown)


def _answers(since: Since, edition: Edition, one: Difference, cause: str) -> Iterator[str]:
    answers = [a for a in one.answers if came_by(a, cause)]
    for answer in answers[:ANSWERS]:
        place = f"{answer.sheet}!{answer.cell}" if answer.sheet and answer.cell else answer.cell
        figure = _written(edition, given(answer))
        if answer.is_correction:
            old = _written(edition, corrected(answer))
            figure = edition.say("report.reasons.corrected", before=old, after=figure)
        yield edition.say(
            "report.reasons.arrived",
            unit=since.unit_name(answer.unit),
            period=edition.period_within(answer.period),
            figure=figure,
            file=answer.file,
            place=f", {place}" if place else "",
        )
    if len(answers) > ANSWERS:
        yield edition.say("report.reasons.more_answers", count=len(answers) - ANSWERS)


def _written(edition: Edition, figure: Written) -> str:
    """An answer's figure as people write it: `26/196`, a number, a day, or its state's word."""
    if figure.state in ("not_applicable", "withheld"):  # what is withheld is never printed
        return _state(edition, figure)
    if figure.numerator is not None and figure.denominator is not None:
        parts = (figure.numerator, figure.denominator)
        return "/".join(formats.shortest(part, edition.locale) for part in parts)
    if figure.done_on is not None:
        return formats.day(figure.done_on, edition.locale)
    if figure.value is None:
        return _state(edition, figure)
    return formats.shortest(figure.value, edition.locale)


def _state(edition: Edition, figure: Written) -> str:
    return edition.say(f"status.state.{figure.state}").lower()


def _figures(page: Page, since: Since) -> None:
    """Rows whose light stayed, in short: what moved and for which causes."""
    edition, book = page.book.edition, page.book
    page.skip()
    page.section(edition.say("report.reasons.two", count=len(since.figures)))
    if not since.figures:
        page.note(edition.say("report.reasons.no_figure"))
        return
    # the head of the table above is repeated on every page that follows, so it must be this one's
    page.heads("report.reasons", COLUMNS, repeat=not since.lights)
    first = page.row
    for one in since.figures:
        before, after = one.before, one.after
        page.text(0, _title(one.indicator), book.cell())
        page.text(BEFORE, _light_before(edition, since, one), book.cell())
        causes = "; ".join(cause(edition, part) for part in one.parts)
        page.text(2, formats.sentence_case(causes), book.cell())
        _numbers(
            page,
            one,
            (before.assessed, after.assessed),
            (before.pace, after.pace),
        )
        text = _light(edition, after.status, one.indicator, since.period)
        page.text(AFTER, text, book.cell(bold=True))
        page.text(GROUNDS, why(edition, one), book.cell(font_size=10))
        page.end()
    for column in (BEFORE, AFTER):
        colour_statuses(page, (first, column, page.row - 1, column), STATUS)
