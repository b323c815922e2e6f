"""A backup as a package: a zip whose list names every member with size and hash.

A file from outside is believed nothing: what is not exactly what its list says is refused before
anything is written anywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kpi.backup.members import LIST, THE_PLAN, is_member, is_writable_on_windows
from kpi.words import say

PROGRAM = "kpi-btg"
FORMAT = 1
MOST_MEMBERS = 2_000_000
LIST_BYTES = 512 * 2**20
MOST_RATIO = 1_100  # deflate comes to 1,032 at most
BLOCK = 2**20
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)


class BackupProblem(Exception):
    """A backup cannot be written, or not be taken; the text is for users."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(f"backup.{key}", "vi", **values))
        self.key, self.values = key, values

    def message(self, locale: str = "vi") -> str:
        return say(f"backup.{self.key}", locale, **self.values)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the backup: its name below the home, its size in bytes, its sha256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup. `made_at` is an ISO moment in UTC, `version` the program's then."""

    path: Path
    package: zipfile.ZipFile
    members: tuple[Member, ...]
    made_at: str
    version: str

    @property
    def size(self) -> int:
        """Bytes of all members once unpacked."""
        return sum(member.size for member in self.members)

    def copy(self, member: Member, target: BinaryIO | None = None) -> None:
        """Reads a member to its end, into `target` if one is given. Raises BackupProblem if it is
        not what the list says."""
        digest, size = hashlib.sha256(), 0
        try:
            with self.package.open(member.name) as source:
                while size <= member.size and (block := source.read(BLOCK)):
                    size += len(block)
                    digest.update(block)
                    if target is not None and size <= member.size:
                        target.write(block)
        except _DAMAGE as error:
            raise BackupProblem("altered", path=self.path, name=member.name) from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise BackupProblem("altered", path=self.path, name=member.name)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup whose list and members have been held against each other; contents are looked at
    when they are copied. Raises BackupProblem."""
    with _zip(path) as package:
        told = _list(path, package)
        members = _members(path, told)
        _compare(path, package, members)
        yield Backup(
            path, package, members, str(told.get("made_at", "")), str(told.get("version", ""))
        )


def is_backup(path: Path) -> bool:
    """Whether a file is a backup of ours, whole or not."""
    try:
        with _zip(path) as package:
            _list(path, package)
    except BackupProblem as problem:
        return problem.key == "too_new"
    return True


@contextmanager
def _zip(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise BackupProblem("no_file", path=path)
    try:
        package = zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise BackupProblem("no_backup", path=path) from error
    with package:
        yield package


def _list(path: Path, package: zipfile.ZipFile) -> dict[str, Any]:
    """`backup.json`, as far as it says whose it is."""
    try:
        about = package.getinfo(LIST)
        if about.file_size > LIST_BYTES or not _is_sound(about):
            raise BackupProblem("no_backup", path=path)
        with package.open(about) as file:
            told = json.loads(file.read(LIST_BYTES))
    except (KeyError, RecursionError, *_DAMAGE) as error:
        raise BackupProblem("no_backup", path=path) from error
    if not isinstance(told, dict) or told.get("program") != PROGRAM:
        raise BackupProblem("no_backup", path=path)
    if not isinstance(told.get("format"), int) or told["format"] > FORMAT:
        raise BackupProblem("too_new", path=path, version=told.get("version", ""))
    return told


def _members(path: Path, told: dict[str, Any]) -> tuple[Member, ...]:
    try:
        members = tuple(
            Member(str(m["name"]), int(m["size"]), str(m["sha256"])) for m in told["members"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BackupProblem("no_backup", path=path) from error
    names = [member.name for member in members]
    if len(names) > MOST_MEMBERS or len(names) != len(set(names)):
        raise BackupProblem("no_backup", path=path)
    if THE_PLAN not in names:
        raise BackupProblem("without_plan", path=path)
    return members


def _compare(path: Path, package: zipfile.ZipFile, members: tuple[Member, ...]) -> None:
    """Every member that is listed and none besides, at harmless places, of the size listed."""
    there = package.infolist()
    listed = {member.name: member for member in members}
    names = [info.filename for info in there]
    for name in names:
        known = name == LIST or (name in listed and is_member(name))
        if not known or (os.name == "nt" and not is_writable_on_windows(name)):
            raise BackupProblem("foreign_member", path=path, name=_printable(name))
    if len(names) != len(set(names)):
        raise BackupProblem("no_backup", path=path)
    for name in sorted(set(listed) - set(names)):
        raise BackupProblem("missing_member", path=path, name=_printable(name))
    for info in there:
        if not _is_sound(info) or info.file_size != _size(listed, info):
            raise BackupProblem("unsafe_member", path=path, name=info.filename)
    if sum(info.compress_size for info in there) > path.stat().st_size:
        raise BackupProblem("no_backup", path=path)  # members that lie over each other


def _size(listed: dict[str, Member], info: zipfile.ZipInfo) -> int:
    return info.file_size if info.filename == LIST else listed[info.filename].size


def _is_sound(info: zipfile.ZipInfo) -> bool:
    """A plain file, not encrypted, packed as we pack, and no bomb."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return (
        kind in (0, stat.S_IFREG)
        and not info.is_dir()
        and not info.flag_bits & _ENCRYPTED
        and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and 0 <= info.file_size <= MOST_RATIO * (info.compress_size + 1)
    )


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)[:200]
