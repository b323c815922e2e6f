"""Small plans for tests, as a planner writes them: name what a test is about, the rest is usual.

`plan_text()` is YAML; tests that change a word of it do so by `.replace`. `a_plan()` is the same
text read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpi.home import Home
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan

Entry = Mapping[str, Any]

DISTRICTS: tuple[Entry, ...] = (
    {"id": "A", "name": "Đơn vị A", "kind": "district", "area": "Vùng một"},
    {"id": "B", "name": "Đơn vị B", "kind": "district", "area": "Vùng một"},
    {"id": "C", "name": "Đơn vị C", "kind": "district", "area": "Vùng hai"},
)
COLUMNS = ("unit", "period", "indicator", "numerator", "denominator", "value", "note", "evidence")
HEADER = ",".join(COLUMNS) + "\n"
LONG_AGO = 1_700_000_000  # a file of then has come to rest


def a_ratio(id: str = "VB01", **about: Any) -> dict[str, Any]:
    """An indicator in per cent that every district reports by month; None leaves a key out."""
    usual: dict[str, Any] = {
        "name": "Tỷ lệ văn bản điện tử",
        "field": "F1",
        "measure": "ratio",
        "unit_of_measure": "%",
        "numerator": "Số văn bản điện tử",
        "denominator": "Tổng số văn bản",
    }
    return _indicator(id, usual, about)


def a_count(id: str = "SP01", **about: Any) -> dict[str, Any]:
    """An indicator that counts and that every district reports by month."""
    usual: dict[str, Any] = {
        "name": "Số sản phẩm số",
        "field": "F1",
        "measure": "count",
        "unit_of_measure": "sản phẩm",
    }
    return _indicator(id, usual, about)


def _indicator(id: str, usual: Entry, about: Entry) -> dict[str, Any]:
    when = {"frequency": "month", "reported_by": ["district"]}
    entries = {"id": id, **usual, **when, **about}
    return {key: value for key, value in entries.items() if value is not None}


def plan_text(
    *,
    units: Sequence[Entry] = DISTRICTS,
    indicators: Sequence[Entry] | None = None,
    years: tuple[int, int] = (2024, 2025),
    fields: Sequence[Entry] = ({"id": "F1", "name": "Lĩnh vực một"},),
    **head: Any,
) -> str:
    """A plan of three districts with a ratio and a count, unless said otherwise; `head` are further
    keys of `plan:`."""
    about = {
        "id": "thu",
        "name": "Kế hoạch thử",
        "owner": "Ban thử",
        "years": list(years),
        **head,
    }
    lines = ["plan:", *(f"  {key}: {_flow(value)}" for key, value in about.items()), "fields:"]
    lines += [f"  - {_flow(entry)}" for entry in fields]
    lines += ["units:", *(f"  - {_flow(entry)}" for entry in units), "indicators:"]
    for entry in (a_ratio(), a_count()) if indicators is None else indicators:
        marks = ("-", *" " * (len(entry) - 1))
        pairs = zip(marks, entry.items(), strict=True)
        lines += [f"  {mark} {key}: {_flow(value)}" for mark, (key, value) in pairs]
    return "\n".join(lines) + "\n"


def a_plan(**about: Any) -> Plan:
    """The plan that `plan_text` writes, read."""
    return read_text(plan_text(**about))


def read_text(text: str) -> Plan:
    """A plan that must be sound."""
    reading = parse_plan(text)
    assert reading.plan is not None, reading.findings
    return reading.plan


def a_home(root: Path, text: str | None = None) -> Home:
    """A home with a plan and an empty inbox."""
    home = Home(root)
    home.inbox.mkdir(parents=True)
    home.plan.write_text(plan_text() if text is None else text, encoding="utf-8")
    return home


def put(home: Home, name: str, text: str) -> Path:
    """A file in the inbox, as if it had lain there for long."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def _flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return f'"{value}"' if value == "%" else str(value)
