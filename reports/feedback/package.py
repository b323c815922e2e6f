"""A workbook's package: parts that change are replaced, all others are copied as they are packed.

Nothing is unpacked that need not be looked at, and the same changes give the same bytes: members
keep their order and carry one fixed time.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any, NamedTuple

from lxml import etree

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT_TYPES = "[Content_Types].xml"
MOST_BYTES = 60 * 2**20  # of one part that has to be changed; the guard lets in far larger files
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOCAL, _CENTRAL, _END = "<4s5H3L2H", "<4s6H3L5H2L", "<4s4H2LH"
_FIRST_DAY = 0x21  # 1 January 1980, the first day that a zip can name
_UTF8 = 0x800


class NotUnderstoodError(Exception):
    """The package is not built as Excel, LibreOffice and the like build it: it stays untouched."""


class _Packed(NamedTuple):
    """A member as it lies in a zip."""

    method: int
    crc: int
    size: int
    data: bytes


class Package:
    """The members of a zip by name; read when asked for, written all at once."""

    def __init__(self, data: bytes) -> None:
        self._all = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._given = {info.filename: info for info in archive.infolist()}
        self._names = dict.fromkeys(self._given)
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._names)

    def read(self, name: str) -> bytes:
        if name in self._changed:
            return self._changed[name]
        packed = self._packed(name)
        if packed.size > MOST_BYTES:
            raise NotUnderstoodError(f"{name} is too large")
        data = packed.data if packed.method == 0 else _unpacked(packed.data, packed.size)
        if len(data) != packed.size:
            raise NotUnderstoodError(f"{name} is damaged")
        return data

    def head(self, name: str, length: int) -> bytes:
        """The beginning of a part, without unpacking the rest."""
        if name in self._changed:
            return self._changed[name][:length]
        packed = self._packed(name)
        return packed.data[:length] if packed.method == 0 else _unpacked(packed.data, length)

    def put(self, name: str, data: bytes) -> None:
        self._names.setdefault(name)
        self._changed[name] = data

    def remove(self, name: str) -> None:
        self._names.pop(name, None)
        self._changed.pop(name, None)

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part bears."""
        taken = {name.lower() for name in self._names}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def packed(self) -> bytes:
        """The whole package as a zip."""
        members, directory, at = [], [], 0
        for name in self._names:
            packed = self._to_write(name)
            plain = name.encode("utf-8")
            flags = 0 if name.isascii() else _UTF8
            about = (
                20, flags, packed.method, 0, _FIRST_DAY, packed.crc, len(packed.data), packed.size,
                len(plain),
            )  # fmt: skip
            member = struct.pack(_LOCAL, b"PK\3\4", *about, 0) + plain + packed.data
            entry = struct.pack(_CENTRAL, b"PK\1\2", 20, *about, 0, 0, 0, 0, 0, at)
            members.append(member)
            directory.append(entry + plain)
            at += len(member)
        entries = b"".join(directory)
        count = len(self._names)
        end = struct.pack(_END, b"PK\5\6", 0, 0, count, count, len(entries), at, 0)
        return b"".join((*members, entries, end))

    def _to_write(self, name: str) -> _Packed:
        if name not in self._changed:
            return self._packed(name)
        data = self._changed[name]
        pressed = zlib.compressobj(6, zlib.DEFLATED, -15)
        return _Packed(8, zlib.crc32(data), len(data), pressed.compress(data) + pressed.flush())

    def _packed(self, name: str) -> _Packed:
        info = self._given.get(name)
        if info is None or name not in self._names:
            raise NotUnderstoodError(f"no part {name}")
        if info.compress_type not in (0, 8) or info.flag_bits & 1:
            raise NotUnderstoodError(f"{name} is packed in a way of its own")
        start = info.header_offset
        header = self._all[start : start + 30]
        if len(header) < 30 or header[:4] != b"PK\3\4":
            raise NotUnderstoodError(f"{name} is not where the directory says")
        names, extra = struct.unpack("<2H", header[26:30])
        start += 30 + names + extra
        data = self._all[start : start + info.compress_size]
        if len(data) != info.compress_size:
            raise NotUnderstoodError(f"{name} is cut off")
        return _Packed(info.compress_type, info.CRC, info.file_size, data)


def _unpacked(data: bytes, length: int) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(data, max(length, 1))
    except zlib.error as reason:
        raise NotUnderstoodError(str(reason)) from None


def parsed(data: bytes) -> Any:
    """The root of a part, with its comments; a document type of any kind is refused."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotUnderstoodError("a part with a document type")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        raise NotUnderstoodError(str(reason)) from None
    if root.getroottree().docinfo.doctype:
        raise NotUnderstoodError("a part with a document type")
    return root


def serialized(root: Any) -> bytes:
    whole: bytes = etree.tostring(root, encoding="UTF-8")
    return _DECLARATION + whole


def namespace_of(root: Any) -> str:
    """The namespace of a root in front of its tags; a part without one is none of ours."""
    tag = root.tag
    if not isinstance(tag, str) or not tag.startswith("{"):
        raise NotUnderstoodError("a part without a namespace")
    return tag[: tag.index("}") + 1]
