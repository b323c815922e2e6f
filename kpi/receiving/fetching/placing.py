"""How a fetched file comes to lie in the inbox: whole, with its sidecar, and never in the place of
another.

One rule: what lies in the inbox is not changed. A later content of one name gets a folder of its
own below its sender's (`lan-2/`), since a file's own name tells whose it is.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kpi.files import as_its_folder, folder, unfinished
from kpi.home import Home
from kpi.workbooks.passing_files import SIDECAR

VERSIONS = 10_000  # of one name; whoever sends more of them sends without end
_REFUSED = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}  # what a disk says of a name
_BLOCK = 2**20


class NoPlace(OSError):
    """A name under which nothing more can be put into the inbox."""


def placed(
    home: Home, name: str, content: Path, came_at: datetime, is_claimed: Callable[[str], bool]
) -> tuple[str, str]:
    """Puts a content into the inbox; gives its path there and its sha256.

    `came_at` (UTC without zone) is what the sidecar says. A file that lies there with this content
    and that nothing fetched has claimed is the one that a killed run had put there. Raises OSError.
    """
    sha256 = fingerprint(content)
    for path in _versions(name):
        if is_claimed(path):
            continue
        target = home.inbox / path
        if not os.path.lexists(target):
            _put_if_it_can_be_named(home, content, target, came_at)
            return path, sha256
        if _is(target, sha256):
            return path, sha256
    raise NoPlace(name)


def fingerprint(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _versions(name: str) -> Iterator[str]:
    """`a/b.csv`, `a/lan-2/b.csv`, `a/lan-3/b.csv`..."""
    yield name
    above, _, own = name.rpartition("/")
    for number in range(2, VERSIONS):
        yield f"{above}/lan-{number}/{own}"


def _is(target: Path, sha256: str) -> bool:
    return target.is_file() and not target.is_symlink() and fingerprint(target) == sha256


def _put_if_it_can_be_named(home: Home, content: Path, target: Path, came_at: datetime) -> None:
    """Raises NoPlace for a name that this disk refuses, OSError for anything else."""
    try:
        _put(home, content, target, came_at)
    except OSError as error:
        if error.errno in _REFUSED:
            raise NoPlace(target.name) from None
        raise


def _put(home: Home, content: Path, target: Path, came_at: datetime) -> None:
    """Copied beside, then its sidecar, then moved: a file is never there without its sidecar."""
    folder(target.parent)
    copy = unfinished(folder(home.inbox), ".part")
    try:
        with content.open("rb") as source, copy.open("wb") as made:
            shutil.copyfileobj(source, made, _BLOCK)
            made.flush()
            os.fsync(made.fileno())
        moment = came_at.replace(tzinfo=UTC)
        os.utime(copy, (moment.timestamp(), moment.timestamp()))
        told = target.with_name(target.name + SIDECAR)
        told.write_text(f"{moment.isoformat(timespec='seconds')}\n", encoding="utf-8")
        as_its_folder(told)
        as_its_folder(copy)
        copy.rename(target)
    finally:
        copy.unlink(missing_ok=True)
