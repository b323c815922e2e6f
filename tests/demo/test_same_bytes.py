"""Forms, feedback and reports of one plan and the same files have the same bytes anywhere."""

from __future__ import annotations

from pathlib import Path

from demo.write import write_demo
from tests.same_bytes import KINDS, PLACES, compared, filled

PERIOD = "2024-04"  # the police committee's figures need a question then


def test_two_homes_in_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    """A part of the demo; all of it: `python -m tests.same_bytes`."""
    homes = []
    for name, around in PLACES.items():
        write_demo(tmp_path / name, periods={PERIOD}, units={"DU-CA", "HU-DK", "HU-VL"})
        homes.append(filled(tmp_path / name, around, [PERIOD]))
    result = compared(*homes)
    assert result.differing == ()
    assert all(result.files[kind] for kind in KINDS), result.files
