"""The full home of the checks, with what is written for others beside it."""

from __future__ import annotations

import pytest

from kpi.home import Home
from tests.verify.conftest import full_home, made, one_reader  # noqa: F401 - fixtures


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
