"""Warnings about ids that do not come back from a spreadsheet as they went out."""

from __future__ import annotations

from collections import defaultdict

from kpi.plan.findings import Book
from kpi.plan.model import Plan
from kpi.plan.records import Record
from kpi.plan.spreadsheet_ids import changed_by_spreadsheet, number_of


def odd_ids(
    plan: Plan, units: dict[str, Record], indicators: dict[str, Record], book: Book
) -> None:
    for ids, records in (
        ([u.id for u in plan.units], units),
        ([i.id for i in plan.indicators], indicators),
    ):
        twins = twins_of(ids)
        for name in ids:
            record = records[name]
            others = tuple(other for other in twins.get(name, ()) if other != name)
            if others:
                book.report("id_twins", record.at("id"), where=record.where, id=name, others=others)
            becomes = changed_by_spreadsheet(name)
            if becomes is None or (others and becomes in others):
                continue
            rule = "id_changed_by_spreadsheet" if becomes else "id_no_text_in_spreadsheet"
            book.report(rule, record.at("id"), where=record.where, id=name, becomes=becomes)


def twins_of(ids: list[str]) -> dict[str, tuple[str, ...]]:
    """The ids that are one number to a spreadsheet, by each of them."""
    same: dict[str, list[str]] = defaultdict(list)
    for name in ids:
        if (number := number_of(name)) is not None:
            same[number].append(name)
    return {name: tuple(group) for group in same.values() if len(group) > 1 for name in group}
