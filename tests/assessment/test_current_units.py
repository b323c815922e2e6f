"""The view of today's units: history re-expressed by share, nothing lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kpi.assessment.succession import Expression, expressions
from kpi.plan.model import Predecessor, Unit

Make = Callable[..., Any]
END, BEGIN = date(2025, 6, 30), date(2025, 7, 1)
LATER = datetime(2026, 1, 5)


def heir(name: str, *parts: tuple[str, float], **given: Any) -> Unit:
    values: dict[str, Any] = {"area": "East", "valid_from": BEGIN} | given
    return Unit(name, name, "commune", succeeds=tuple(Predecessor(*p) for p in parts), **values)


OLD = Unit("TU", "TU", "district", area="East", valid_to=END)
SPLIT = (OLD, heir("P1", ("TU", 0.6)), heir("P2", ("TU", 0.4)))
ALL_THREE = ("TU", "P1", "P2")


def split(world: Make, *indicators: Any) -> Any:
    return world(*indicators, units=SPLIT)


def test_a_count_is_split_by_share_and_area_and_plan_keep_their_totals(
    world: Make, an: Make
) -> None:
    w = split(world, an("X", reporters=ALL_THREE))
    w.report("TU", "2025-05", "X", 10)
    w.assess("2025-05", as_of=LATER, view="current_units")
    assert w.row("2025-05", "X", "P1")["value"] == 6
    assert w.row("2025-05", "X", "P2")["value"] == 4
    assert w.row("2025-05", "X", "area:East")["value"] == 10
    assert w.row("2025-05", "X")["value"] == 10
    assert ("2025-05", "X", "TU") not in w.rows
    assert w.row("2025-05", "X")["units_expected"] == 2
