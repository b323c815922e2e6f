"""Forms, feedback and reports of one plan and the same files have the same bytes anywhere."""

from __future__ import annotations

from pathlib import Path

from demo.write import write_demo
from tests.same_bytes import KINDS, PLACES, compared, filled

PERIODS = {"2024-05", "2024-06"}


def test_two_homes_in_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    """A part of the demo; all of it: `python -m tests.same_bytes`."""
    homes = []
    for name, around in PLACES.items():
        write_demo(tmp_path / name, periods=PERIODS, units={"VP", "HU-VL", "DU-QS"})
        homes.append(filled(tmp_path / name, around, ["2024-06"]))
    result = compared(*homes)
    assert result.differing == ()
    assert all(result.files[kind] for kind in KINDS), result.files
