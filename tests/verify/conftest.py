"""A home with three runs, a correction, a secret, another plan, and two reports."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kpi.collect import collect, steps
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from tests.collect.conftest import PLAN, put

NOW = datetime(2024, 7, 1, 3)
LATER = NOW + timedelta(days=60)


def report(home: Home, name: str, text: str) -> None:
    """A report as far as a check can tell: two outputs, the manifest, a line of the journal."""
    folder = home.reports(name)
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    outputs = {"report.xlsx": text, "charts/nhip-do.png": f"{text} vẽ"}
    for output, content in outputs.items():
        (folder / output).write_text(content, encoding="utf-8")
    hashes = {n: hashlib.sha256(t.encode()).hexdigest() for n, t in outputs.items()}
    manifest = json.dumps({"outputs": hashes})
    (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    sha256 = hashlib.sha256(manifest.encode()).hexdigest()
    about = {"folder": f"reports/{name}", "manifest_sha256": sha256}
    Journal(home).add("report", NOW + timedelta(days=31), period="2024-06", as_of="", **about)


def read(text: str) -> Plan:
    plan = parse_plan(text).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home once; tests take copies."""
    home = Home(tmp_path_factory.mktemp("mau") / "nhà")
    home.inbox.mkdir(parents=True)
    put(home, "a.csv", "HU-A,2024-06,R1,12,15,,,", "HU-A,2024-06,N1,,,7,,")
    collect(home, read(PLAN), NOW)
    put(home, "a.csv", "HU-A,2024-06,N1,,,8,,")
    put(home, "b.csv", "HU-A,2024-05,N1,,,6,,")
    put(home, "mat.csv", "HU-A,2024-04,N1,,,mật 4321,,")
    collect(home, read(PLAN), NOW + timedelta(days=2))
    text = PLAN.replace("Số lớp", "Số lớp học")
    home.plan.write_text(text, encoding="utf-8")
    put(home, "d.csv", "HU-A,2024-07,N1,,,80,,", "HU-A,2024-07,R1,9,15,,,")
    collect(home, read(text), NOW + timedelta(days=30))
    report(home, "2024-06", "tháng sáu")
    report(home, "2024-06/as-of-2024-07-02", "như ngày 2/7")
    return home.root


@pytest.fixture
def full_home(made: Path, tmp_path: Path) -> Home:
    """The home after three runs."""
    shutil.copytree(made, tmp_path / "nhà")
    return Home(tmp_path / "nhà")


@pytest.fixture(autouse=True)
def one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "READERS", 1)
