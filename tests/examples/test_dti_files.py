"""The example is whole: plans without findings, every figure in its place, sums that fit."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from flows.dti import EXAMPLES, YEARS, Compared, Example, out_of_place
from kpi.plan.load import read_plan
from kpi.plan.model import Plan

WEIGHTS = {
    "DTI": {"CQS": 0.4, "KTS": 0.3, "XHS": 0.3},
    "PDTI": {
        **dict.fromkeys(("NT", "TC", "HT", "NL", "AT"), 0.1),
        "CQS": 0.2,
        "KTS": 0.15,
        "XHS": 0.15,
    },
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def plan_of(example: Example) -> Plan:
    reading = read_plan(EXAMPLES / example.period / "indicators.yaml")
    assert reading.findings == ()
    assert reading.plan is not None
    return reading.plan


@pytest.mark.parametrize("example", YEARS, ids=lambda e: e.period)
def test_every_province_has_every_index_once(example: Example) -> None:
    plan = plan_of(example)
    (sent,) = (EXAMPLES / example.period / "submissions").glob("*.csv")
    given = [(row["unit"], row["indicator"]) for row in rows(sent)]
    indices = [i.id for i in plan.indicators if i.measure == "score"]
    assert sorted(given) == sorted((u.id, i) for u in plan.units for i in indices)
    published = rows(EXAMPLES / example.period / "published.csv")
    assert [row["unit"] for row in published] == [u.id for u in plan.units]


@pytest.mark.parametrize("example", YEARS, ids=lambda e: e.period)
def test_the_published_composites_follow_from_the_published_indices(example: Example) -> None:
    (sent,) = (EXAMPLES / example.period / "submissions").glob("*.csv")
    index = {(r["unit"], r["indicator"]): float(r["value"]) for r in rows(sent)}
    for row in rows(EXAMPLES / example.period / "published.csv"):
        weights = WEIGHTS[example.indicator]
        computed = sum(weight * index[row["unit"], code] for code, weight in weights.items())
        assert computed == pytest.approx(float(row["value"]), abs=example.tolerance + 1e-12)


def test_the_published_figures_are_those_of_the_decisions() -> None:
    published = {r["unit"]: r for r in rows(EXAMPLES / "2020" / "published.csv")}
    assert (published["DNA"]["value"], published["DNA"]["rank"]) == ("0.4874", "1")
    assert (published["QTR"]["value"], published["QTR"]["rank"]) == ("0.2493", "56")
    later = {r["unit"]: r for r in rows(EXAMPLES / "2022" / "published.csv")}
    assert later["DNA"]["value"] == "0.8002"


def test_a_wrong_value_and_a_wrong_order_are_both_seen() -> None:
    right = (Compared("A", 1, 0.9, 0.9), Compared("B", 2, 0.5, 0.50004))
    assert out_of_place(right, 0.00005) == []
    off = (Compared("A", 1, 0.9, 0.9), Compared("B", 2, 0.5, 0.5001))
    assert out_of_place(off, 0.00005) == ["B"]
    swapped = (Compared("B", 2, 0.5, 0.50001), Compared("A", 1, 0.50000, 0.5))
    assert out_of_place(swapped, 0.00005) == ["B", "A"]
    missing = (Compared("A", 1, 0.9, None),)
    assert out_of_place(missing, 0.00005) == ["A"]
