"""A home with a small plan, and the command line run in this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.cli import status_of
from tests.plans import HEADER, a_count, a_ratio, plan_text

__all__ = ["HEADER", "PLAN"]

PLAN = plan_text(
    indicators=(
        a_ratio(lead="A", baseline={"year": 2023, "value": 40}, targets={2024: 60, 2025: 80}),
        a_count(lead="B", targets={2024: 120, 2025: 240}),
    )
)


@dataclass(frozen=True)
class Ran:
    status: int
    out: str
    err: str


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "data" / "inbox").mkdir(parents=True)
    (tmp_path / "indicators.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.fixture
def kpi(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `kpi --home HOME ...` and gives its exit status and what it said."""

    def run(*arguments: str) -> Ran:
        status = status_of(["--home", str(home), *arguments])
        said = capsys.readouterr()
        return Ran(status, said.out, said.err)

    return run


@pytest.fixture
def send(home: Path) -> Callable[[str, str], Path]:
    """Puts a file into the inbox, as if it had lain there for a while."""

    def put(name: str, text: str) -> Path:
        target = home / "data" / "inbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        age = target.stat().st_mtime - 60
        os.utime(target, (age, age))
        return target

    return put
