"""Small edits of a part's text by chance: another figure, attribute, element, text or byte."""

from __future__ import annotations

import re
from random import Random

_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_ELEMENT = re.compile(rb"<([a-zA-Z][\w:.-]*)\b[^<>]*?(?:/>|>[^<>]*</\1>)")
_FIGURE = re.compile(rb'(<v>|office:(?:date-)?value="|<text:p>)([^<"]*)')
ROW = re.compile(rb"<((?:table:table-)?row)\b[^<>]*>.*?</\1>", re.DOTALL)
WRITINGS = (
    "0", "1", "7", "-3", "1e3", "1E400", "nan", "inf", "1_000", "1.234", "1,5", "12O", "0,85",
    "85%", "x", "Có", "KPS", "mật", "…", "-", "ước 9", "12/15", "3/12", "#N/A", "=1+1", "", " ",
    "9" * 400, "٣", "１２", "²", "true", "A1", "1048577", "16385", "4294967296", "../x", "&lt;",
)  # fmt: skip


def _replaced(data: bytes, found: re.Match[bytes], new: bytes, group: int = 0) -> bytes:
    return data[: found.start(group)] + new + data[found.end(group) :]


def _one_of(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(data))
    return chance.choice(found) if found else None


def other_attribute(data: bytes, chance: Random) -> bytes:
    found = _one_of(_ATTRIBUTE, data, chance)
    if found is None:
        return data
    if chance.random() < 0.2:
        return _replaced(data, found, b"")
    old, text = found[2], chance.choice(WRITINGS).encode()
    if old.isdigit() and chance.random() < 0.6:
        text = str(max(0, int(old) + chance.choice((-1, 1, 10, 1000)))).encode()
    elif chance.random() < 0.5:  # what another attribute of the same name says
        same = [m[2] for m in _ATTRIBUTE.finditer(data) if m[1] == found[1]]
        text = chance.choice(same)
    return _replaced(data, found, text, 2)


def other_element(data: bytes, chance: Random) -> bytes:
    found = _one_of(ROW if chance.random() < 0.3 else _ELEMENT, data, chance)
    if found is None:
        return data
    match chance.randrange(3):
        case 0:
            return _replaced(data, found, b"")
        case 1:
            return _replaced(data, found, found[0] * 2)
    there = _one_of(_ELEMENT, data, chance)
    if there is None or there.start() < found.end():
        return data
    moved = _replaced(data, there, there[0] + found[0])
    return _replaced(moved, found, b"")


def other_figure(data: bytes, chance: Random) -> bytes:
    found = _one_of(_FIGURE, data, chance)
    if found is None or chance.random() < 0.15:
        return other_attribute(data, chance)
    text = chance.choice(WRITINGS)
    if chance.random() < 0.7:
        text = other_digits(found[2].decode("utf-8", "replace"), chance)
    return _replaced(data, found, text.encode(), 2)


def other_digits(text: str, chance: Random) -> str:
    """One digit is another, left out, doubled, or has a sign beside it."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    if not places:
        return text + chance.choice("59")
    at = chance.choice(places)
    one = text[at]
    ways = (chance.choice("0123456789"), "", one * 2, one + ".", one + ",", "-" + one, one + "%")
    new = chance.choice(ways)
    return text[:at] + new + text[at + 1 :]


def other_text(data: bytes, chance: Random) -> bytes:
    found = _one_of(_TEXT, data, chance)
    if found is None:
        return data
    text = chance.choice(WRITINGS).encode()
    if chance.random() < 0.4:
        other = _one_of(_TEXT, data, chance)
        text = other[1] if other else text
    elif found[1].isdigit() and chance.random() < 0.5:
        text = str(chance.randrange(10 ** chance.randrange(1, 6))).encode()
    return _replaced(data, found, text, 1)


def other_bytes(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)
