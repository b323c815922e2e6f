"""Ways in which a file goes wrong: by chance, but the same for the same seed.

A mutation takes the content of one good file and gives the content of a bad one. `bytes` ways
leave a container's own check sums as they are; `parts` ways pack the file again, so that what
was changed is really what the file holds.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from random import Random

from tests.fuzz import looks
from tests.fuzz.edits import (
    ROW,
    WRITINGS,
    other_attribute,
    other_bytes,
    other_digits,
    other_element,
    other_figure,
    other_text,
)
from tests.fuzz.originals import Original

Mutation = Callable[[Original, Sequence[Original], Random], bytes]
_TAG = re.compile(rb"<[a-zA-Z][^<>]*>")
_INPUT = b"\x07\x00"  # the column of the forms' input cells
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CELL = re.compile(rb"<((?:table:table-)?c(?:ell)?)\b[^<>]*(?:/>|(?<!/)>.*?</\1>)", re.DOTALL)
_NUMBER = re.compile(rb'office:value-type="float"|<v>[-\d.]+</v>')
_TEXTUAL = re.compile(rb'\bt="|table:formula=|<f[ />]')
_REPEATED = re.compile(rb'table:number-columns-repeated="(\d+)"')


def flip(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Bits turned over."""
    data = bytearray(original.content)
    for _n in range(chance.choice((1, 1, 2, 8, 40))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def cut(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """The end, or a piece, is missing."""
    data = original.content
    start = chance.randrange(1, len(data))
    if chance.random() < 0.5:
        return data[:start]
    return data[:start] + data[start + chance.choice((1, 2, 16, 512, 4096)) :]


def insert(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Bytes too many, or a piece twice."""
    data = original.content
    at = chance.randrange(len(data) + 1)
    piece = chance.randbytes(chance.choice((1, 2, 3, 16, 600)))
    if chance.random() < 0.5:
        start = chance.randrange(len(data))
        piece = data[start : start + chance.choice((1, 4, 64, 512, 2048))]
    return data[:at] + piece + data[at:]


def blank(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """A stretch of the file is zeros, as after a fault of the disk."""
    data = bytearray(original.content)
    at, length = chance.randrange(len(data)), chance.choice((1, 8, 512, 4096))
    data[at : at + length] = bytes(len(data[at : at + length]))
    return bytes(data)


def swap(original: Original, others: Sequence[Original], chance: Random) -> bytes:
    """A part of another archive in the place of its own."""
    parts = _parts(original.content)
    other = _parts(chance.choice([o for o in others if o.kind == original.kind]).content)
    name = chance.choice(sorted(parts))
    source = name if name in other and chance.random() < 0.8 else chance.choice(sorted(other))
    parts[name] = other[source]
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    return _packed(parts)


def attribute(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Attributes of elements with other values."""
    return _edited(original, chance, other_attribute)


def element(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Elements or rows left out, doubled or moved."""
    return _edited(original, chance, other_element)


def value(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Texts and numbers between tags with other contents."""
    return _edited(original, chance, other_text)


def scramble(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Bytes of a part's XML changed, and packed with a right check sum."""
    return _edited(original, chance, other_bytes)


def figure(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """The cell of an answer says something else."""
    parts = _parts(original.content)
    name = next(n for n in parts if re.search(r"worksheets/sheet1\.xml$|content\.xml$", n))
    data = parts[name]
    for _n in range(chance.choice((1, 1, 1, 3))):
        start, end = chance.choice(_cells_of_answers(original, data) or [(0, len(data))])
        data = data[:start] + other_figure(data[start:end], chance) + data[end:]
    return _packed(parts | {name: data})


def record(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """A cell's record of an .xls with another byte: place, style, number or index of its text."""
    data = bytearray(original.content)
    cells = list(_cell_records(original.content))
    inputs = [(at + 4, n - 4) for at, n in cells if original.content[at + 2 : at + 4] == _INPUT]
    if chance.random() < 0.6 and inputs:
        cells = inputs
    for _n in range(chance.choice((1, 1, 2, 4))):
        start, length = chance.choice(cells)
        at = start + chance.randrange(length)
        data[at] = chance.choice((data[at] ^ 1 << chance.randrange(8), chance.randrange(256)))
    return bytes(data)


def letters(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """A letter of a text of an .xls is another."""
    data = bytearray(original.content)
    codes = [a.indicator for s in original.read.submissions for a in s.answers] + ["HU-VL", "2024"]
    found = [m for c in codes for m in re.finditer(re.escape(c.encode()), original.content)]
    place = chance.choice(found)
    data[chance.randrange(place.start(), place.end())] = chance.choice(b"0123456789ABCHTV.-ab")
    return bytes(data)


def _cell_records(content: bytes) -> Iterator[tuple[int, int]]:
    """(start, length) of what the records of cells hold; LibreOffice writes them in one stretch."""
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    while 0 <= at < len(content) - 4:
        kind, length = struct.unpack_from("<HH", content, at)
        if kind in (0x0203, 0x027E, 0x00BD, 0x00FD, 0x0006, 0x0205) and length:
            yield at + 4, length
        elif kind == length == 0:
            return
        at += 4 + length


def field(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """Fields, lines and quotes of a text changed."""
    encoding = _encoding_of(original)
    lines = original.content.decode(encoding).split("\n")
    at = chance.randrange(len(lines))
    separator = max(",;\t", key=lines[at].count)
    fields = lines[at].split(separator)
    n = chance.randrange(len(fields))
    filled = [i for i, f in enumerate(fields) if any(c.isdigit() for c in f)]
    if chance.random() < 0.6 and filled:
        n = chance.choice(filled)
    match chance.randrange(10):
        case 0:
            fields[n] = chance.choice(WRITINGS)
        case 1:
            fields.insert(n, chance.choice(("", "x", "5")))
        case 2:
            del fields[n]
        case 3:
            fields[n] += chance.choice(('"', ",", ";", "\t", "\r", "\u2028", "\x00", "5", "%", "."))
        case 4:
            fields[n] = fields[n][::-1]
        case 5:
            lines.insert(chance.randrange(len(lines)), lines[at])
        case 6:
            fields = []
        case 7:
            fields[n], fields[0] = fields[0], fields[n]
        case _:
            fields[n] = other_digits(fields[n], chance)
    lines[at] = separator.join(fields)
    return "\n".join(lines).encode(encoding, "replace")


def _looking(way: Callable[[dict[str, bytes], Random, looks.Aims], dict[str, bytes]]) -> Mutation:
    def other(original: Original, _: Sequence[Original], chance: Random) -> bytes:
        parts = _parts(original.content)
        numbers = way is looks.number_format
        aims = _aims(original, parts, numbers=numbers) if chance.random() < 0.85 else looks.ANY
        return _packed(way(parts, chance, aims))

    return other


def _aims(original: Original, parts: dict[str, bytes], *, numbers: bool) -> looks.Aims:
    """The styles of the cells of answers (of those that hold `numbers`, if there are any), and
    texts of answers and codes."""
    name = next(n for n in parts if re.search(r"worksheets/sheet1\.xml$|content\.xml$", n))
    data = parts[name]
    cells = [data[a:b] for a, b in _cells_of_answers(original, data)]
    if numbers:
        cells = [c for c in cells if _NUMBER.search(c) and not _TEXTUAL.search(c)] or cells
    styles = {m[1] for c in cells if (m := re.search(rb' (?:s|table:style-name)="([^"]+)"', c))}
    answers = [a for s in original.read.submissions for a in s.answers]
    texts = {t.encode() for a in answers for t in (a.written, a.indicator, f"{a.indicator}.a")}
    return looks.Aims(frozenset(styles), frozenset(texts))


def look(original: Original, _: Sequence[Original], chance: Random) -> bytes:
    """A font or a style of cells of an .xls is another."""
    return looks.record_of_look(original.content, chance)


BYTES: dict[str, Mutation] = {"flip": flip, "cut": cut, "insert": insert, "blank": blank}
PARTS: dict[str, Mutation] = {
    "figure": figure,
    "swap": swap, "attribute": attribute, "element": element, "value": value,
    "scramble": scramble,
    "font": _looking(looks.font), "format": _looking(looks.number_format),
    "runs": _looking(looks.runs),
}  # fmt: skip
RECORDS: dict[str, Mutation] = {"record": record, "letters": letters, "look": look}


def mutate(original: Original, others: Sequence[Original], chance: Random) -> tuple[str, bytes]:
    """The kind of one mutation that fits the file, and the mutated content."""
    ways = dict(BYTES)
    if original.kind in ("xlsx", "ods"):
        ways |= PARTS | {f"{name} twice": _twice(way) for name, way in PARTS.items()}
    elif original.kind == "csv":
        ways |= {"field": field, "field twice": _twice(field)}
    else:
        ways |= RECORDS
    name = chance.choice(sorted(ways))
    return name, ways[name](original, others, chance)


def _twice(way: Mutation) -> Mutation:
    def both(original: Original, others: Sequence[Original], chance: Random) -> bytes:
        once = way(original, others, chance)
        return way(Original(original.name, once, original.kind, original.read), others, chance)

    return both


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def _edited(original: Original, chance: Random, edit: Callable[[bytes, Random], bytes]) -> bytes:
    parts = _parts(original.content)
    pages = [n for n in parts if re.search(r"worksheets/sheet1\.xml$|content\.xml$", n)]
    telling = pages + [n for n in parts if "haredStrings" in n]
    texts = [n for n in parts if n.endswith((".xml", ".rels"))]
    name = chance.choice(sorted(telling if chance.random() < 0.7 else texts))
    aimed = name in pages and chance.random() < 0.7
    for _ in range(chance.choice((1, 1, 2, 5))):
        data = parts[name]
        rows = _rows_of_answers(original, data) if aimed else []
        start, end = chance.choice(rows) if rows else (0, len(data))
        parts[name] = data[:start] + edit(data[start:end], chance) + data[end:]
    return _packed(parts)


def _rows_of_answers(original: Original, data: bytes) -> list[tuple[int, int]]:
    """Where the rows begin and end that hold the answers of the good file."""
    answers = [a for s in original.read.submissions for a in s.answers]
    marks = [f'<row r="{a.cell.strip(_LETTERS)}"'.encode() for a in answers]
    marks += [f">{a.indicator}{part}<".encode() for a in answers for part in ("", ".a", ".b")]
    return [m.span() for m in ROW.finditer(data) if any(mark in m[0] for mark in marks)]


def _cells_of_answers(original: Original, data: bytes) -> list[tuple[int, int]]:
    """Where the cells begin and end that hold the answers of the good file."""
    answers = [a.cell for s in original.read.submissions for a in s.answers]
    if original.kind == "ods":
        columns = {_number_of(cell.rstrip("0123456789")) for cell in answers}
        rows = _rows_of_answers(original, data)
        return [(a + m.start(), a + m.end()) for a, b in rows for m in _in(data[a:b], columns)]
    numbers = {int(a.strip(_LETTERS)) + below for a in answers for below in (0, 1)}
    wanted = [f'r="H{row}"'.encode() for row in sorted(numbers)]
    return [m.span() for m in _CELL.finditer(data) if any(w in m[0][:20] for w in wanted)]


def _in(row: bytes, columns: Collection[int]) -> Iterator[re.Match[bytes]]:
    """The cells of a row of an .ods that stand in these columns."""
    column = 1
    for found in _CELL.finditer(row):
        many = _REPEATED.search(found[0].partition(b">")[0])
        after = column + (int(many[1]) if many else 1)
        if any(column <= wanted < after for wanted in columns):
            yield found
        column = after


def _number_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _encoding_of(original: Original) -> str:
    if original.content[:2] == b"\xff\xfe":
        return "utf-16"
    if original.content[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    return "cp1258" if "1258" in original.name else "utf-8"
