"""Who has sent what as JSON: every period, every unit, codes untranslated, times ISO with the
offset of the plan's time zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kpi.desk import DueBy, PeriodDelivery
from kpi.warehouse.acts import Closing
from kpi.warehouse.decisions import Decision
from reports.explained.figure_words import json_text


def as_json(found: DueBy, unclear: Sequence[str]) -> str:
    """`unclear` names the files of which nobody could tell unit or period."""
    said = {
        "period": found.period.label,
        "as_of": found.as_of,
        "periods": [_period(one) for one in found.own],
        "owed": [
            {"period": o.debt.period.label, "due": o.due, "days_late": o.days_late,
             "expected": o.debt.expected, "units": [asdict(d) for d in o.debt.debtors]}
            for o in found.owed
        ],
        "held": [asdict(row) for row in found.held],
        "unclear": list(unclear),
        "closed": _closing(found.closing),
        "kept": [asdict(one) for one in found.kept],
        "decisions": [_decision(one) for one in found.decisions],
        "books": found.books,
    }  # fmt: skip
    return json_text(said, found.plan.timezone)


def _closing(closing: Closing | None) -> dict[str, Any] | None:
    if closing is None:
        return None
    return {"period": closing.period, "at": closing.at, "who": closing.who}


def _decision(one: Decision) -> dict[str, Any]:
    told = asdict(one)
    del told["sequence"]
    return told


def _period(one: PeriodDelivery) -> dict[str, Any]:
    return {
        "period": one.period.label,
        "due": one.due,
        "expected": len(one.expected),
        "sent": one.sent,
        "late": one.late,
        "unidentified": one.unidentified,
        "units": [asdict(d) for d in one.deliveries],
    }
