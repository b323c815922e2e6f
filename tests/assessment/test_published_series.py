"""The 202 published series of `tests/data/sdg` through the SQL models."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Any]
SDG = Path(__file__).parents[1] / "data" / "sdg"


def yearly(an: Make, id: str = "X", measure: str = "score", **given: Any) -> Any:
    return an(id, measure, frequency="year", reporters=("A",), **({"method": "cagr"} | given))


def series() -> list[Mapping[str, str]]:
    with (SDG / "series.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


LIGHTS = {
    "substantial_progress": "on_track",
    "moderate_progress": "at_risk",
    "limited_progress": "behind",
    "deterioration": "behind",
    "not_available": "no_data",
}


def test_cagr_gives_the_published_answer_of_every_one_of_202_real_series(
    world: Make, an: Make
) -> None:
    all_series = series()
    indicators = []
    for n, s in enumerate(all_series):
        base = (int(float(s["base_year"])), float(s["base_value"])) if s["base_value"] else None
        goal = {int(float(s["target_year"])): float(s["target"])} if s["target"] else {}
        limit = float(s["limit"]) if s["limit"] else None
        indicators.append(
            yearly(an, f"I{n}", direction=s["direction"], baseline=base, targets=goal, limit=limit)
        )
    w = world(*indicators)
    number = {s["series_id"]: f"I{n}" for n, s in enumerate(all_series)}
    with (SDG / "observations.csv").open(encoding="utf-8", newline="") as lines:
        for o in csv.DictReader(lines):
            w.report("A", o["year"], number[o["series_id"]], float(o["value"]))
    w.assess(*sorted({str(int(float(s["current_year"]))) for s in all_series}))
    checked: Counter[str] = Counter()
    for s in all_series:
        row = w.row(str(int(float(s["current_year"]))), number[s["series_id"]])
        if s["gold_value"]:
            assert row["pace"] == pytest.approx(float(s["gold_value"]), rel=0, abs=1e-6)
            checked["pace"] += 1
        if s["gold_status"] == "target_achieved":
            assert row["status"] in {"met", "exceeded"}
        else:
            assert row["status"] == LIGHTS[s["gold_status"]]
        checked["status"] += 1
    assert checked == {"pace": 155, "status": 202}
