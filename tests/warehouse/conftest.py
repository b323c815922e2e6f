"""A home of its own for every test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.warehouse.store import Warehouse, open_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def warehouse(home: Home) -> Iterator[Warehouse]:
    with open_warehouse(home) as opened:
        yield opened
