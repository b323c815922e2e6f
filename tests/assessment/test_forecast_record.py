"""What earlier years forecast and what came, by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from kpi.forecasts import Held, forecast_record, held_by_indicator, record, record_frame
from kpi.periods import parse_period

Make = Callable[..., Any]


def monthly(year: int, *figures: Any) -> dict[str, Any]:
    return {f"{year}-{m:02d}": y for m, y in enumerate(figures, 1)}


def test_earlier_years_are_forecast_from_the_same_month_and_held_against_what_came(
    world: Make, an: Make
) -> None:
    w = world(an("X", reporters=("A",)), an("R", "ratio", reporters=("A",)),
              an("M", "milestone", reporters=("A",)))  # fmt: skip
    w.series("A", "X", monthly(2021, *[5] * 11))  # December is missing: the year says nothing
    w.series("A", "X", monthly(2022, *[5] * 12))
    w.series("A", "X", monthly(2023, *[10] * 12))
    w.series("A", "R", monthly(2023, *[(1, 4)] * 6, *[(3, 4)] * 6))
    rows = forecast_record(w.con, w.plan, parse_period("2024-03"))
    found = [(r.period, r.indicator, r.year, r.month, r.projection, r.came, r.held) for r in rows]
    assert found == [
        # 30 by March: 120 by its share, 30 + 60 - 15 by 2022, and 120 came: 97.5 +- 14.6 missed it
        ("2024-03", "X", 2023, 3, 97.5, 120, False),
        ("2024-03", "X", 2022, 3, 60, 60, True),
        ("2024-03", "R", 2023, 3, 25, 50, None),  # a ratio of what occurs has no range
    ]
    width = math.sqrt((0.15 * 67.5) ** 2 + 1.64 * 67.5)
    assert rows[0].projection_low == pytest.approx(97.5 - width)
    assert rows[0].projection_high == pytest.approx(97.5 + width)
    assert held_by_indicator(rows) == {"X": Held(2, 1)}
    assert record_frame(rows).height == 3


def test_years_before_anything_was_stored_are_not_assessed(
    world: Make, an: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    whole = record._assessed

    def watched(con: Any, plan: Any, periods: Any, *more: Any) -> Any:
        asked.append([p.label for p in periods])
        return whole(con, plan, periods, *more)

    monkeypatch.setattr(record, "_assessed", watched)
    w = world(an("X", reporters=("A",)))
    assert forecast_record(w.con, w.plan, parse_period("2024-03")) == ()
    w.series("A", "X", monthly(2022, *[5] * 12))
    assert len(forecast_record(w.con, w.plan, parse_period("2024-03"))) == 1
    assert asked == [["2023-03", "2023", "2022-03", "2022"]]


def test_a_period_that_ends_the_year_forecasts_nothing(world: Make, an: Make) -> None:
    w = world(an("X", reporters=("A",)))
    assert forecast_record(w.con, w.plan, parse_period("2024")) == ()
    assert record_frame(()).columns[-2:] == ["came", "held"]
