"""Numbers as people write them. A writing with two readings stays two readings.

Vietnamese notation groups with dots and has a decimal comma, English notation the reverse, and
both are met. What the rest of the form shows (`habit`) may decide between two readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

Notation = Literal["vietnamese", "english"]

_LONGEST = 40
_PLAIN = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d+)(?:[.,](\d+))?[eE]([+-]?\d{1,2})", re.ASCII)
_SPACED = re.compile(r"([1-9]\d{0,2}(?: \d{3})+)(?:[.,](\d+))?", re.ASCII)
_DOT_GROUPED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII)
_COMMA_GROUPED = re.compile(r"([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?", re.ASCII)
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)
_TOKEN = re.compile(r"\d[\d.,]*\d|\d", re.ASCII)


class Number(NamedTuple):
    """The only reading, and how many decimals were written."""

    value: Decimal
    decimals: int = 0
    shows: Notation | None = None


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """The writing can mean either."""

    with_decimals: Decimal
    grouped: Decimal


Numeric = Number | TwoReadings


def parse_plain(text: str) -> Number | None:
    """A decimal dot, no grouping: the notation under English headers."""
    sign, body = _signed(text)
    if len(body) > _LONGEST or not _PLAIN.fullmatch(body):
        return None
    return Number(sign * Decimal(body), _decimals(body))


def parse_number(
    text: str, *, whole: bool = False, habit: Notation | None = None
) -> Numeric | None:
    """A number in either notation; `whole` says that only a whole count makes sense here.

    None if the text is no number. A leading sign is read; parentheses are not.
    """
    sign, body = _signed(text)
    if not body or len(body) > _LONGEST:
        return None
    found: Numeric | None = _certain(body)
    if found is None and (one := _ONE_MARK.fullmatch(body)):
        found = _one_mark((one[1], one[2], one[3]), whole, habit)
    if found is None:
        return None
    if isinstance(found, TwoReadings):
        return TwoReadings(sign * found.with_decimals, sign * found.grouped)
    return Number(sign * found.value, found.decimals, found.shows)


def habits(text: str) -> frozenset[Notation]:
    """The notations that a text's numbers show beyond doubt."""
    shown = {
        found.shows
        for token in _TOKEN.findall(text)
        if isinstance(found := parse_number(token), Number) and found.shows
    }
    return frozenset(shown)


def _signed(text: str) -> tuple[int, str]:
    if text[:1] in ("-", "+"):
        return (-1 if text[0] == "-" else 1), text[1:].lstrip()
    return 1, text


def _decimals(body: str) -> int:
    return len(body.split("e", maxsplit=1)[0].split("E", maxsplit=1)[0].partition(".")[2])


def _certain(body: str) -> Number | None:
    if _DIGITS.fullmatch(body):
        return Number(Decimal(body))
    if found := _SCIENTIFIC.fullmatch(body):
        mantissa = Decimal(f"{found[1]}.{found[2] or 0}")
        return Number(mantissa.scaleb(int(found[3])), len(found[2] or ""))
    if found := _SPACED.fullmatch(body):
        return _joined(found[1], found[2], None)
    if (found := _DOT_GROUPED.fullmatch(body)) and (found[2] or found[1].count(".") > 1):
        return _joined(found[1], found[2], "vietnamese")
    if (found := _COMMA_GROUPED.fullmatch(body)) and (found[2] or found[1].count(",") > 1):
        return _joined(found[1], found[2], "english")
    return None


def _joined(groups: str, decimals: str | None, shows: Notation | None) -> Number:
    digits = groups.replace(".", "").replace(",", "").replace(" ", "")
    return Number(Decimal(f"{digits}.{decimals or 0}"), len(decimals or ""), shows)


def _one_mark(writing: tuple[str, str, str], whole: bool, habit: Notation | None) -> Numeric | None:
    """A number with a single dot or comma: (digits, mark, digits)."""
    left, mark, right = writing
    could_group = len(right) == 3 and len(left) <= 3 and left[0] != "0"
    if not could_group:
        if len(right) == 3 and left[0] == "0" and len(left) > 1:
            return None  # 01.234 is written by nobody on purpose
        shows: Notation = "vietnamese" if mark == "," else "english"
        return Number(Decimal(f"{left}.{right}"), len(right), shows)
    split = Number(Decimal(f"{left}.{right}"), 3)
    joined = Number(Decimal(left + right))
    both = TwoReadings(split.value, joined.value)
    if mark == ",":  # 1,234 is 1.234, unless a whole count or an English form makes one doubt
        return both if whole or habit == "english" else split
    if whole or habit == "vietnamese":
        return joined
    return split if habit == "english" else both
