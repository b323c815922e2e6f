"""Heads that were not understood, where a file has no table of figures: so that the question back
names them, and the cause where their letters were lost on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from kpi.reading.tables.headers import HEADER_TEXTS, ROLES, Role, role_of
from kpi.workbooks.grid import Row, Sheet, place
from kpi.workbooks.text import clean, key

_NAMES: tuple[Role | None, ...] = ("code", "name")
_MAY_BE_FIGURES: tuple[Role | None, ...] = (None, "value", "cumulated", "comparison")
_LEAST = 2  # heads that are understood make a row a head
_LONGEST = 120


class OddHead(NamedTuple):
    sheet: str
    place: str
    text: str


def odd_heads(sheets: Iterable[Sheet]) -> tuple[OddHead, ...]:
    """The heads in the first row that heads a column of codes or names, which may be meant for
    figures and are not known word for word."""
    for sheet in sheets:
        for number, row in sheet.rows.items():
            found = _in_row(row)
            if found:
                return tuple(OddHead(sheet.name, place(number, c), text) for c, text in found)
    return ()


def lost_letters(sheets: Iterable[Sheet]) -> OddHead | None:
    """The first text that would be a known head if its letters had not been lost: `Ch? tiêu`."""
    for sheet in sheets:
        for number, row in islice(sheet.rows.items(), _HEAD_ROWS):
            for column, cell in row.items():
                if cell.kind == "text" and _has_lost_letters(cell.text):
                    return OddHead(sheet.name, place(number, column), clean(cell.text))
    return None


def _has_lost_letters(text: str) -> bool:
    lost = unicodedata.normalize("NFC", text).strip()
    if len(lost) > _LONGEST or _LOST.search(lost) is None:
        return False
    letters = "".join("[^\\W\\d_]{1,2}" if _LOST.match(c) else re.escape(c) for c in lost)
    pattern = re.compile(letters, re.IGNORECASE)
    return any(pattern.fullmatch(head) for head in HEADER_TEXTS)


_LOST = re.compile("[?\ufffd]")
_HEAD_ROWS = 40


def _in_row(row: Row) -> list[tuple[int, str]]:
    texts = {
        c: clean(cell.text)
        for c, cell in row.items()
        if cell.kind == "text" and 0 < len(cell.text) <= _LONGEST
    }
    roles = {c: role_of(text) for c, text in texts.items()}
    understood = sum(role is not None for role in roles.values())
    if understood < _LEAST or not any(role in _NAMES for role in roles.values()):
        return []
    return [
        (c, text)
        for c, text in texts.items()
        if roles[c] in _MAY_BE_FIGURES and roles[c] != ROLES.get(key(text), "")
    ]
