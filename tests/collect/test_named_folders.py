"""Folders and shares that the plan names: real folders, taken in beside the inbox."""

from __future__ import annotations

import os
import threading
from datetime import datetime
from pathlib import Path

import pytest

from kpi.collect import Collected, collect
from kpi.home import Home
from kpi.receiving.sources import look_at
from kpi.receiving.sources.folder import Folder, within
from tests.plans import HEADER, a_count, a_home, plan_text, read_text

UNITS = (
    {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
    {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "senders": ["o-chung/huyen-b"]},
)
NAMED = """sources:
- {id: tai-cho, kind: folder, path: nhan}
- {id: o-chung, kind: share, path: %s}
"""
FIRST, SECOND = (datetime(2024, 7, day, 3) for day in (1, 2))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    text = plan_text(units=UNITS, indicators=(a_count("N1"),)) + NAMED % (tmp_path / "o")
    home = a_home(tmp_path / "nha", text)
    (home.root / "nhan").mkdir()
    (tmp_path / "o").mkdir()
    return home


def _put(folder: Path, name: str, row: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    os.utime(path, (FIRST.timestamp(), FIRST.timestamp()))
    return path


def _collect(home: Home, now: datetime = FIRST) -> Collected:
    return collect(home, read_text(home.plan.read_text(encoding="utf-8")), now)


def test_files_of_inbox_folder_and_share_are_taken_in_and_lie_where_they_lay(
    home: Home, tmp_path: Path
) -> None:
    near = _put(home.root / "nhan", "a.csv", "HU-A,2024-06,N1,,,7,,")
    far = _put(tmp_path / "o", "huyen-b/b.csv", "HU-B,2024-06,N1,,,8,,")
    taken = {s.file: s.outcome for s in _collect(home).submissions}
    assert taken == {"tai-cho/a.csv": "accepted", "o-chung/huyen-b/b.csv": "accepted"}
    assert near.exists()
    assert far.exists()
    assert _collect(home, SECOND).submissions == ()


def test_a_file_in_anothers_folder_of_the_share_is_not_the_units_own(
    home: Home, tmp_path: Path
) -> None:
    _put(tmp_path / "o", "huyen-c/b.csv", "HU-B,2024-06,N1,,,8,,")
    (submission,) = _collect(home).submissions
    assert submission.outcome == "rejected"


def test_a_share_that_is_gone_is_told_and_the_others_are_taken_in(
    home: Home, tmp_path: Path
) -> None:
    (tmp_path / "o").rmdir()
    _put(home.root / "nhan", "a.csv", "HU-A,2024-06,N1,,,7,,")
    collected = _collect(home)
    assert [t.source for t in collected.silent_sources] == ["o-chung"]
    assert [s.file for s in collected.submissions] == ["tai-cho/a.csv"]


def test_a_sender_cannot_date_his_own_file(home: Home, tmp_path: Path) -> None:
    path = _put(tmp_path / "o", "huyen-b/b.csv", "HU-B,2024-06,N1,,,8,,")
    path.with_name("b.csv.received").write_text("2024-06-01T08:00:00", encoding="utf-8")
    (submission,) = _collect(home).submissions
    assert submission.arrival.received_at == FIRST


def test_a_link_out_of_the_share_is_not_followed(home: Home, tmp_path: Path) -> None:
    secret = _put(tmp_path / "khac", "x.csv", "HU-A,2024-06,N1,,,7,,")
    (tmp_path / "o" / "x.csv").symlink_to(secret)
    (tmp_path / "o" / "d").symlink_to(secret.parent, target_is_directory=True)
    assert _collect(home).submissions == ()


@pytest.mark.parametrize("path", ["data/inbox", "data/archive", ".", "nhan/../data"])
def test_a_source_in_the_homes_own_data_is_not_looked_at(home: Home, path: str) -> None:
    home.data.mkdir(exist_ok=True)
    (home.data / "inbox").mkdir(exist_ok=True)
    source = Folder("x", home.root / path, home.data, "Asia/Ho_Chi_Minh")
    look = look_at([source], wait=False)
    assert (look.files, [t.key for t in look.troubles]) == ((), ["source_in_home"])


def test_a_share_that_never_answers_is_given_up() -> None:
    never = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.05, never.wait)
    never.set()
