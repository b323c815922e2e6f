"""The door: what kind of file it is, and whether it may be opened at all.

Only the first bytes and a zip's table of contents are looked at; the name decides nothing that
the content can tell.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal
from zlib import error as ZlibError

from kpi.workbooks import limits
from kpi.workbooks.compound import SIGNATURE, Container, DamagedContainer
from kpi.workbooks.grid import Refused
from kpi.workbooks.package import Package, slashed
from kpi.workbooks.refusals import (
    EMPTY_FILE,
    PASSWORD_PROTECTED,
    TOO_LARGE,
    UNREADABLE_FILE,
    UNSAFE_FILE,
    UNSUPPORTED_TYPE,
)
from kpi.workbooks.source import Member, Source, beginning_of, size_of

Type = Literal["xlsx", "xls", "ods", "csv", "zip", "attachment"]

_WORKBOOKS = {".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".ods", ".et", ".xlsb"}
_TEXTS = {".csv", ".tsv", ".txt"}
_DOCUMENTS = {
    ".pdf", ".png", ".jpg", ".jpeg", ".jfif", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic",
    ".heif", ".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".p7m", ".p7s",
}  # fmt: skip
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_BEFORE_EXCEL_5 = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_PACKED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz")


def type_of(path: Path | Member, name: str) -> Type:
    """The file's type, told by its content; raises Refused if it must not be read."""
    return look_at(path, name)[0]


