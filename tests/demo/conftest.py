"""One plan and one made-up world for all tests of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.world import World
from kpi.plan.load import read_plan
from kpi.plan.model import Plan


@pytest.fixture(scope="session")
def plan() -> Plan:
    read = read_plan(Path(__file__).parents[2] / "indicators.yaml").plan
    assert read is not None
    return read


@pytest.fixture(scope="session")
def world(plan: Plan) -> World:
    return World(plan)
