"""Why each light differs from the last report: one line for each cause, from the light it had to
the light it has. The lines of an indicator follow from each other, so they add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpi.compare import Change, LastReport, Part
from kpi.plan.model import Indicator, Unit
from kpi.words import formats
from reports.edition import Edition
from reports.looks import STATUS
from reports.since import Since
from reports.workbook.book import Book, Page
from reports.workbook.lights import colour_statuses
from reports.workbook.quantity import POINTS, suffix_of

COLUMNS = (
    ("indicator", 34), ("before", 21), ("cause", 22), ("assessed_before", 11),
    ("assessed_after", 11), ("pace_before", 9), ("pace_after", 9), ("after", 21), ("grounds", 62),
)  # fmt: skip
ANSWERS = 3  # named for one cause; the rest is counted
UNITS = 6
BEFORE, AFTER = 1, 7


def write_reasons(book: Book, since: Since | None) -> None:
    edition = book.edition
    page = book.page("reasons", [width for _, width in COLUMNS])
    page.heading(edition.say("report.reasons.heading", period=edition.title.upper()))
    if since is None:
        page.note(edition.say("report.reasons.no_last"))
        return
    last = since.last
    page.note(
        edition.say(
            "report.reasons.intro",
            period=edition.period_within(last.period.label),
            day=formats.day(last.day, edition.locale),
        )
    )
    for text in _units(edition, last):
        page.note(text, italic=False)
    _lights(page, since)
    _come_and_gone(page, since)
    _figures(page, since)


def _units(edition: Edition, last: LastReport) -> Iterator[str]:
    for key, units in (("ended", last.ended), ("began", last.began)):
        if units:
            yield edition.say(
                f"report.reasons.units_{key}", count=len(units), units=_names(edition, units)
            )


def _names(edition: Edition, units: Sequence[Unit]) -> str:
    names = "; ".join(u.name for u in units[:UNITS])
    left = len(units) - UNITS
    return names if left <= 0 else edition.say("report.reasons.and_more", names=names, count=left)


def _lights(page: Page, since: Since) -> None:
    edition, book = page.book.edition, page.book
    page.section(edition.say("report.reasons.one", count=len(since.lights)))
    if not since.lights:
        page.note(edition.say("report.reasons.no_light"))
        return
    page.columns([edition.say(f"report.reasons.{name}") for name, _ in COLUMNS])
    first = page.row
    for change in since.lights:
        for n, part in enumerate(change.parts):
            _part(page, since, change, part, first=n == 0)
    for column in (BEFORE, AFTER):
        colour_statuses(page, (first, column, page.row - 1, column), STATUS)
    page.note(book.edition.say("report.reasons.foot_lights"))


def _part(page: Page, since: Since, change: Change, part: Part, *, first: bool) -> None:
    edition, book = page.book.edition, page.book
    indicator = since.indicator(change.indicator)
    page.text(0, _title(indicator) if first else None, book.cell())
    page.text(BEFORE, _light(edition, since, change.before) if first else None, book.cell())
    cause = edition.say(f"compare.cause.{part.cause}")
    page.text(2, formats.sentence_case(cause), book.cell())
    before, after = part.figures.get("assessed", (None, None))
    amount = book.cell(num_format=book.number(indicator.decimals, suffix_of(indicator)))
    page.figure(3, before, amount)
    page.figure(4, after, amount)
    share = book.cell(num_format=book.number(1))
    for column, value in zip((5, 6), part.figures.get("pace", (None, None)), strict=True):
        page.figure(column, None if value is None else 100 * value, share)
    page.text(AFTER, since.light(edition, part.status), book.cell(bold=part is change.parts[-1]))
    page.text(8, "\n".join(_grounds(since, edition, change, part)), book.cell(font_size=10))
    page.end()


def _title(indicator: Indicator) -> str:
    return f"{indicator.id}. {indicator.name}"


def _light(edition: Edition, since: Since, row: Mapping[str, Any] | None) -> str:
    return since.light(edition, str(row["status"]) if row else "")


def _grounds(since: Since, edition: Edition, change: Change, part: Part) -> Iterator[str]:
    """What stands behind a cause: cells, decisions, plan figures, units."""
    indicator = since.indicator(change.indicator)
    if part.cause in ("new_data", "correction"):
        yield from _answers(since, edition, change, corrected=part.cause == "correction")
    if part.cause == "revision":
        for revision in since.revisions_of(change.indicator):
            yield edition.say(
                "report.reasons.revised",
                value=_measured(edition, indicator, revision.value),
                decision=revision.decision,
                day=formats.day(revision.decided, edition.locale),
            )
    for name in ("target", "expected"):
        if name in part.figures:
            values = [_measured(edition, indicator, v) for v in part.figures[name]]
            label = edition.say(f"compare.label.{name}")
            yield edition.say(
                "report.reasons.moved", label=label, before=values[0], after=values[1]
            )
    if part.cause == "period" and change.after is not None:
        yield from _coverage(edition, change)


def _coverage(edition: Edition, change: Change) -> Iterator[str]:
    after = change.after or {}
    if after.get("units_expected"):
        counts = {"reported": after["units_reported"], "expected": after["units_expected"]}
        yield edition.say("report.reasons.coverage", **counts)
    before = (change.before or {}).get("units_expected")
    if before and after.get("units_expected") not in (None, before):
        yield edition.say(
            "report.reasons.expected_changed", before=before, after=after["units_expected"]
        )


def _answers(since: Since, edition: Edition, change: Change, *, corrected: bool) -> Iterator[str]:
    found = since.answers_of(change.indicator, corrected=corrected)
    for answer in found[:ANSWERS]:
        sheet, cell = answer["sheet"], answer["cell"]
        place = f"{sheet}!{cell}" if sheet and cell else cell or ""
        yield edition.say(
            f"report.reasons.{'corrected' if corrected else 'arrived'}",
            unit=since.unit_name(answer["unit"]),
            period=edition.period_within(answer["period"]),
            before=_written(edition, answer, "old_"),
            figure=_written(edition, answer),
            file=answer["file"],
            place=f", {place}" if place else "",
        )
    if len(found) > ANSWERS:
        yield edition.say("report.reasons.more_answers", count=len(found) - ANSWERS)


def _written(edition: Edition, answer: Mapping[str, Any], prefix: str = "") -> str:
    """An answer's figure as people write it: `26/196`, a number, a day, or its state's word."""
    state = answer[f"{prefix}state"]
    if state is None:
        return ""
    if state in ("not_applicable", "withheld"):
        return edition.say(f"status.state.{state}").lower()
    parts = answer[f"{prefix}numerator"], answer[f"{prefix}denominator"]
    if None not in parts:
        return "/".join(formats.shortest(p, edition.locale) for p in parts)
    if answer[f"{prefix}done_on"] is not None:
        return formats.day(answer[f"{prefix}done_on"], edition.locale)
    value = answer[f"{prefix}value"]
    return "" if value is None else formats.shortest(value, edition.locale)


def _measured(edition: Edition, indicator: Indicator, value: float | None) -> str:
    if value is None:
        return edition.say("compare.none")
    share = indicator.unit_of_measure.strip() in POINTS
    suffix = indicator.unit_of_measure.strip() if share else suffix_of(indicator)
    return formats.number(value, indicator.decimals, edition.locale) + suffix


def _come_and_gone(page: Page, since: Since) -> None:
    """Indicators whose reporting period it is now, or was last time: no light to compare."""
    edition = page.book.edition
    for key, codes in (("now_due", since.now_due), ("no_longer_due", since.no_longer_due)):
        if codes:
            page.note(
                edition.say(f"report.reasons.{key}", count=len(codes), codes=", ".join(codes)),
                italic=False,
            )


def _figures(page: Page, since: Since) -> None:
    """Rows whose light stayed, in short: what moved and for which causes."""
    edition, book = page.book.edition, page.book
    page.skip()
    page.section(edition.say("report.reasons.two", count=len(since.figures)))
    if not since.figures:
        page.note(edition.say("report.reasons.no_figure"))
        return
    names = ("indicator", "light", "causes", "assessed_before", "assessed_after", "pace_before",
             "pace_after", "after", "grounds")  # fmt: skip
    page.columns([edition.say(f"report.reasons.{n}") for n in names[:7]], repeat=False)
    first = page.row
    for change in since.figures:
        indicator = since.indicator(change.indicator)
        amount = book.cell(num_format=book.number(indicator.decimals, suffix_of(indicator)))
        share = book.cell(num_format=book.number(1))
        page.text(0, _title(indicator), book.cell())
        page.text(1, _light(edition, since, change.after), book.cell())
        causes = "; ".join(edition.say(f"compare.cause.{p.cause}") for p in change.parts)
        page.text(2, formats.sentence_case(causes), book.cell())
        rows = (change.before or {}, change.after or {})
        for column, row in enumerate(rows, start=3):
            page.figure(column, row.get("assessed"), amount)
        for column, row in enumerate(rows, start=5):
            pace = row.get("pace")
            page.figure(column, None if pace is None else 100 * pace, share)
        page.end()
    colour_statuses(page, (first, 1, page.row - 1, 1), STATUS)
