"""The marks of `make test-fast` stand where they must."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import HERE, MARKS, marks_of

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
