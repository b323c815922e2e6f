"""The sound workbooks of the tests: forms, filled and saved again, cases of the corpus, received
files, old workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kpi.reading.one_file import open_book
from kpi.workbooks.grid import Refused
from kpi.workbooks.guard import look_at
from tests.fuzz.originals import originals
from tests.office import convert
from tests.reading.old_books import odd_book
from tests.submissions.run import cases, made

_RECEIVED = Path(__file__).parents[1] / "reading" / "received"


def workbooks(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of every workbook that our reader accepts; `folder` is written to."""
    for name, path in _all(folder):
        try:
            kind, package = look_at(path, path.name)
            if kind in ("xlsx", "xls", "ods"):
                open_book(path, kind, package)
                yield name, path
        except Refused:
            continue


def _all(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in ("cases", "forms", "old"):
        (folder / part).mkdir()
    for case, path in made(cases(), folder / "cases"):
        yield f"{case.name}{path.suffix}", path
    for number, form in enumerate(originals(folder / "forms")):
        path = folder / f"{number}-{form.name}"
        path.write_bytes(form.content)
        yield form.name, path
    odd = odd_book(folder / "old" / "odd.xlsx")
    yield odd.name, odd
    for kind in ("xls", "ods"):
        for path in convert([odd], kind, folder / kind):
            yield path.name, path
    yield from ((p.name, p) for p in sorted(_RECEIVED.rglob("*.xls*")))
