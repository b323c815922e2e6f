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
from zlib import crc32
from zlib import error as ZlibError

from kpi.reading.asking import Asking
from kpi.reading.catalogue import Catalogue
from kpi.records.answers import FileRead, SubmissionRead
from kpi.records.problems import Problem
from kpi.records.reader_rules import NO_TABLE, UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks import limits
from kpi.workbooks.grid import Refused
from kpi.workbooks.guard import look_at_members, type_of
from kpi.workbooks.package import slashed
from kpi.workbooks.passing_files import SIDECAR, is_passing
from kpi.workbooks.source import Member, Source

_BROKEN = (zipfile.BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError)
_UTF8_NAME = 0x800
_UNICODE_PATH = 0x7075
_LONGEST_NAME = 400


ReadMember = Callable[[Member, str, datetime, Catalogue], FileRead]


def read_archive(
    path: Source, name: str, received_at: datetime, known: Catalogue, read_member: ReadMember
) -> FileRead:
    """The submissions of all members, each read by `read_member`.

    A member that cannot be read, is an archive itself, or is no form, is a problem that names it,
    and the others are taken without it; a document beside a form is an attachment of its own. An
    archive with no form at all is refused, one of documents alone is a document itself."""
    found: list[SubmissionRead] = []
    problems: list[Problem] = []
    for read in _members(path, name, received_at, known, read_member):
        found += read.submissions
        problems += read.problems
    if found and not problems and all(s.attachment for s in found):
        return FileRead((_as_one(found),))
    if not found and not problems:
        problems.append(Asking(known.locale, name).about_file(NO_TABLE, "no_table"))
    return FileRead(tuple(found), tuple(problems))


def _members(
    path: Source, name: str, received_at: datetime, known: Catalogue, read_member: ReadMember
) -> Iterator[FileRead]:
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            look_at_members(archive.infolist())
            for member, own_name in _files(archive):
                whole = f"{name}/{own_name}"
                if _is_archive(own_name):  # never opened: nobody knows how deep they lie
                    inner = Refused(UNSAFE_FILE, "archive_in_archive")
                    yield _of_member(_refused(inner, whole, known), own_name, known)
                    continue
                try:
                    content = Member(archive.read(member))
                except _BROKEN:
                    read = _refused(Refused(UNREADABLE_FILE, "truncated"), whole, known)
                else:
                    read = read_member(content, whole, received_at, known)
                yield _of_member(read, own_name, known)
    except _BROKEN:
        raise Refused(UNREADABLE_FILE, "truncated") from None


def _as_one(scans: Sequence[SubmissionRead]) -> SubmissionRead:
    """Documents sent as an archive, as one document: whose and for when if all of them say so."""
    said = {(s.unit, s.period) for s in scans}
    unit, period = said.pop() if len(said) == 1 else ("", "")
    return SubmissionRead(unit, period, attachment=True)


def _refused(refused: Refused, name: str, known: Catalogue) -> FileRead:
    return FileRead(problems=(Asking(known.locale, name).refusal(refused),))


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
            look_at_members(archive.infolist())
            for member, own_name in _files(archive):
                if _is_archive(own_name):
                    continue
                with suppress(*_BROKEN, Refused):
                    content = Member(archive.read(member))
                    if type_of(content, own_name) in ("xlsx", "xls", "ods", "csv"):
                        found.append(content.content)
    except (*_BROKEN, OSError, ValueError, Refused):
        return None
    return found[0] if len(found) == 1 else None


def _files(archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, str]]:
    """The members that are files, with their names; raises Refused before any is unpacked."""
    found = [(m, n) for m in archive.infolist() if not m.is_dir() and _counts(n := name_of(m))]
    if len(found) > limits.ARCHIVE_FILES:
        most = limits.ARCHIVE_FILES
        raise Refused(UNSAFE_FILE, "many_members", count=len(found), most=most)
    return found


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
