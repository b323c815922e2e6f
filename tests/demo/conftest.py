"""One plan and one made-up world for all tests of the demo; some of it collected and reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.world import World
from demo.write import write_demo
from flows.cli import status_of
from flows.direct import collect_now
from kpi.home import Home
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from tests.rendered import Texts, texts_of


@pytest.fixture(scope="session")
def plan() -> Plan:
    read = read_plan(Path(__file__).parents[2] / "indicators.yaml").plan
    assert read is not None
    return read


@pytest.fixture(scope="session")
def world(plan: Plan) -> World:
    return World(plan)


# The README's example month needs a year behind it, 2023's report that year's own forms.
PERIODS = {
    *(f"2023-{n:02d}" for n in range(7, 13)), *(f"2024-{n:02d}" for n in range(1, 7)),
    "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2",
    "2023-H1", "2023-H2", "2024-H1", "2023",
}  # fmt: skip


@pytest.fixture(scope="session")
def eighteen_months(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demo's forms of 2023 and the first half of 2024, collected."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    write_demo(home.root, periods=PERIODS)
    collect_now(home)
    return home


@pytest.fixture(scope="session")
def june(eighteen_months: Home) -> Texts:
    """Every text of the report of June 2024."""
    return _reported(eighteen_months, "2024-06")


@pytest.fixture(scope="session")
def year_2023(eighteen_months: Home) -> Texts:
    """Every text of the report of the year 2023, which is made without pictures."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.charts.draw.draw_charts", lambda *_: [])
        return _reported(eighteen_months, "2023")


def _reported(home: Home, label: str) -> Texts:
    assert status_of(["--home", str(home.root), "report", label]) == 0
    return texts_of(home.reports(label))
