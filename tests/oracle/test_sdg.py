"""The method `cagr` of the oracle on 202 real series with published answers."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from .small import ask, fact, indicator, plan, unit

SDG = Path(__file__).parents[1] / "data" / "sdg"
LIGHTS = {
    "substantial_progress": {"on_track"},
    "moderate_progress": {"at_risk"},
    "limited_progress": {"behind"},
    "deterioration": {"behind"},
    "target_achieved": {"met", "exceeded"},
    "not_available": {"no_data"},
}


def rows(name: str) -> list[Mapping[str, str]]:
    with (SDG / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def observations() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row in rows("observations.csv"):
        found.setdefault(row["series_id"], []).append((row["year"], float(row["value"])))
    return found


def test_the_published_answer_of_every_real_series_is_reproduced(
    observations: dict[str, list[tuple[str, float]]],
) -> None:
    series = rows("series.csv")
    assert len(series) == 202
    for one in series:
        base_year = int(float(one["base_year"]))
        measured = indicator(
            measure="score",
            frequency="year",
            method="cagr",
            direction=one["direction"],
            baseline=(base_year, float(one["base_value"])),
            targets={int(float(one["target_year"])): float(one["target"])} if one["target"] else {},
            limit=float(one["limit"]) if one["limit"] else None,
        )
        year = str(int(float(one["current_year"])))
        facts = [fact("U", y, v) for y, v in observations[one["series_id"]]]
        row = ask(plan([unit("U")], [measured]), facts, year)(year)
        assert row.status in LIGHTS[one["gold_status"]], one["series_id"]
        if one["gold_value"]:
            assert row.pace == pytest.approx(float(one["gold_value"]), abs=1e-6), one["series_id"]
        else:
            assert row.pace is None, one["series_id"]
