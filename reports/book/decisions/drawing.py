"""Corrections, excuses and closings, each with who did it, when and why."""

from __future__ import annotations

from kpi.warehouse.decisions import Decision
from reports.workbook.book import Book

COLUMNS = {
    "kind": 18, "unit": 26, "period": 15, "indicator": 9, "written": 11,
    "who": 18, "at": 15, "reason": 44,
}  # fmt: skip


def draw(book: Book, found: tuple[Decision, ...]) -> None:
    edition = book.edition
    page = book.headed("decisions", COLUMNS.values(), "decided.page.heading")
    page.note(edition.say("decided.page.foot"))
    page.heads("decided.page", COLUMNS)
    text = book.cell(valign="top", text_wrap=True)
    moment = book.cell(valign="top", align="center", num_format=book.moment_format)
    units = edition.plan.unit_by_id
    for decision in found:
        unit = units.get(decision.unit)
        page.text(0, edition.say(f"decided.kind.{decision.kind}"), text)
        page.text(1, unit.name if unit else decision.unit, text)
        page.text(2, edition.period_name(decision.period), text)
        page.text(3, decision.indicator, text)
        page.text(4, decision.written, text)
        page.text(5, decision.who, text)
        page.moment(6, decision.at, moment)
        page.text(7, decision.reason, text)
        page.end()
