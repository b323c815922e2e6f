"""The marks of `make test-fast` stand where they must."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import FAST, HERE, MARKS, TOGETHER, group_of, marks_of

DRIVES_OFFICE = {
    "tests.office",
    "tests.office_edit",
    "tests.fuzz.originals",
    "tests.submissions.run",
    "tests.web.browser",
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}


@pytest.mark.parametrize("place", sorted({place for places in MARKS.values() for place in places}))
def test_what_is_marked_exists(place: str) -> None:
    assert (HERE / place).exists()


def test_every_test_that_drives_libreoffice_or_chromium_is_marked() -> None:
    lacking = {
        path.relative_to(HERE).as_posix()
        for path in HERE.rglob("test_*.py")
        if imported(path) & DRIVES_OFFICE and "office" not in marks_of(path)
    }
    assert not lacking


def test_the_fast_tests_are_asked_for_as_the_table_is_read() -> None:
    makefile = (HERE.parent / "Makefile").read_text(encoding="utf-8")
    assert f'-m "{FAST}"' in makefile
    assert " and ".join(f"not {mark}" for mark in MARKS) == FAST


def test_what_is_made_once_for_a_file_or_folder_is_made_by_one_process() -> None:
    assert group_of(HERE / "demo" / "test_files.py") == group_of(HERE / "demo" / "test_world.py")
    assert group_of(HERE / "checks" / "test_odd.py") == "checks/test_odd.py"
    assert all((HERE / folder / "conftest.py").exists() for folder in TOGETHER)
