"""This computer's own disk is full, refuses a name, or shows one: told as that."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.fetching import placing
from kpi.receiving.fetching.why import why
from tests.fetching.homes import SECOND, SEVEN, fetched, home_with, in_inbox, lay

CODES = (errno.EIO, errno.EBUSY, errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EINVAL)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "o"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path, share: Path) -> Home:
    return home_with(tmp_path / "nha", f"- {{id: o-chung, kind: share, path: {share}}}\n")


def test_a_full_disk_is_told_as_one_and_nothing_is_lost(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(share / "a" / "a.csv", SEVEN)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", full)
        [trouble] = fetched(home).troubles
    assert "đĩa của máy này đã đầy" in trouble.path
    assert in_inbox(home) == []
    fetched(home, SECOND)
    assert in_inbox(home) == ["o-chung/a/a.csv"]


@pytest.mark.parametrize("code", CODES)
def test_no_words_of_the_system_are_shown(code: int) -> None:
    said = OSError(code, os.strerror(code))
    for told in (why(said, "vi"), why(RecursionError("too deep"), "vi")):
        assert os.strerror(code) not in told
        assert "Đề nghị" in told


@pytest.mark.parametrize("code", [errno.ENAMETOOLONG, errno.EINVAL])
def test_a_name_that_the_disk_refuses_costs_no_other_file(
    home: Home, share: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    lay(share / "a" / "dai.csv", SEVEN)
    lay(share / "b" / "b.csv", SEVEN, at=SECOND)
    put = placing._put

    def refusing(home: Home, content: Path, target: Path, *more: object) -> None:
        if target.name == "dai.csv":
            raise OSError(code, os.strerror(code), str(target))
        put(home, content, target, *more)  # type: ignore[arg-type]  # what it was given

    monkeypatch.setattr(placing, "_put", refusing)
    [trouble] = fetched(home, SECOND).troubles
    assert (trouble.key, in_inbox(home)) == ("source_left_name", ["o-chung/b/b.csv"])


def test_a_name_is_shown_without_what_a_screen_would_obey(home: Home, share: Path) -> None:
    large = lay(share / "a" / "x\x1b[2J\n\u202egnp.csv", SEVEN)
    os.truncate(large, 46 * 2**20)
    os.utime(large, (0, 0))
    one = fetched(home).sources[0]
    [trouble] = one.troubles
    assert trouble.path == "a/x\ufffd[2J\ufffd\ufffdgnp.csv"
