"""Old workbooks by hand: records in a stream, the stream in a container."""

from __future__ import annotations

import struct

BIFF5, BIFF8 = 0x0500, 0x0600  # Excel 95, Excel 97
_END = (0x000A, b"")


def old_book(
    *records: tuple[int, bytes],
    head: tuple[tuple[int, bytes], ...] = (),
    version: int = BIFF8,
    sheets: int = 1,
) -> bytes:
    """A workbook whose sheets all hold these records, in one chain of sectors."""
    page = _stream([_begin(version, 0x10), *records, _END])
    unicode = b"\x00" if version == BIFF8 else b""
    names = [struct.pack("<BBB", 0, 0, 2) + unicode + f"{n:02}".encode() for n in range(sheets)]
    size = len(_stream([_begin(version, 5), *head, *((0x0085, bytes(4) + n) for n in names), _END]))
    places = [(0x0085, struct.pack("<I", size + n * len(page)) + t) for n, t in enumerate(names)]
    whole = _stream([_begin(version, 5), *head, *places, _END]) + page * sheets
    return container(whole.ljust(4096, b"\0"))


def _stream(records: list[tuple[int, bytes]]) -> bytes:
    return b"".join(struct.pack("<HH", code, len(data)) + data for code, data in records)


def _begin(version: int, kind: int) -> tuple[int, bytes]:
    rest = struct.pack("<II", 0, 6) if version == BIFF8 else b""
    return 0x0809, struct.pack("<HHHH", version, kind, 0x0DBB, 1996) + rest


def container(stream: bytes, circle: bool = False, name: str = "Workbook") -> bytes:
    """An OLE2 file with one stream; a `circle` leads its chain back to its start."""
    stream = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    sectors = len(stream) // 512
    tables = -(-(sectors + 2) // 126) + 1
    chain = [*range(1, sectors), 0 if circle else 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * 512, b"\xff")
    listed = [sectors + 1 + n for n in range(tables)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, 4096, 0xFFFFFFFE, 0,
        0xFFFFFFFE, 0,
    ) + struct.pack(f"<{len(listed)}I", *listed)  # fmt: skip
    folder = b"".join(
        n.encode("utf-16-le").ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIII", 2 * len(n) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, first, size, 0
        )
        for n, kind, child, first, size in (
            ("Root Entry", 5, 1, 0xFFFFFFFE, 0), (name, 2, 0xFFFFFFFF, 0, len(stream)),
        )
    )  # fmt: skip
    return head.ljust(512, b"\xff") + stream + folder.ljust(512, b"\0") + table


def number(line: int, column: int) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<HHHd", line, column, 0, 1.0)


def label(line: int, column: int, text: bytes, style: int = 0) -> tuple[int, bytes]:
    """A text of Excel 95: bytes of the file's code page."""
    return 0x0204, struct.pack("<HHHH", line, column, style, len(text)) + text


def font(name: bytes, *, struck: bool = False, moved: int = 0) -> tuple[int, bytes]:
    """`moved`: 1 above the line, 2 below it."""
    flags = 8 if struck else 0
    about = struct.pack("<HHHHHBBBxB", 200, flags, 0x7FFF, 400, moved, 0, 0, 0, len(name))
    return 0x0031, about + name


def style(font_number: int, number_format: int = 0) -> tuple[int, bytes]:
    return 0x00E0, struct.pack("<HHH", font_number, number_format, 1) + bytes(10)


def number_format(number: int, code: bytes) -> tuple[int, bytes]:
    """A format of the file's own, of Excel 95."""
    return 0x041E, struct.pack("<HB", number, len(code)) + code


def styled(line: int, column: int, style: int, value: float) -> tuple[int, bytes]:
    return 0x0203, struct.pack("<HHHd", line, column, style, value)


SUM_TOKENS, TEXT_TOKENS = b"\x1e\x01\x00\x1e\x01\x00\x03", b"\x17\x00\x00"


def formula(
    line: int, column: int, result: bytes, flags: int = 0, tokens: bytes = SUM_TOKENS
) -> tuple[int, bytes]:
    """`=1+1`, or what other tokens say, with this result as the file keeps it."""
    head = struct.pack("<HHH8sHIH", line, column, 0, result, flags, 0, len(tokens))
    return 0x0006, head + tokens
