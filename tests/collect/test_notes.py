"""Notes travel with their submission into the warehouse, and are there again after a rebuild."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.collect import Collected, rebuild
from kpi.database.frames import query
from kpi.home import Home
from kpi.warehouse.store import open_warehouse


def kept(home: Home) -> list[tuple[Any, ...]]:
    with open_warehouse(home) as warehouse:
        told = "SELECT submission, cell, text FROM submission_note ORDER BY ALL"
        return query(warehouse.con, told).rows()


def test_notes_are_stored_and_rebuilt(
    home: Home, send: Callable[..., Path], run: Callable[..., Collected]
) -> None:
    send("a.csv", "HU-A,2024-06,N1,,,7,,", ",,,,,,,", ",,,,,,Gồm cả lớp mở bù,")
    [taken] = run(datetime(2024, 7, 1, 3)).submissions
    assert kept(home) == [(taken.name, "G4", "Gồm cả lớp mở bù")]
    before = kept(home)
    rebuild(home, datetime(2024, 7, 2, 3))
    assert kept(home) == before


def test_a_refused_file_keeps_no_notes(
    home: Home, send: Callable[..., Path], run: Callable[..., Collected]
) -> None:
    send("a.csv", "HU-X,2024-06,N1,,,7,,", ",,,,,,Gồm cả lớp mở bù,")
    assert [s.outcome for s in run().submissions] == ["rejected"]
    assert kept(home) == []
