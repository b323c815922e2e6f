"""A numerator and a denominator in one cell: `12/15`, `80% (12/15)`, `12 trên tổng số 15`.

A percentage beside the pair must agree with it; what is counted may be named behind each number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = r"([^/()%]+?)"
_PAIR = re.compile(rf"{_PART} ?/ ?{_PART}")
_BEFORE = re.compile(rf"([^/()%]+?) ?(%?) ?\( ?{_PART} ?/ ?{_PART} ?\)")
_BEFORE_OPEN = re.compile(rf"([^/()%]+?) ?(%)[ ,;:=-]+{_PART} ?/ ?{_PART}")
_BEHIND = re.compile(rf"\(? ?{_PART} ?/ ?{_PART} ?\)?[ ,;:=(-]+([^/()%]+?) ?(%) ?\)?")
_OUT_OF = re.compile(r"(?<=[^/]) (?:trên|trong)(?: tổng(?: số)?)? (?=\d)", re.IGNORECASE)
_DIGIT_BEFORE = re.compile(r"\d.* (?:trên|trong) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenPair:
    """The texts of a pair; `percent` is empty where none stands beside it."""

    above: str
    below: str
    percent: str = ""
    sign: str = ""


def with_a_stroke(text: str) -> str:
    """`12 trên tổng số 15` as `12/15`; any other text as it stands."""
    if "/" in text or not _DIGIT_BEFORE.search(text):
        return text
    return _OUT_OF.sub("/", text, count=1)


def pair_of(text: str) -> WrittenPair | None:
    """The parts of a cleaned text, or None if it is no pair."""
    if found := _PAIR.fullmatch(text):
        return WrittenPair(found[1], found[2])
    if found := _BEFORE.fullmatch(text) or _BEFORE_OPEN.fullmatch(text):
        return WrittenPair(found[3], found[4], found[1], found[2])
    if found := _BEHIND.fullmatch(text):
        return WrittenPair(found[1], found[2], found[3], found[4])
    return None
