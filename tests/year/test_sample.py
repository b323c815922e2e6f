"""A day of the simulated year: a run is killed the morning after the due day, the next one makes it
good. `python -m tests.year` does the whole year."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.year.__main__ import a_year
from tests.year.calls import calls


def test_a_killed_morning_of_the_year_is_made_good(tmp_path: Path) -> None:
    if shutil.which("faketime") is None:
        pytest.skip("faketime is missing: install the Debian package faketime (make office)")
    asked = [call for call in calls([2]) if call.part == "after"]
    assert [(call.reports, call.killed) for call in asked] == [(("2024-02",), True)]
    assert a_year(tmp_path, [2], ["VP", "P4", "HU-VL", "DU-QS"], asked) == []
