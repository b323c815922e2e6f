"""Homes with a small plan, filled with CSV files that the real reader reads."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kpi.collect import Collected, collect, steps
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.warehouse.export import EXPORTS, export_frame
from kpi.warehouse.store import open_warehouse
from tests.plans import HEADER, LONG_AGO, a_count, a_ratio, plan_text, read_text
from tests.plans import a_home as home_of

PLAN = plan_text(
    years=(2022, 2025),
    calendar={"due_working_days": 2},
    fields=({"id": "F", "name": "Lĩnh vực"},),
    units=(
        {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
        {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "senders": ["huyen-b"]},
    ),
    indicators=(
        a_ratio("R1", field="F"),
        a_count("N1", name="Số lớp", field="F", unit_of_measure="lớp"),
        {"id": "M1", "name": "Ban hành", "field": "F", "measure": "milestone",
         "unit_of_measure": "ngày", "frequency": "quarter", "reported_by": ["district"],
         "due": "2024-12-31"},
    ),
)  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_of(tmp_path / "nhà", PLAN)


@pytest.fixture
def plan(home: Home) -> Plan:
    return read_text(home.plan.read_text(encoding="utf-8"))


def put(home: Home, name: str, *rows: str, at: str = "") -> Path:
    """A CSV file in the inbox (columns as HEADER), with a sidecar if a time is given."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))
    if at:
        sidecar = path.with_name(path.name + ".received")
        sidecar.write_text(at, encoding="utf-8")
        os.utime(sidecar, (LONG_AGO, LONG_AGO))
    return path


@pytest.fixture
def send(home: Home) -> Callable[..., Path]:
    return lambda name, *rows, at="": put(home, name, *rows, at=at)


@pytest.fixture
def run(home: Home, plan: Plan) -> Callable[..., Collected]:
    return lambda now=datetime(2024, 7, 1, 3), **about: collect(home, about.get("plan", plan), now)


@pytest.fixture
def exports(home: Home) -> Callable[[], dict[str, Any]]:
    def read() -> dict[str, Any]:
        with open_warehouse(home) as warehouse:
            return {
                what: export_frame(
                    warehouse.con, what, None, datetime(2030, 1, 1), "Asia/Ho_Chi_Minh"
                ).rows(named=True)
                for what in EXPORTS
            }

    return read


@pytest.fixture(autouse=True)
def one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "READERS", 1)
