"""A .zip of forms: every member is read as a file of its own; nothing of it is written anywhere."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple
from zlib import crc32
from zlib import error as ZlibError

from kpi.reading.asking import Asking
from kpi.reading.catalogue import Catalogue
from kpi.records.answers import FileRead, SubmissionRead
from kpi.records.problems import Problem
from kpi.workbooks import limits
from kpi.workbooks.grid import Refused
from kpi.workbooks.guard import is_locked, leads_out, look_at_sum, swells, type_of
from kpi.workbooks.package import slashed
from kpi.workbooks.passing_files import SIDECAR, is_passing
from kpi.workbooks.refusals import NO_TABLE, PASSWORD_PROTECTED, UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks.source import Member, Source

_BROKEN = (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError)
_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_LONGEST_NAME = 400
_LONGEST_LIST = 120
_METHODS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}


ReadMember = Callable[[Member, str, datetime, Catalogue], FileRead]


def read_archive(
    path: Source, name: str, received_at: datetime, known: Catalogue, read_member: ReadMember
) -> FileRead:
    """The submissions of all members, each read by `read_member`.

    A member that must not be unpacked, cannot be read, is an archive itself, or is no form, is a
    problem that names it, and the others are taken without it; a document beside a form is an
    attachment of its own. An archive with no file at all is refused, one of documents alone is a
    document itself."""
    found: list[SubmissionRead] = []
    problems: list[Problem] = []
    for read in _members(path, name, received_at, known, read_member):
        found += read.submissions
        problems += read.problems
    if found and not problems and all(s.attachment for s in found):
        return FileRead((_as_one(found),))
    return FileRead(tuple(found), tuple(problems))


def _members(
    path: Source, name: str, received_at: datetime, known: Catalogue, read_member: ReadMember
) -> Iterator[FileRead]:
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            for member in _files(archive):
                whole = f"{name}/{member.name}"
                try:
                    content = _unpacked(archive, member)
                except Refused as refused:
                    read = _refused(refused, whole, known)
                else:
                    read = read_member(content, whole, received_at, known)
                yield _of_member(read, member.name, known)
    except _BROKEN:
        raise Refused(UNREADABLE_FILE, "truncated") from None


def _as_one(scans: Sequence[SubmissionRead]) -> SubmissionRead:
    """Documents sent as an archive, as one document: whose and for when if all of them say so."""
    said = {(s.unit, s.period) for s in scans}
    unit, period = said.pop() if len(said) == 1 else ("", "")
    return SubmissionRead(unit, period, attachment=True)


def _refused(refused: Refused, name: str, known: Catalogue) -> FileRead:
    return FileRead(problems=(Asking.of(known, name).refusal(refused),))


def _of_member(read: FileRead, own_name: str, known: Catalogue) -> FileRead:
    """The submissions of a member bear its name; one that gave none is told to whom its name says
    that it belongs."""
    if read.submissions:
        own = tuple(replace(s, member=own_name) for s in read.submissions)
        return replace(read, submissions=own)
    if not read.problems:
        return read
    from kpi.reading.identity import from_file_name

    said = from_file_name(own_name, known)
    if not (said.unit and said.period):
        return read
    problems = tuple(replace(p, unit=said.unit, period=said.period) for p in read.problems)
    return FileRead(problems=problems)


def only_workbook(path: Source) -> bytes | None:
    """The content of the one workbook of an archive, whatever lies beside it; None if there are
    none or several, or it cannot be told."""
    found: list[bytes] = []
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            for member in _files(archive):
                with suppress(Refused):
                    content = _unpacked(archive, member)
                    if type_of(content, member.name) in ("xlsx", "xls", "ods", "csv"):
                        found.append(content.content)
    except (*_BROKEN, OSError, ValueError, Refused):
        return None
    return found[0] if len(found) == 1 else None


class _File(NamedTuple):
    """A file of an archive: its name in Unicode, and all members of that name."""

    name: str
    members: tuple[zipfile.ZipInfo, ...]


def _files(archive: zipfile.ZipFile) -> list[_File]:
    """The members that are files for us, by name; raises Refused, before any is unpacked, for an
    archive that asks for too much, has none, or whose every file has a password."""
    look_at_sum(archive.infolist())
    every = [(name_of(member), member) for member in archive.infolist() if not member.is_dir()]
    counted = [(name, member) for name, member in every if _counts(name)]
    if not counted:
        raise _nothing_in([name for name, _ in every])
    if len(counted) > limits.ARCHIVE_FILES:
        most = limits.ARCHIVE_FILES
        raise Refused(UNSAFE_FILE, "many_members", count=len(counted), most=most)
    if all(is_locked(member) for _, member in counted):
        raise Refused(PASSWORD_PROTECTED, "archive_password")
    by_name: dict[str, list[zipfile.ZipInfo]] = {}
    for name, member in counted:
        by_name.setdefault(name, []).append(member)
    return [_File(name, tuple(members)) for name, members in by_name.items()]


def _nothing_in(left: Sequence[str]) -> Refused:
    if not left:
        return Refused(NO_TABLE, "empty_archive")
    names = ", ".join(dict.fromkeys(PurePosixPath(slashed(name)).name for name in left))
    short = names if len(names) <= _LONGEST_LIST else f"{names[:_LONGEST_LIST]}…"
    return Refused(NO_TABLE, "only_junk", names=short)


def _unpacked(archive: zipfile.ZipFile, file: _File) -> Member:
    """The content of a file; raises Refused for one that must not or cannot be unpacked."""
    member = file.members[0]
    if _is_archive(file.name):  # never opened: nobody knows how deep they lie
        raise Refused(UNSAFE_FILE, "archive_in_archive")
    if len({(m.CRC, m.file_size) for m in file.members}) > 1:
        raise Refused(UNSAFE_FILE, "member_doubled", count=len(file.members))
    if is_locked(member):
        raise Refused(PASSWORD_PROTECTED, "member_password")
    if leads_out(member.filename):
        raise Refused(UNSAFE_FILE, "member_leads_out")
    if swells(member):
        raise Refused(UNSAFE_FILE, "member_swells")
    try:
        return Member(archive.read(member))
    except NotImplementedError:
        method = _METHODS.get(member.compress_type, str(member.compress_type))
        raise Refused(UNREADABLE_FILE, "member_method", method=method) from None
    except _BROKEN:
        raise Refused(UNREADABLE_FILE, "truncated") from None


def _is_archive(name: str) -> bool:
    return name.lower().endswith(".zip")


def _counts(name: str) -> bool:
    """Whether a member is a file for us: what the inbox does not look at is none here either."""
    parts = PurePosixPath(slashed(name)).parts
    passing = any(map(is_passing, parts)) or "__MACOSX" in parts
    hidden = not parts or parts[-1].startswith(".") or parts[-1].lower().endswith(SIDECAR)
    return not (passing or hidden)


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name in Unicode. Programs that do not say which encoding they write use UTF-8
    (as macOS does), else the code page of a Vietnamese Windows."""
    name = _unicode_path(member) or member.filename
    if name == member.filename and not member.flag_bits & _UTF8_NAME and not name.isascii():
        raw = member.orig_filename.encode("cp437", "replace")
        for encoding in ("utf-8", "cp1258"):
            try:
                name = raw.decode(encoding).replace("\\", "/")
                break
            except UnicodeDecodeError:
                continue
    return "".join(c if c.isprintable() else "?" for c in name)[-_LONGEST_NAME:]


def _unicode_path(member: zipfile.ZipInfo) -> str:
    """The name that some programs put beside one in an old encoding, if it is of that one."""
    extra, at = member.extra, 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            raw = member.orig_filename.encode(
                "utf-8" if member.flag_bits & _UTF8_NAME else "cp437", "replace"
            )
            if struct.unpack_from("<I", field, 1)[0] == crc32(raw):
                return field[5:].decode("utf-8", "replace")
    return ""
