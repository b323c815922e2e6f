"""The package's files: written beside the folder that they are made for, and moved there whole.

One rule: nothing in the folder is touched before everything is written, and a folder that holds
anything that is not ours is left alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.files import as_its_folder, folder, named, sweep, working_folder
from kpi.sharing.descriptor import BESIDE, NAME, About, Written, descriptor, paths_of
from kpi.sharing.star import Star
from kpi.sharing.tables import TABLES

if TYPE_CHECKING:
    import polars as pl

_OLD, _NEW = "old", "new"


class NotOurs(Exception):
    """The folder holds something that no package of ours has; the text is its name."""


def write_files(place: Path, star: Star, about: About, beside: Mapping[str, str]) -> None:
    """Writes the tables, the texts of `beside` by their paths, and the descriptor into a folder."""
    for table in TABLES:
        csv, parquet = (place / path for path in paths_of(table))
        for path in (csv, parquet):
            folder(path.parent)
        _write_csv(star.frames[table.name], csv)
        star.frames[table.name].write_parquet(parquet)
    for name, text in beside.items():
        folder((place / name).parent)
        (place / name).write_text(text, encoding="utf-8", newline="")
    paths = [p for table in TABLES for p in paths_of(table)]
    written = [_written(place, path) for path in (*paths, *beside)]
    (place / NAME).write_text(descriptor(about, written), encoding="utf-8", newline="")


def _write_csv(frame: pl.DataFrame, path: Path) -> None:
    """With a mark of UTF-8 in front: without it Excel and Power Query take the letters for another
    alphabet's, and every other reader passes over it. A missing text is an empty cell."""
    import polars as pl

    texts = frame.with_columns(pl.col(pl.String).replace("", None))
    texts.write_csv(path, include_bom=True, line_terminator="\n")


def _written(place: Path, path: str) -> Written:
    content = (place / path).read_bytes()
    return Written(path, len(content), hashlib.sha256(content).hexdigest())


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """A folder to write a package in; at the end of the block it takes the target's place, in which
    an earlier package may stand. Raises NotOurs, and OSError if the target cannot be replaced."""
    target = target.resolve()
    with named(target):
        refuse_foreign(target)
        sweep([target.parent])
        with working_folder(target.parent) as work:
            new = folder(work / _NEW)
            yield new
            for path in new.rglob("*"):
                if path.is_file():
                    as_its_folder(path)
            refuse_foreign(target)
            _exchange(target, new, work / _OLD)


def _exchange(target: Path, new: Path, old: Path) -> None:
    """Puts the new folder in the target's place; what stood there comes back if that fails."""
    stood = target.exists()
    if stood:
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if stood:
            old.rename(target)
        raise


def refuse_foreign(target: Path) -> None:
    """Raises NotOurs where a folder holds anything but an earlier package; OSError for a file."""
    if not target.exists():
        return
    list(target.iterdir())  # a file has none, and says so
    ours = {NAME, *BESIDE, *(path for table in TABLES for path in paths_of(table))}
    found = sorted(p.relative_to(target).as_posix() for p in target.rglob("*") if not p.is_dir())
    strange = [path for path in found if path not in ours]
    if strange or (found and NAME not in found):
        raise NotOurs((strange or found)[0])
