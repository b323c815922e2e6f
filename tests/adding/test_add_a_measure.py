"""A measure is the widest change: CONTRIBUTING names every place where one differs from the others.

Held against the code: wherever a measure is told apart (`yes_no`, the plainest of them), the walk
leads there; and each place that it names is there and does tell measures apart.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WALK = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Add a measure")[1]
PLACES = sorted(set(re.findall(r"`((?:kpi|reports|demo|tests)/[\w./]*)`", WALK.split("\n## ")[0])))
MEASURE = re.compile(r"[\"']yes_no[\"']|measure\b")


def told_apart() -> list[str]:
    return sorted(
        path.relative_to(ROOT).as_posix()
        for room in ("kpi", "reports", "flows", "demo")
        for path in (ROOT / room).rglob("*")
        if path.suffix in (".py", ".sql")
        and re.search(r"[\"']yes_no[\"']", path.read_text(encoding="utf-8"))
    )


def below(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else [p for p in path.rglob("*") if p.suffix in (".py", ".sql")]


@pytest.mark.parametrize("file", told_apart())
def test_the_walk_leads_wherever_a_measure_is_told_apart(file: str) -> None:
    assert any(file == place or file.startswith(place.rstrip("/") + "/") for place in PLACES)


@pytest.mark.parametrize("place", PLACES)
def test_every_place_of_the_walk_is_there_and_knows_of_measures(place: str) -> None:
    if place.endswith((".toml", ".json")):
        assert (ROOT / place).is_file()
        return
    assert any(MEASURE.search(p.read_text(encoding="utf-8")) for p in below(place))
