"""A part of the demo, collected; and a small home whose names are hostile."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest

from demo.write import write_demo
from flows.cli import status_of
from flows.dates import now_utc
from flows.desk import refresh
from kpi.collect.access import reading
from kpi.home import Home
from kpi.plan.load import read_plan
from tests.desk.reading import Page

DAY_AFTER = datetime(2024, 7, 20, 3)  # UTC: the periods that end with June are overdue


@dataclass(frozen=True)
class Collected:
    """A home after `kpi collect`."""

    home: Home

    def page(self, now: datetime | None = None) -> Page:
        """The page as it stands, or as of a moment."""
        if now is not None:
            plan = read_plan(self.home.plan).plan
            assert plan is not None
            with reading(self.home, now_utc()) as warehouse:
                refresh(self.home, plan, warehouse, now)
        return Page.of(self.home.desk)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    root = tmp_path_factory.mktemp("demo") / "thư mục của Ban"
    write_demo(root, periods={"2024-05", "2024-06", "2024-Q2", "2024-H1"}, workers=1)
    assert status_of(["--home", str(root), "collect"]) in {0, 1}
    return Collected(Home.locate(root))


@pytest.fixture
def exported(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[dict[str, str]]]:
    """Rows of `kpi export`."""

    def export(home: Home, *what: str) -> list[dict[str, str]]:
        capsys.readouterr()
        assert status_of(["--home", str(home.root), "export", *what]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return export
