"""A zip opened once: its table of contents for the door, its members for the reader.

Every member is unpacked to the size and the check sum that the table of contents gives, or not
at all: what a lying table would let grow is never unpacked further than it says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cached_property, lru_cache

from kpi.workbooks.source import Source

_LOCAL_HEADER = 30
_LOCAL_MARK = b"PK\x03\x04"


class Package:
    """A zip in memory. Opening and reading raise zipfile.BadZipFile, zlib.error, OSError,
    EOFError, NotImplementedError, RuntimeError or ValueError for a damaged one."""

    def __init__(self, path: Source) -> None:
        self._data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
            self.infos = archive.infolist()

    @cached_property
    def members(self) -> dict[str, zipfile.ZipInfo]:
        """Members by their names, with slashes whatever the program wrote."""
        return {slashed(info.filename): info for info in self.infos}

    def read(self, name: str) -> bytes:
        """One member, whole and verified; KeyError if there is none of this name."""
        info = self.members[name]
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive:
                return archive.read(info)
        data, start = self._data, info.header_offset
        if start < 0 or data[start : start + 4] != _LOCAL_MARK or info.flag_bits & 0x1:
            raise zipfile.BadZipFile(name)
        named = start + _LOCAL_HEADER
        begin = named + _number(data, start + 26) + _number(data, start + 28)
        if data[named : named + _number(data, start + 26)] != _raw_name(info):
            raise zipfile.BadZipFile(name)
        packed = data[begin : begin + info.compress_size]
        if len(packed) != info.compress_size:
            raise EOFError(name)
        if info.compress_type == zipfile.ZIP_DEFLATED:
            unpacked = _unpacked_kept if info.file_size <= _LONGEST_KEPT else _unpacked
            return unpacked(packed, info.file_size, info.CRC)
        return _verified(packed, info.file_size, info.CRC)


def _unpacked(packed: bytes, size: int, crc: int) -> bytes:
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size + 1)
    return _verified(unpacked, size, crc)


_LONGEST_KEPT = 200_000
_unpacked_kept = lru_cache(maxsize=32)(_unpacked)
"""Forms of one writer share most parts byte for byte."""


def _verified(data: bytes, size: int, crc: int) -> bytes:
    if len(data) != size or zlib.crc32(data) != crc:
        raise zipfile.BadZipFile
    return data


def slashed(name: str) -> str:
    """A member's name with slashes: some programs write backslashes, which no part's name has."""
    return name.replace("\\", "/")


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
