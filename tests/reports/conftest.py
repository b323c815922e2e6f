"""The hand-made month of the report tests; see `case.py`."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _helper(name: str, source: Path) -> ModuleType:
    """--import-mode=importlib: a test folder is no package, so its helper is loaded by path."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, source)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


HERE = Path(__file__).parent
_case = _helper("report_case", HERE / "case.py")
_helper("report_dump", HERE / "dump.py")
_helper("report_leading", HERE / "leading_case.py")


@pytest.fixture
def case() -> Iterator[Any]:
    """June 2024: five statuses, three units of which one has not sent."""
    made = _case.june()
    yield made
    made.con.close()
