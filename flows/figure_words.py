"""What `explain`, `compare` and `diff` share: names of whose figure it is, and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kpi.plan.model import Plan
from kpi.words import say


def entity_name(unit: str, locale: str, *plans: Plan) -> str:
    """A unit's name with its id, from the first plan that has it; an area; the whole plan."""
    if unit == "ALL":
        return say("explain.plan_total", locale)
    if unit.startswith("area:"):
        return say("explain.area", locale, area=unit.removeprefix("area:"))
    known = next((u for plan in plans if (u := plan.unit_by_id.get(unit))), None)
    return f"{known.name} ({unit})" if known else unit


def json_text(data: Mapping[str, Any]) -> str:
    """Plain values as JSON for people and programs; times are ISO."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
