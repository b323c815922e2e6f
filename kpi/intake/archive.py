"""Every received file is kept once, by the hash of its content, and never changed or deleted."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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


class LeftForLater(OSError):
    """A file of the inbox that cannot be read now: gone, locked, no plain file, still written."""


def keep(home: Home, source: Path) -> Kept:
    """Copies a file into the archive, unless it is there already, and verifies the copy.

    The copy appears under its name only when complete. Raises LeftForLater if the source cannot
    be read to its end as one content, OSError if the copy cannot be written or does not read
    back as it was.
    """
    home.archive.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".coming-", dir=home.archive)
    copy = Path(temporary)
    try:
        digest, size = hashlib.sha256(), 0
        with os.fdopen(handle, "wb") as target:
            for block in _blocks(source):
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


def _blocks(source: Path) -> Iterator[bytes]:
    """The content of a plain file, block by block; what changed meanwhile is no content."""
    try:
        with _opened(source) as file:
            before = os.fstat(file.fileno())
            size = 0
            while block := file.read(_BLOCK):
                size += len(block)
                yield block
            after = os.fstat(file.fileno())
    except OSError as error:
        raise LeftForLater(type(error).__name__) from None
    if size != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise LeftForLater("still being written")


def _opened(source: Path) -> BinaryIO:
    """Opens a plain file and nothing that was put in its place since it was seen.

    Where the system cannot refuse links while opening (Windows), what was opened is compared with
    what stands there; a link in place of a folder above is not told.
    """
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):
        flags |= getattr(os, name, 0)
    handle = os.open(source, flags)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode) or not os.path.samestat(about, os.lstat(source)):
        os.close(handle)
        raise OSError("no plain file")
    return os.fdopen(handle, "rb")


def _holds(path: Path, sha256: str, size: int) -> bool:
    try:
        return path.stat().st_size == size and fingerprint(path)[0] == sha256
    except OSError:
        return False
