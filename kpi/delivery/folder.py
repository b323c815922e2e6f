"""Things laid into a folder or share: below it a folder for each unit, and one for reports.

One rule: nothing lies there half written, and what is nobody's is not touched.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from kpi.delivery.item import Item
from kpi.delivery.way import Route, content
from kpi.files import write_whole
from kpi.moments import local
from kpi.receiving.sources.remote import Unreachable

REPORTS, FAILURES = "bao-cao", "su-co"
LETTERS = {
    "feedback": "tra-loi", "reminders": "nhac-gui", "unit_pages": "ket-qua", "reports": "thu",
    "failures": "su-co",
}  # fmt: skip
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def opened(route: Route) -> Iterator[Folder]:
    """The folder, if it is there: one that is gone (a share that is not connected) is not made."""
    place = route.home.root / Path(route.settings.path).expanduser()
    if not place.is_dir():
        raise Unreachable("no_folder_out", path=place)
    if not os.access(place, os.W_OK):
        raise Unreachable("no_right_out", path=place)
    yield Folder(place, route)


class Folder:
    """An open folder."""

    def __init__(self, place: Path, route: Route) -> None:
        self._place, self._route = place, route

    def give(self, item: Item, to: Sequence[str]) -> Sequence[str]:  # noqa: ARG002 - nobody is named
        """Lays the letter and its files down. Raises OSError."""
        folder = self._place / self._of(item)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for file in item.files:
                write_whole(folder / file.name, content(file))
            letter = f"{item.subject}\n\n{item.body}\n".encode("utf-8-sig")
            write_whole(self._letter(item, folder, letter), letter)
        except OSError as error:
            if error.errno in _NO_RIGHT:
                raise Unreachable("no_right_out", path=folder) from error
            raise
        return ()

    def _of(self, item: Item) -> Path:
        if item.unit:
            return Path(_safe(item.unit), item.period)
        return Path(FAILURES) if item.what == "failures" else Path(REPORTS, item.period)

    def _letter(self, item: Item, folder: Path, letter: bytes) -> Path:
        """Named by day and minute, so that the next state of affairs stands beside it; another
        letter of the same minute too."""
        at = local(item.at, self._route.plan.timezone)
        stem = f"{at:%Y-%m-%d_%Hh%M}_{LETTERS[item.what]}"
        names = (f"{stem}.txt" if n == 1 else f"{stem}_{n}.txt" for n in count(1))
        paths = (folder / name for name in names)
        return next(p for p in paths if not p.exists() or p.read_bytes() == letter)


def _safe(unit: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in unit)
