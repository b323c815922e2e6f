"""`kpi report` for one unit or field, by id or name; a finished file is opened, or that is said."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import opening

from .conftest import HEADER, Ran

Kpi = Callable[..., Ran]
Send = Callable[[str, str], Path]
JUNE = HEADER + "A,2024-06,VB01,90,100,,,\nB,2024-06,VB01,20,100,,,\nA,2024-06,SP01,,,30,,\n"


@pytest.fixture
def collected(kpi: Kpi, send: Send) -> None:
    send("thang-6.csv", JUNE)
    kpi("collect")


@pytest.mark.usefixtures("collected")
def test_a_unit_and_a_field_have_files_of_their_own_that_verify_knows(kpi: Kpi, home: Path) -> None:
    plan = (home / "indicators.yaml").read_text(encoding="utf-8")
    field = plan.split("fields:")[1].split("id: ")[1].split(",")[0].strip()
    assert kpi("report", "2024-06", "--unit", "A").status == 0
    assert kpi("report", "2024-06", "--field", field).status == 0
    folder = home / "data" / "reports" / "2024-06"
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {
        "units/A.pdf", "units/A.xlsx", "units/manifest.json",
        f"fields/{field}.pdf", "fields/manifest.json",
    }  # fmt: skip
    page = (folder / "units" / "A.pdf").read_bytes()
    beside_feedback = home / "data" / "outbox" / "2024-06" / "2024-06_A_ket-qua.pdf"
    assert beside_feedback.read_bytes() == page
    outputs = json.loads((folder / "units" / "manifest.json").read_bytes())["outputs"]
    assert set(outputs) == {"A.pdf", "A.xlsx"}
    assert kpi("verify").status == 0
    (folder / "units" / "A.pdf").write_bytes(b"changed")
    assert kpi("verify").status == 1


@pytest.mark.usefixtures("collected")
def test_a_name_serves_as_well_as_an_id_and_an_unknown_one_is_asked_back(kpi: Kpi) -> None:
    ran = kpi("report", "2024-06", "--unit", "đơn vị a")
    assert (ran.status, "A.pdf" in ran.out) == (0, True)
    assert kpi("report", "2024-06", "--unit", "Đơn vị Ở Đâu").status == 1
    assert kpi("report", "2024-06", "--unit", "A", "--field", "F1").status == 2


@pytest.mark.usefixtures("collected")
def test_where_nothing_can_be_opened_that_is_said(
    kpi: Kpi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening.shutil, "which", lambda _: None)
    ran = kpi("report", "2024-06", "--unit", "A", "--open")
    assert ran.status == 0
    assert "Chưa mở được" in ran.err


def test_a_file_is_opened_by_the_systems_program_without_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = []
    monkeypatch.setattr(opening.sys, "platform", "linux")
    monkeypatch.setattr(opening.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda args, **more: asked.append((args, more)))
    monkeypatch.setenv("DISPLAY", ":0")
    file = tmp_path / "a; rm -rf b.pdf"
    assert opening.open_file(file, "vi")
    ((args, more),) = asked
    assert args == ["/usr/bin/xdg-open", str(file)]
    assert not more.get("shell")
