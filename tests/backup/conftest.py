"""The full home of the checks, with what is written for others beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.backup import write_backup
from kpi.home import Home
from tests.verify.conftest import LATER, full_home, made, one_reader  # noqa: F401 - fixtures


def tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture
def whole(full_home: Home) -> Home:  # noqa: F811 - a fixture
    """With forms, feedback, and what a backup does not take."""
    for folder, name in (
        (full_home.forms("2024-06") / "HU-A", "2024-06_HU-A.xlsx"),
        (full_home.outbox("2024-06"), "Cần sửa a.csv"),
        (full_home.prefect, "prefect.db"),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    (full_home.root / "indicators.schema.json").write_text("{}", encoding="utf-8")
    return full_home


@pytest.fixture
def backup(whole: Home, tmp_path: Path) -> Path:
    target = tmp_path / "sao lưu" / "tháng 6.zip"
    target.parent.mkdir()
    write_backup(whole, target, LATER)
    return target


@pytest.fixture
def other(tmp_path: Path) -> Home:
    return Home(tmp_path / "nơi khác")
