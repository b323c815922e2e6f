"""What `explain`, `compare` and `diff` share: names of whose figure it is, changes, and JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kpi.moments import local
from kpi.plan.model import Plan
from kpi.rounding import rounded
from kpi.words import say
from kpi.words.formats import day, number, shortest

MORE_PLACES = 4  # than usual, to show a small change


def entity_name(unit: str, locale: str, *plans: Plan) -> str:
    """A unit's name with its id, from the first plan that has it; an area; the whole plan."""
    if unit == "ALL":
        return say("explain.plan_total", locale)
    if unit.startswith("area:"):
        return say("explain.area", locale, area=unit.removeprefix("area:"))
    known = next((u for plan in plans if (u := plan.unit_by_id.get(unit))), None)
    return f"{known.name} ({unit})" if known else unit


def places_to_tell(before: float, after: float, places: int) -> int:
    """Decimals at which two figures read differently: the usual ones, or some more."""
    if before == after:
        return places
    for shown in range(places, places + MORE_PLACES):
        if rounded(before, shown) != rounded(after, shown):
            return shown
    return places + MORE_PLACES


def signed_step(before: float, after: float, places: int, locale: str) -> str:
    """`+1,2` or `−1,2`: what a reader gets who subtracts the printed figures; nothing for 0."""
    step = rounded(after, places) - rounded(before, places)
    if step == 0:
        return ""
    return ("+" if step > 0 else "−") + number(float(abs(step)), places, locale)


def json_text(data: Mapping[str, Any], timezone: str) -> str:
    """Plain values as JSON for people and programs; moments, which are UTC without zone, as ISO
    with the time zone's offset."""

    def plain(value: object) -> str:
        if isinstance(value, datetime):
            return local(value, timezone).isoformat(timespec="seconds")
        if isinstance(value, date):
            return value.isoformat()
        raise TypeError(type(value).__name__)

    return json.dumps(data, ensure_ascii=False, indent=2, default=plain)


def figure_text(row: Mapping[str, Any], locale: str) -> str:
    """A figure as a person writes it: 12/15, 30/6/2022, 1.234,5, or the word of its state."""
    state = row.get("state")
    if state in ("not_applicable", "withheld", "none_occurred"):
        return say(f"cli.read.state.{state}", locale)
    if row.get("done_on"):
        done = row["done_on"]
        text = day(datetime.fromisoformat(str(done)).date(), locale)
    elif row.get("numerator") is not None and row.get("denominator") is not None:
        text = f"{shortest(row['numerator'], locale)}/{shortest(row['denominator'], locale)}"
    elif row.get("value") is not None:
        text = shortest(row["value"], locale)
    else:
        return ""
    return say("cli.read.state.estimate", locale, figure=text) if state == "estimate" else text
