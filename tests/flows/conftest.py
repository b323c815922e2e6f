"""A home with a small plan, and the command line run in this process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from flows.cli import status_of
from flows.due_note import leave_note, look, take_note_away
from flows.month import run_month
from flows.plan_check import plan_of
from flows.server.settings import server_settings
from kpi.home import Home
from tests.flows.clock import Clock
from tests.flows.due import FILES, NOON
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


CREATE = """\
import asyncio
from prefect.server.database import provide_database_interface

asyncio.run(provide_database_interface().create_db())
"""


@pytest.fixture(scope="session")
def engines_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The engine's own database, made once: that takes longer than most runs."""
    home = Home(tmp_path_factory.mktemp("engine"))
    home.prefect.mkdir(parents=True)
    settings = server_settings(home, "run", "kpi:unused")
    made = {**os.environ, **settings}
    subprocess.run([sys.executable, "-c", CREATE], cwd=home.prefect, env=made, check=True)
    return home.prefect / "prefect.db"


@pytest.fixture
def begun(home: Path, engines_database: Path) -> None:
    """The home's engine has run before; how it begins has tests of its own."""
    folder = Home(home).prefect
    folder.mkdir(mode=0o700)
    shutil.copy(engines_database, folder)
    (folder / "prefect.db").chmod(0o600)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, NOON)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose last run, at NOON, left nothing undone."""
    home = tmp_path_factory.mktemp("once")
    for name, text in FILES.items():
        target = home / "data" / "inbox" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HEADER + text, encoding="utf-8")
        os.utime(target, (1e9, 1e9))
    (home / "indicators.yaml").write_text(PLAN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        Clock(patch, NOON)
        assert run_month(Home(home), only_when_due=True).exit_status == 0
    assert (home / "data" / "due.json").is_file()
    return home


@pytest.fixture
def ran(once: Path, home: Path, clock: Clock) -> Home:
    """A copy of that home, with a note for where it lies now."""
    shutil.copytree(once, home, dirs_exist_ok=True)
    copy = Home(home)
    take_note_away(copy)
    leave_note(copy, plan_of(copy), look(copy), clock.now, datetime(2024, 6, 7, 17))
    return copy
