"""The quick way through a sheet of the plain shape that Excel, LibreOffice and WPS write.

The text is cut at its values; what stands between two values (`</c><c r="B7" s="3" t="s">`) is
checked once by a grammar, and what it says is remembered by whoever makes the cells, because
forms of one writer repeat it in every file. A sheet of which one piece is not wholly understood
is left to the XML parser: both ways give the same cells, or this one gives none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from kpi.workbooks.xlsx.parts import column_number, parse_xml, utf8_text

_OPEN, _CLOSE = "<sheetData>", "</sheetData>"
_NO_CONTROL = r"\x00-\x08\x0b-\x1f\ufffe\uffff"
_TEXT = re.compile(rf"[^<>&{_NO_CONTROL}]*+")
_WRITTEN = rf"[^<>{_NO_CONTROL}]*+"
_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
_ESCAPE = re.compile(r"&[^;]{0,4};|&")
_VALUE, _VALUE_END = "<v>", "</v>"
_NUL = "\0"  # no XML holds one: here it stands before what follows a value
_REST = rf"[^<>&/{_NO_CONTROL}]*+"
_REFERENCE = r'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,6}")?+(?: t="[a-zA-Z]{1,9}")?+ ?+'
_BLANKS = rf"(?:{_REFERENCE}(?:/>|></c>))*+"
_ROW = rf'<row r="([1-9][0-9]{{0,6}})"({_REST})>'
_EMPTY_ROW = rf'<row r="[1-9][0-9]{{0,6}}"{_REST}(?:/>|>{_BLANKS}</row>)'
_EMPTY_ROWS = rf"(?:{_EMPTY_ROW})*+"
_ATTRIBUTES = re.compile(rf'<row r="[0-9]+"({_REST})/?>')
_CELL = (
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?+(?: t="([a-zA-Z]{1,9})")?+ ?+>'
    rf"(?:<f({_REST})(/>|>({_WRITTEN})</f>))?+"
)
_FIRST = re.compile(rf"{_EMPTY_ROWS}{_ROW}{_BLANKS}{_CELL}")
_NEXT = re.compile(rf"</c>{_BLANKS}(?:</row>{_EMPTY_ROWS}{_ROW}{_BLANKS})?+{_CELL}")
_LAST = re.compile(rf"</c>{_BLANKS}</row>{_EMPTY_ROWS}")
_NOTHING = re.compile(_EMPTY_ROWS)
_X14AC = "x14ac:"


class Spot(NamedTuple):
    """Where a value stands and how it is to be read: `row_begun` tells that its row begins
    here, `formula` is the text of its formula, empty for one that shares another's."""

    row: int
    column: int
    reference: str
    style: str | None
    kind: str
    row_begun: bool
    formula: str | None


class Plain(NamedTuple):
    """A sheet taken apart: the XML around its cells, its values, and what stands before each of
    them (a NUL first, unless no value precedes it)."""

    around: bytes
    pieces: list[str]
    values: list[str]


class NotPlain(Exception):
    """A piece that the grammar does not cover."""


def plain_sheet(data: bytes) -> Plain | None:
    """The sheet taken apart; None if it is not of the plain shape throughout."""
    text = utf8_text(data)
    if text is None:
        return None
    begin, end = text.find(_OPEN), text.rfind(_CLOSE)
    if begin < 0 or end < begin:
        return None
    body = text[begin + len(_OPEN) : end]
    if _NUL in body or (_X14AC in body and f"xmlns:{_X14AC[:-1]}=" not in text[:begin]):
        return None
    parts = body.replace(_VALUE_END, _VALUE + _NUL).split(_VALUE)
    pieces, values = parts[:-1:2], parts[1::2]
    if not (_is_foot(parts[-1]) if values else _is_empty(parts[0])):
        return None
    around = text[: begin + len(_OPEN)] + text[end:]
    return Plain(around.encode("utf-8"), pieces, values)


def is_plain_text(value: str) -> bool:
    """Whether a value is what it says: nothing escaped, nothing that XML forbids."""
    return _TEXT.fullmatch(value) is not None


@lru_cache(maxsize=500)
def _is_foot(piece: str) -> bool:
    """Whether a piece ends the last row with a value, and holds nothing else."""
    found = piece.startswith(_NUL) and _LAST.fullmatch(piece, 1)
    return bool(found) and _has_good_rows(piece)


def _is_empty(piece: str) -> bool:
    return _NOTHING.fullmatch(piece) is not None and _has_good_rows(piece)


def spot_of(piece: str, *, first: bool) -> Spot:
    """What a piece says of the value behind it; raises NotPlain. `first`: no value precedes it."""
    found = _FIRST.fullmatch(piece) if first else _NEXT.fullmatch(piece, 1)
    if not first and not piece.startswith(_NUL):
        raise NotPlain
    if found is None or not _has_good_rows(piece):
        raise NotPlain
    new_row, _, letters, number, style, kind, attributes, _, formula = found.groups()
    if new_row is not None and new_row != number:
        raise NotPlain
    if attributes is None:
        formula = None
    else:
        if not _is_wellformed(attributes):
            raise NotPlain
        formula = _ESCAPE.sub(_unescaped, formula or "")
    return Spot(
        int(number), column_number(letters), letters + number, style, kind or "n",
        new_row is not None, formula,
    )  # fmt: skip


def _unescaped(found: re.Match[str]) -> str:
    meant = _ESCAPES.get(found[0])
    if meant is None:
        raise NotPlain
    return meant


def _has_good_rows(piece: str) -> bool:
    return all(_is_wellformed(attributes) for attributes in _ATTRIBUTES.findall(piece))


@lru_cache(maxsize=2_000)
def _is_wellformed(attributes: str) -> bool:
    """Whether attributes are such, each once, and none of them a second `r`."""
    try:
        element = parse_xml(f'<row xmlns:x14ac="x"{attributes}/>'.encode())
    except etree.XMLSyntaxError:
        return False
    return element.get("r") is None and len(element.nsmap) == 1
