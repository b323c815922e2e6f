"""A plan kept as data: the same plan, or as if nothing had been kept."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from kpi.plan import kept
from kpi.plan.kept import keep_plan, kept_plan
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.plan.shipped import shipped_plan_text
from tests.plans import plan_text

GOOD = Path(__file__).parent / "good.yaml"


def read(path: Path) -> Plan:
    plan = parse_plan(path.read_bytes()).plan
    assert plan is not None
    return plan


@pytest.fixture
def at(tmp_path: Path) -> Path:
    path = tmp_path / "indicators.yaml"
    path.write_text(plan_text(), encoding="utf-8")
    return path


def kept_at(path: Path) -> Path:
    """The plan of a file, kept beside it."""
    beside = path.parent / "plan.json"
    keep_plan(read(path), path, beside)
    return beside


@pytest.mark.parametrize("text", [GOOD.read_bytes(), shipped_plan_text()])
def test_what_is_kept_is_the_very_plan(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_bytes(codecs.BOM_UTF8 + text)
    found = kept_plan(path, kept_at(path))
    assert found == read(path)
    assert repr(found) == repr(read(path))  # 1 and 1.0 are equal, and not the same


def test_nothing_is_found_before_something_is_kept(at: Path) -> None:
    assert kept_plan(at, at.parent / "plan.json") is None


def test_a_changed_plan_is_another_one(at: Path) -> None:
    beside = kept_at(at)
    at.write_bytes(at.read_bytes() + b"\n")
    assert kept_plan(at, beside) is None


def test_a_plan_that_changed_while_it_was_read_is_not_kept(at: Path) -> None:
    plan = read(at)
    at.write_bytes(at.read_bytes() + b"\n")
    keep_plan(plan, at, at.parent / "plan.json")
    assert not (at.parent / "plan.json").exists()


def test_another_program_reads_anew(at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = kept_at(at)
    monkeypatch.setattr(kept, "_program", lambda: "another")
    assert kept_plan(at, beside) is None


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.999])
def test_a_copy_cut_short_or_altered_is_as_if_it_were_not_there(at: Path, share: float) -> None:
    beside = kept_at(at)
    whole = beside.read_bytes()
    place = int(len(whole) * share)
    beside.write_bytes(whole[:place])
    assert kept_plan(at, beside) is None
    beside.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert kept_plan(at, beside) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows knows other rights")
def test_only_its_owner_may_write_what_is_kept(at: Path) -> None:
    beside = kept_at(at)
    assert beside.stat().st_mode & 0o777 == 0o600
    beside.chmod(0o660)
    assert kept_plan(at, beside) is None


def test_where_there_is_no_folder_nothing_is_kept(at: Path) -> None:
    keep_plan(read(at), at, at.parent / "data" / "plan.json")
    assert not (at.parent / "data").exists()


def test_where_nothing_can_be_written_nothing_is_kept(at: Path) -> None:
    (at.parent / "plan.json").mkdir()  # cannot be replaced by a file
    keep_plan(read(at), at, at.parent / "plan.json")
    assert kept_plan(at, at.parent / "plan.json") is None


def test_what_is_kept_already_is_not_written_again(at: Path) -> None:
    before = kept_at(at).stat()
    after = kept_at(at).stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)
