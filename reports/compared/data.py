"""A comparison as JSON: every row that changed, every cause, every answer that came between;
moments ISO with the offset of the plan's time zone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kpi.compare import Change, Comparison, ScoreChange
from reports.explained.figure_words import json_text


def as_json(found: Comparison) -> str:
    return json_text(data_of(found), found.after.plan.timezone)


def data_of(found: Comparison) -> dict[str, Any]:
    """The comparison as plain values; moments are UTC without zone."""
    return {
        "period": found.period.label,
        "before": {"as_of": found.before.as_of, "plan_sha256": found.before.plan.sha256},
        "after": {"as_of": found.after.as_of, "plan_sha256": found.after.plan.sha256},
        "unchanged": found.unchanged,
        "changes": [_change(c) for c in found.changes],
        "scores": [_score(c) for c in found.scores],
        "quiet": [
            {"place": place, **asdict(one)} for place, units in found.quiet.items() for one in units
        ],
        "answers": [asdict(a) for a in found.answers],
        "acts": [asdict(a) for a in found.acts],
        "revisions": [
            {"indicator": i.id, "year": r.year, "value": r.value, "decided": r.decided,
             "decision": r.decision}
            for i, r in found.revisions
        ],
    }  # fmt: skip


def _change(change: Change) -> dict[str, Any]:
    sides = {
        name: None if row is None else asdict(row)
        for name, row in (("before", change.before), ("after", change.after))
    }
    parts = [
        {"cause": p.cause, "status": p.status, "reported_status": p.reported_status,
         "completed_status": p.completed_status, "place": p.place,
         "figures": {n: {"before": b, "after": a} for n, (b, a) in p.figures.items()}}
        for p in change.parts
    ]  # fmt: skip
    return {"indicator": change.indicator, "unit": change.unit, **sides, "parts": parts}


def _score(change: ScoreChange) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "unit": change.unit,
        "field": change.field,
        "score": {"before": before.score, "after": after.score},
        "rank": {"before": before.rank, "after": after.rank},
    }
