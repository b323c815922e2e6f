"""Warnings about ids that do not come back from a spreadsheet as they went out."""

from __future__ import annotations

from kpi.plan.findings import Book
from kpi.plan.model import Plan
from kpi.plan.records import Record
from kpi.plan.spreadsheet_ids import changed_by_spreadsheet, number_of, twins_by_number


def odd_ids(
    plan: Plan, units: dict[str, Record], indicators: dict[str, Record], book: Book
) -> None:
    for ids, records in (
        ([u.id for u in plan.units], units),
        ([i.id for i in plan.indicators], indicators),
    ):
        twins = twins_by_number(ids)
        for name in ids:
            record = records[name]
            group = twins.get(number_of(name) or "", ())
            others = tuple(other for other in group if other != name)
            if others:
                book.report("id_twins", record.at("id"), where=record.where, id=name, others=others)
            becomes = changed_by_spreadsheet(name)
            if becomes is None or (others and becomes in others):
                continue
            rule = "id_changed_by_spreadsheet" if becomes else "id_no_text_in_spreadsheet"
            book.report(rule, record.at("id"), where=record.where, id=name, becomes=becomes)
