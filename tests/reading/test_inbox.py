"""The inbox: what is taken, what is left, and what stands beside it."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.home import Home
from kpi.receiving.archive import Coming, copy_in, fingerprint, settle
from kpi.receiving.sources import inbox as inbox_source
from kpi.receiving.sources.inbox import Inbox, blocks
from kpi.receiving.sources.source import LeftForLater, SentFile
from tests.work import at_most

ZONE = "Asia/Ho_Chi_Minh"


def put(path: Path, content: bytes = b"x", age: float = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    then = time.time() - age
    os.utime(path, (then, then))
    return path


def scan(inbox: Path, *, wait: bool = True) -> tuple[SentFile, ...]:
    return Inbox(inbox, ZONE).listing(wait=wait).files


def names(inbox: Path, **more: bool) -> list[str]:
    return [f.name for f in scan(inbox, **more)]


def keep(home: Home, source: Path) -> Coming:
    """Both steps of a content into the archive."""
    coming = copy_in(home, blocks(source), source.name)
    settle(coming)
    return coming


def test_files_of_all_folders_are_found_and_passing_ones_are_not(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b/c/d.csv", "b/Đông Hà.xlsx", ".an.xlsx"):
        put(tmp_path / name)
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", "e.xlsx.part", "f.tmp", ".~lock.a.xlsx#",
                 "._a.xlsx", "a.xlsx.received"):  # fmt: skip
        put(tmp_path / name)
    assert names(tmp_path) == [".an.xlsx", "a.xlsx", "b/c/d.csv", "b/Đông Hà.xlsx"]
    assert names(tmp_path / "nowhere") == []


def test_names_are_in_normal_form_c_and_stay_apart(tmp_path: Path) -> None:
    put(tmp_path / "Ha\u0300.xlsx")
    assert names(tmp_path) == ["Hà.xlsx"]
    put(tmp_path / "Hà.xlsx")
    found = names(tmp_path)
    if len(list(tmp_path.iterdir())) == 2:  # some file systems hold both names for one
        assert found == ["Hà.xlsx", "Hà.xlsx (2)"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2024-06-18T09:30:00+07:00", datetime(2024, 6, 18, 2, 30, tzinfo=UTC)),
     ("2024-06-18T09:30:00\n", datetime(2024, 6, 18, 2, 30, tzinfo=UTC)),
     ("2024-06-18 02:30Z", datetime(2024, 6, 18, 2, 30, tzinfo=UTC)),
     ("2024-06-18", datetime(2024, 6, 17, 17, tzinfo=UTC)),
     ("\ufeff2024-06-18T09:30:00", datetime(2024, 6, 18, 2, 30, tzinfo=UTC))],
)  # fmt: skip
def test_a_sidecar_says_when_a_file_was_received(
    tmp_path: Path, text: str, moment: datetime
) -> None:
    put(tmp_path / "a.xlsx")
    put(tmp_path / "a.xlsx.received", text.encode())
    (file,) = scan(tmp_path)
    assert (file.received_at, file.sidecar_problem) == (moment, False)


@pytest.mark.parametrize("content", [b"", b"hom qua", b"\xff\xfe\x00", b"18/6/2024", b"2" * 9999])
def test_a_sidecar_that_cannot_be_read_is_ignored_and_said(tmp_path: Path, content: bytes) -> None:
    put(tmp_path / "a.xlsx")
    put(tmp_path / "a.xlsx.received", content)
    (file,) = scan(tmp_path)
    assert (file.received_at, file.sidecar_problem) == (None, True)


def test_a_young_file_is_looked_at_twice_and_left_if_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "old.xlsx")
    put(tmp_path / "resting.xlsx", age=0)
    put(tmp_path / "future.xlsx", age=-9999)
    growing = put(tmp_path / "growing.xlsx", age=0)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        growing.write_bytes(b"longer")

    monkeypatch.setattr(time, "sleep", sleep)
    assert names(tmp_path, wait=False) == ["old.xlsx"]
    assert slept == []
    assert names(tmp_path) == ["future.xlsx", "old.xlsx", "resting.xlsx"]
    assert slept == [2.0]


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe", "bytes"])
def test_links_and_special_files_are_not_followed_and_odd_names_stop_nothing(
    tmp_path: Path, kind: str
) -> None:
    inbox, outside = tmp_path / "inbox", put(tmp_path / "out" / "secret.xlsx")
    put(inbox / "a.xlsx")
    expected = ["a.xlsx"]
    if kind == "bytes" and sys.platform == "linux":
        os.close(os.open(os.fsencode(inbox) + b"/b\xff.xlsx", os.O_CREAT))
        os.utime(os.fsencode(inbox) + b"/b\xff.xlsx", (1, 1))
        expected = ["a.xlsx", "b\\xff.xlsx"]
    elif kind == "link":
        _link(inbox / "l.xlsx", outside)
    elif kind == "folder link":
        _link(inbox / "l", outside.parent)
    elif hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "p.xlsx")
    assert names(inbox) == expected


def _link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target)
    except OSError:  # Windows without the right to make links has none to follow
        put(path.with_name("~$none"))


def test_a_content_is_kept_once_and_survives_its_source(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    source = put(tmp_path / "A.XLSX", b"content")
    kept = keep(home, source)
    assert (kept.sha256, kept.size) == fingerprint(source)
    assert kept.path == home.archive / kept.sha256[:2] / f"{kept.sha256}.xlsx"
    before = kept.path.stat().st_mtime_ns
    assert keep(home, source).path == kept.path
    assert kept.path.stat().st_mtime_ns == before
    source.write_bytes(b"other")
    assert kept.path.read_bytes() == b"content"
    assert [p for p in home.archive.iterdir() if p.is_file()] == []


def test_a_damaged_copy_is_replaced_by_the_true_content(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    source = put(tmp_path / "a.xlsx", b"content")
    kept = keep(home, source)
    kept.path.write_bytes(b"damaged")
    assert keep(home, source).path.read_bytes() == b"content"


def test_an_odd_suffix_never_becomes_part_of_a_path(tmp_path: Path) -> None:
    source = put(tmp_path / "a.xl sx$(x)", b"1")
    assert keep(Home(tmp_path / "home"), source).path.suffix == ""


@pytest.mark.parametrize("now", ["gone", "a link", "a pipe", "a folder", "locked"])
def test_what_changed_between_seeing_and_opening_is_left_for_later(
    tmp_path: Path, now: str
) -> None:
    home, secret = Home(tmp_path / "home"), put(tmp_path / "secret.xlsx")
    path = put(tmp_path / "inbox" / "a.xlsx")
    [seen] = scan(path.parent)
    path.unlink()
    if now == "a link":
        _link(path, secret)
    elif now == "a pipe" and hasattr(os, "mkfifo"):
        os.mkfifo(path)
    elif now == "a folder":
        path.mkdir()
    elif now == "locked" and os.name == "posix" and os.getuid():
        put(path).chmod(0)
    with pytest.raises(LeftForLater):
        keep(home, Path(seen.at))
    assert [p for p in home.archive.rglob("*") if p.is_file()] == []


def test_a_file_that_grows_while_it_is_copied_is_left_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "inbox" / "a.xlsx", b"1" * 100)
    monkeypatch.setattr(inbox_source, "_BLOCK", 60)
    given = blocks(path)
    assert len(next(given)) == 60
    with path.open("ab") as file:
        file.write(b"2" * 60)
    with pytest.raises(LeftForLater):
        list(given)


def test_names_and_folders_of_any_kind_stop_nothing(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    if os.name != "posix":  # which lets nobody make such names, or loops of links
        put(inbox / "ệ.xlsx")
        assert names(inbox) == ["ệ.xlsx"]
        return
    odd = ["x" * 250 + ".xlsx", "ệ" * 80 + ".xlsx", "a\nb.csv", "'q\".csv", "\u202evsc.x.csv",
           "🙂 .csv", "CON.csv", "-rf.csv", " .csv", "a;b|c&d$(e)`f`.csv", "=1+1.csv"]  # fmt: skip
    for name in odd:
        put(inbox / name)
    deep = inbox / "/".join(["d" * 100] * 20)
    put(deep / "f.csv")
    (deep / "loop").symlink_to(inbox)
    (inbox / "self").symlink_to(inbox / "self")
    closed = inbox / "closed"
    put(closed / "g.csv")
    closed.chmod(0)
    try:
        found = names(inbox)
    finally:
        closed.chmod(0o700)
    assert {n for n in found if "/" not in n} == set(odd)
    assert any(n.endswith("/f.csv") for n in found)


def test_ten_thousand_files_are_seen_at_once_and_once_each(tmp_path: Path) -> None:
    for n in range(10_000):
        (tmp_path / f"{n}.csv").touch()
    for n in range(10_000):
        os.utime(tmp_path / f"{n}.csv", (1, 1))
    with at_most(200 * 10_000):  # so many a file, however many there are
        found = names(tmp_path)
    assert len(found) == len(set(found)) == 10_000
