"""Copies of the warehouse for readers, who so stand beside a writer and beside each other.

`data/published/kpi-N.duckdb`, the highest number counts. A copy bears size and time of the file it
was made from, so that anybody can tell whether it is the latest.
"""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

from kpi.files import named, owner_only, private_folder, unfinished
from kpi.home import Home

_NAME = re.compile(r"kpi-(\d+)\.duckdb")
KEPT = 2  # a reader may have just found the one before the latest


def publish(home: Home) -> None:
    """Copies the closed warehouse, unless the latest copy is its like. Under the home's lock."""
    if is_latest(home):
        return
    folder = private_folder(home.published)
    with named(folder):
        made = unfinished(folder, ".duckdb")
        try:
            shutil.copy2(home.warehouse, made)
            owner_only(made)
            copies = _copies(home)
            number = _number(copies[-1]) + 1 if copies else 1
            made.replace(folder / f"kpi-{number}.duckdb")
        finally:
            made.unlink(missing_ok=True)
    for old in _copies(home)[:-KEPT]:
        with suppress(OSError):  # Windows: a reader has it open; another run takes it away
            old.unlink()


def withdraw(home: Home) -> None:
    """Takes all copies away: what they hold is to be read no more."""
    for copy in _copies(home):
        with suppress(OSError):
            copy.unlink()


def latest(home: Home) -> Path | None:
    """The copy to read; None if there is none."""
    copies = _copies(home)
    return copies[-1] if copies else None


def is_latest(home: Home) -> bool:
    """Whether readers have what the warehouse's file holds; what waits in its log is not in it."""
    copy = latest(home)
    try:
        source = home.warehouse.stat()
        found = copy.stat() if copy else None
    except OSError:
        return False
    return found is not None and (found.st_size, found.st_mtime_ns) == (
        source.st_size,
        source.st_mtime_ns,
    )


def _copies(home: Home) -> list[Path]:
    try:
        found = [p for p in home.published.iterdir() if _NAME.fullmatch(p.name)]
    except OSError:
        return []
    return sorted(found, key=_number)


def _number(path: Path) -> int:
    named = _NAME.fullmatch(path.name)
    return int(named[1]) if named else 0
