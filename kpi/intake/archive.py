"""Every received file is kept once, by the hash of its content, and never changed or deleted."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kpi.home import Home

_BLOCK = 2**20
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A content and where it is kept."""

    sha256: str
    path: Path
    size: int


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


def keep(home: Home, source: Path) -> Kept:
    """Copies a file into the archive, unless it is there already, and verifies the copy.

    The copy appears under its name only when complete. Raises OSError if it cannot be written
    or does not read back as it was.
    """
    home.archive.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".coming-", dir=home.archive)
    copy = Path(temporary)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as target, source.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
                target.write(block)
        sha256 = digest.hexdigest()
        final = place_of(home, sha256, source.name)
        if not _holds(final, sha256, size):
            if fingerprint(copy) != (sha256, size):
                raise OSError(f"the copy in the archive does not read back: {sha256}")
            final.parent.mkdir(exist_ok=True)
            copy.replace(final)
        return Kept(sha256, final, size)
    finally:
        copy.unlink(missing_ok=True)


def _holds(path: Path, sha256: str, size: int) -> bool:
    try:
        return path.stat().st_size == size and fingerprint(path)[0] == sha256
    except OSError:
        return False
