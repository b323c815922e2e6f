"""Folders and shares that the plan names: what lies there comes into the inbox, and stays there."""

from __future__ import annotations

import json
import os
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.journal import Journal
from kpi.library import collect
from kpi.receiving.fetching import fetch
from kpi.receiving.fetching.memory import states_of
from kpi.receiving.fetching.run import within
from kpi.receiving.sources import sources_of
from tests.fetching.homes import (
    FIRST,
    SECOND,
    SEVEN,
    THIRD,
    fetched,
    home_with,
    in_inbox,
    lay,
    outcomes,
    plan_in,
    told_received,
)

BOTH = """- {id: tai-cho, kind: folder, path: nhan}
- {id: o-chung, kind: share, path: %s}
"""


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "o").mkdir()
    return tmp_path / "o"


@pytest.fixture
def home(tmp_path: Path, share: Path) -> Home:
    home = home_with(tmp_path / "nha", BOTH % share)
    (home.root / "nhan").mkdir()
    return home


def test_files_of_folder_and_share_come_into_the_inbox_and_lie_where_they_lay(
    home: Home, share: Path
) -> None:
    near = lay(home.root / "nhan" / "a.csv", SEVEN)
    far = lay(share / "huyen-b" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    assert outcomes(home) == {"tai-cho/a.csv": "accepted", "o-chung/huyen-b/b.csv": "accepted"}
    assert near.read_bytes() == (home.inbox / "tai-cho" / "a.csv").read_bytes()
    assert far.exists()
    assert outcomes(home, SECOND) == {}
    assert fetched(home, THIRD).files == 0


def test_the_inbox_is_the_only_place_that_is_read(home: Home) -> None:
    assert [source.name for source in sources_of(home, plan_in(home))] == ["inbox"]


def test_a_file_in_anothers_folder_of_the_share_is_not_the_units_own(
    home: Home, share: Path
) -> None:
    lay(share / "huyen-c" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    assert outcomes(home) == {"o-chung/huyen-c/b.csv": "rejected"}


def test_an_address_that_a_sender_calls_a_folder_of_his_own_is_no_sender(
    home: Home, share: Path
) -> None:
    lay(share / "huyen-c" / "vanthu@b.vn" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    assert outcomes(home) == {"o-chung/huyen-c/vanthu_b.vn/b.csv": "rejected"}


def test_where_the_inbox_is_gone_none_is_made_in_its_place(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    outcomes(home)
    shutil.rmtree(home.inbox)
    lay(share / "b.csv", SEVEN)
    assert fetched(home, SECOND).files == 0
    assert not home.inbox.exists()


def test_a_corrected_file_comes_beside_the_first_one_and_replaces_its_figure(
    home: Home, share: Path
) -> None:
    lay(share / "a.csv", SEVEN)
    assert fetched(home).files == 1
    lay(share / "a.csv", "HU-A,2024-06,N1,,,9,,", at=SECOND)
    done = collect(home, SECOND)
    assert [s.file for s in done.submissions] == ["o-chung/a.csv", "o-chung/lan-2/a.csv"]
    assert done.total("superseded") == 1
    assert in_inbox(home) == ["o-chung/a.csv", "o-chung/lan-2/a.csv"]


def test_a_share_that_is_gone_is_told_and_the_others_are_taken_in(home: Home, share: Path) -> None:
    share.rmdir()
    lay(home.root / "nhan" / "a.csv", SEVEN)
    collected = collect(home, FIRST)
    assert [t.source for t in collected.silent_sources] == ["o-chung"]
    assert [s.file for s in collected.submissions] == ["tai-cho/a.csv"]


def test_pauses_between_tries_grow_and_end_with_an_answer(home: Home, share: Path) -> None:
    share.rmdir()
    for _ in range(3):
        fetched(home)
    state = states_of(home)["o-chung"]
    assert (state.times, state.failed) == (3, FIRST)
    assert state.again == datetime(2024, 7, 1, 3, 40)  # 10, 20, 40 minutes
    assert [one.source for one in fetch(home, plan_in(home), FIRST, when_due=True).sources] == [
        "tai-cho"
    ]
    assert [e.what for e in Journal(home).entries()] == ["fetch_failed"]
    share.mkdir()
    assert fetched(home, SECOND).troubles == ()
    assert (states_of(home)["o-chung"].times, states_of(home)["o-chung"].again) == (0, None)


def test_a_sender_cannot_date_his_own_file(home: Home, share: Path) -> None:
    now = datetime(2124, 7, 1)  # the system's own time of the file is that of this test
    path = lay(share / "huyen-b" / "b.csv", "HU-B,2024-06,N1,,,8,,")
    path.with_name("b.csv.received").write_text("2024-06-01T08:00:00", encoding="utf-8")
    fetched(home, now)
    came = datetime.fromtimestamp(path.stat().st_ctime, UTC).replace(tzinfo=None, microsecond=0)
    assert told_received(home, "o-chung/huyen-b/b.csv") == came
    assert in_inbox(home) == ["o-chung/huyen-b/b.csv"]


def test_what_was_not_there_at_the_last_look_came_after_it(home: Home, share: Path) -> None:
    fetched(home, datetime(2124, 7, 1))
    lay(share / "a.csv", SEVEN)
    fetched(home, datetime(2124, 7, 5))
    assert told_received(home, "o-chung/a.csv") == datetime(2124, 7, 1)


def test_a_file_that_came_after_now_came_now(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    fetched(home, FIRST)
    assert told_received(home, "o-chung/a.csv") == FIRST


def test_a_link_out_of_the_share_is_not_followed(home: Home, share: Path, tmp_path: Path) -> None:
    secret = lay(tmp_path / "khac" / "x.csv", SEVEN)
    (share / "x.csv").symlink_to(secret)
    (share / "d").symlink_to(secret.parent, target_is_directory=True)
    assert fetched(home).files == 0


def test_what_is_on_its_way_and_what_programs_leave_is_not_fetched(home: Home, share: Path) -> None:
    for name in ("a.csv.part", "b.tmp", "~$c.xlsx", "Thumbs.db", ".~lock.d.xlsx#"):
        lay(share / name, SEVEN)
    assert fetched(home).files == 0


@pytest.mark.parametrize("path", ["data/inbox", "data/archive", ".", "nhan/../data"])
def test_a_source_in_the_homes_own_data_is_not_looked_at(tmp_path: Path, path: str) -> None:
    home = home_with(tmp_path / "nha", f"- {{id: x, kind: folder, path: {path}}}\n")
    home.archive.mkdir()
    lay(home.inbox / "a.csv", SEVEN)
    [one] = fetched(home).sources
    assert (one.files, [t.key for t in one.troubles]) == ((), ["source_silent"])
    assert "sửa path" in one.troubles[0].path


def test_the_journal_tells_what_came_from_where(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    fetched(home)
    [entry] = [e for e in Journal(home).entries() if e.what == "fetch"]
    assert (entry.at, entry.details["source"]) == (FIRST, "o-chung")
    assert [file["path"] for file in entry.details["files"]] == ["o-chung/a.csv"]


def test_without_its_memory_a_home_fetches_nothing_twice(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    assert list(outcomes(home)) == ["o-chung/a.csv"]
    home.fetched.unlink()
    assert outcomes(home, SECOND) == {}
    assert in_inbox(home) == ["o-chung/a.csv"]


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_of_the_memory_that_was_cut_short_costs_a_look_and_no_file(
    home: Home, share: Path, cut: int
) -> None:
    lay(share / "a.csv", SEVEN)
    fetched(home)
    home.fetched.write_bytes(home.fetched.read_bytes()[:-cut])
    fetched(home, SECOND)
    lay(share / "b.csv", SEVEN)
    fetched(home, THIRD)
    assert in_inbox(home) == ["o-chung/a.csv", "o-chung/b.csv"]
    assert json.loads(home.fetched.read_bytes().splitlines()[-1])["at"].endswith("b.csv")


def test_a_dry_run_changes_nothing(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    found = fetch(home, plan_in(home), FIRST, only_told=True)
    assert [w.name for one in found.sources for w in one.found] == ["a.csv"]
    assert in_inbox(home) == []
    assert not home.fetched.exists()
    assert not home.source_states.exists()


def test_one_of_the_sources_can_be_asked_alone(home: Home, share: Path) -> None:
    lay(share / "a.csv", SEVEN)
    lay(home.root / "nhan" / "a.csv", SEVEN)
    fetch(home, plan_in(home), FIRST, only="tai-cho")
    assert in_inbox(home) == ["tai-cho/a.csv"]


def test_a_share_that_never_answers_is_given_up() -> None:
    never = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.05, never.wait)
    never.set()


def test_a_file_without_right_to_read_is_told_and_the_others_come(home: Home, share: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    lay(share / "a.csv", SEVEN).chmod(0)
    lay(share / "b.csv", SEVEN)
    [_, one] = fetched(home).sources
    assert (one.files, [t.key for t in one.troubles]) == (
        ("o-chung/b.csv",),
        ["source_left_half_sent"],
    )
