"""Every received file is kept once, by the hash of its content, and never changed or deleted.

A content comes in two steps, so that whoever keeps the archive's ledger can write down what is
coming before it stands under its name; it is taken out again only if it still has its hash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kpi.files import OLD_PREFIXES, PREFIX, private_folder, unfinished
from kpi.home import Home

_BLOCK = 2**20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Coming:
    """A content copied into the archive's folder, not yet under its name: `copy` is where it is,
    `path` where it is to be kept."""

    sha256: str
    size: int
    copy: Path
    path: Path


def fingerprint(source: Path) -> tuple[str, int]:
    """(sha256, size) of a file; nothing is kept."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def place_of(home: Home, sha256: str, name: str) -> Path:
    """Where a content is kept: `archive/ab/<sha256><suffix>`; an odd suffix is left out."""
    suffix = Path(name).suffix.lower()
    return home.archive / sha256[:2] / (sha256 + (suffix if _SUFFIX.fullmatch(suffix) else ""))


class Altered(OSError):
    """A content of the archive that is not what its name says."""


def copy_in(home: Home, blocks: Iterable[bytes], name: str) -> Coming:
    """Copies a file's content into the archive's folder, under a name that says it is unfinished.

    `name` tells the suffix that it is kept with. Raises what the blocks raise, and OSError if the
    copy cannot be written.
    """
    copy = unfinished(private_folder(home.archive))
    try:
        digest, size = hashlib.sha256(), 0
        with copy.open("wb") as target:
            for block in blocks:
                digest.update(block)
                size += len(block)
                target.write(block)
        sha256 = digest.hexdigest()
        return Coming(sha256, size, copy, place_of(home, sha256, name))
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def settle(coming: Coming) -> None:
    """Puts a copied content under its name, unless it is there already, and verifies it. Raises
    OSError if the copy does not read back as it was."""
    try:
        if holds(coming.path, coming.sha256):
            return
        if fingerprint(coming.copy) != (coming.sha256, coming.size):
            raise OSError(f"the copy in the archive does not read back: {coming.sha256}")
        private_folder(coming.path.parent)
        coming.copy.replace(coming.path)
    finally:
        coming.copy.unlink(missing_ok=True)


def drop(coming: Iterable[Coming]) -> None:
    """Takes copies away that are not to be kept."""
    for one in coming:
        one.copy.unlink(missing_ok=True)


def adopt(home: Home, wanted: Iterable[tuple[str, str]]) -> None:
    """Puts contents under their names that a killed run had copied and written down (sha256 and
    file name), but not put there."""
    left = _left(home)
    if not left:
        return
    missing = {sha256: name for sha256, name in wanted if find(home, sha256) is None}
    for copy in left:
        sha256, size = fingerprint(copy)
        if sha256 in missing:
            settle(Coming(sha256, size, copy, place_of(home, sha256, missing[sha256])))


def find(home: Home, sha256: str) -> Path | None:
    """Where a content lies; the same one may have come under several suffixes."""
    return next(iter(copies(home, sha256)), None)


def copies(home: Home, sha256: str) -> list[Path]:
    """Every place where a content lies."""
    return sorted((home.archive / sha256[:2]).glob(f"{sha256}*"))


def taken(home: Home, sha256: str, name: str) -> Path:
    """Where a content lies that is wanted back, having looked that it is still the same.

    Raises FileNotFoundError if it is not there, Altered if it is another one.
    """
    path = place_of(home, sha256, name)
    found = path if path.exists() else find(home, sha256)
    if found is None:
        raise FileNotFoundError(path)
    if not holds(found, sha256):
        raise Altered(str(found))
    return found


def _left(home: Home) -> list[Path]:
    try:
        return [p for p in home.archive.iterdir() if p.name.startswith((PREFIX, *OLD_PREFIXES))]
    except OSError:
        return []


def holds(path: Path, sha256: str) -> bool:
    """Whether a file is there and has this content."""
    try:
        return fingerprint(path)[0] == sha256
    except OSError:
        return False