def look_at(path: Path | Member, name: str) -> tuple[Type, Package | None]:
    """The file's type as `type_of` tells it; a zip's contents, once opened, stay open."""
    size = size_of(path)
    suffix = Path(name).suffix.lower()
    if size > limits.FILE_BYTES and suffix not in _DOCUMENTS:
        raise Refused(TOO_LARGE, "too_large", size=size // 2**20, most=limits.FILE_BYTES // 2**20)
    if size == 0:
        raise Refused(EMPTY_FILE, "empty_file")
    head = beginning_of(path, 4096)
    if suffix in _DOCUMENTS:
        return "attachment", None
    if head[:4] == b"PK\x03\x04" or head[:4] == b"PK\x05\x06":
        return _zip_type(path, suffix)
    if head.startswith(SIGNATURE):
        return _ole2_type(path, suffix), None
    if suffix in _TEXTS:
        return "csv", None
    raise _no_workbook(head, suffix)


def _no_workbook(head: bytes, suffix: str) -> Refused:
    if suffix not in _WORKBOOKS and suffix != ".zip":
        return Refused(UNSUPPORTED_TYPE, "unsupported_type", type=suffix or "?")
    if head.startswith(_PICTURES):
        return Refused(UNREADABLE_FILE, "a_picture")
    if head.startswith(b"%PDF"):
        return Refused(UNREADABLE_FILE, "a_pdf")
    if head.startswith(_BEFORE_EXCEL_5):
        return Refused(UNREADABLE_FILE, "very_old_workbook")
    if b"<html" in head.lower() or b"<table" in head.lower():
        return Refused(UNREADABLE_FILE, "a_web_page")
    return Refused(UNREADABLE_FILE, "no_workbook")


def _zip_type(path: Source, suffix: str) -> tuple[Type, Package]:
    try:
        package = Package(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise Refused(UNREADABLE_FILE, "truncated") from None
    look_at_sum(package.infos)
    if suffix != ".zip":
        look_at_parts(package.infos)
    kind = _workbook_in(package) or _type_of_members(frozenset(package.members), suffix)
    if suffix == ".zip" and kind != "zip":
        look_at_parts(package.infos)
    return kind, package


def _workbook_in(package: Package) -> Type | None:
    """`xlsx` for a workbook, wherever its parts lie; None for what is none or cannot tell."""
    low = frozenset(name.lower() for name in package.members)
    if "xl/workbook.xml" in low:
        return "xlsx"
    said = b""
    if _TYPES in package.members and package.members[_TYPES].file_size <= _LONGEST_TYPES:
        with suppress(zipfile.BadZipFile, ZlibError, OSError, EOFError, NotImplementedError,
                      RuntimeError, ValueError):  # fmt: skip
            said = package.read(_TYPES)
    if any(kind in said for kind in _MAIN_PARTS):
        return "xlsx"
    if "xl/workbook.bin" in low or _BINARY in said:
        raise Refused(UNSUPPORTED_TYPE, "binary_workbook")
    return None


_TYPES = "[Content_Types].xml"
_LONGEST_TYPES = 2**20
_MAIN_PARTS = (
    b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml",
    b"ms-excel.sheet.macroEnabled.main+xml", b"ms-excel.template.macroEnabled.main+xml",
)  # fmt: skip
_BINARY = b"ms-excel.sheet.binary.macroEnabled.main"


def _type_of_members(names: frozenset[str], suffix: str) -> Type:
    if "encrypted-package" in names:
        raise Refused(PASSWORD_PROTECTED, "password_protected")
    if "content.xml" in names:
        return "ods"
    if "[Content_Types].xml" in names and suffix != ".zip":
        if any(n.startswith("xl/") for n in names):
            return "xlsx"
        raise Refused(UNREADABLE_FILE, "no_workbook")
    if suffix == ".zip":
        return "zip"
    raise Refused(UNREADABLE_FILE, "no_workbook")


def look_at_sum(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuses a zip that asks for too much as a whole. A member that swells by itself does not
    count: it is never unpacked."""
    if len(members) > limits.MEMBERS:
        raise Refused(UNSAFE_FILE, "many_members", count=len(members), most=limits.MEMBERS)
    if sum(m.file_size for m in members if not swells(m)) > limits.TOTAL_BYTES:
        raise Refused(UNSAFE_FILE, "swells")


def look_at_parts(members: Sequence[zipfile.ZipInfo]) -> None:
    """Refuses a workbook of which one part must not be unpacked: without it nothing is certain."""
    seen: set[str] = set()
    for member in members:
        if is_locked(member):
            raise Refused(PASSWORD_PROTECTED, "archive_password")
        if leads_out(member.filename):
            raise Refused(UNSAFE_FILE, "leads_out", member=member.filename[:80])
        name = slashed(member.filename)
        if name in seen:
            raise Refused(UNSAFE_FILE, "doubled_member", member=member.filename[:80])
        seen.add(name)
        if swells(member):
            raise Refused(UNSAFE_FILE, "swells")
    if any(n.startswith("xl/") and n.lower().endswith(_PACKED) for n in seen):
        raise Refused(UNSAFE_FILE, "archive_inside")


_ENCRYPTED = 0x1  # of a member's flags
_AES = 99  # what stands in place of the method of a member that is encrypted so


def is_locked(member: zipfile.ZipInfo) -> bool:
    """Whether a member has a password."""
    return bool(member.flag_bits & _ENCRYPTED) or member.compress_type == _AES


def swells(member: zipfile.ZipInfo) -> bool:
    """Whether a member would grow abnormally when it is unpacked."""
    packed = max(member.compress_size, 1)
    return member.file_size > limits.MEMBER_BYTES or (
        member.file_size > limits.RATIO_FROM and member.file_size / packed > limits.RATIO
    )


def leads_out(name: str) -> bool:
    """Whether an archive member's name points outside of the archive."""
    parts = slashed(name).split("/")
    return name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":")


def _ole2_type(path: Source, suffix: str) -> Type:
    content = path.read_bytes()
    try:
        names = frozenset(n.lower() for n in Container(content).names)
    except (DamagedContainer, struct.error):
        # what a torn container was can still be seen, so that the message can say it
        told = ("EncryptedPackage", "Workbook", "Book")
        names = frozenset(n.lower() for n in told if n.encode("utf-16-le") in content)
    if "encryptedpackage" in names:
        raise Refused(PASSWORD_PROTECTED, "password_protected")
    if "workbook" in names or "book" in names:
        return "xls"
    if suffix not in _WORKBOOKS:
        raise Refused(UNSUPPORTED_TYPE, "unsupported_type", type=suffix or "?")
    raise Refused(UNREADABLE_FILE, "no_workbook" if names else "truncated")


def holds_macros(path: Path, name: str) -> bool:
    """Whether a workbook has macros, which are never run; False where it cannot be told."""
    suffix = Path(name).suffix.lower()
    try:
        if suffix in (".xlsm", ".xltm"):
            with zipfile.ZipFile(path) as archive:
                return any(n.lower().endswith("vbaproject.bin") for n in archive.namelist())
        if suffix in (".xls", ".xlt") and path.stat().st_size <= limits.FILE_BYTES:
            return Container(path.read_bytes()).holds("_VBA_PROJECT")
    except (DamagedContainer, struct.error, zipfile.BadZipFile, ValueError, OSError):
        return False
    return False
