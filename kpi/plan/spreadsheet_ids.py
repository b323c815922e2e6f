"""What a spreadsheet makes of an id that is typed, pasted or opened from CSV.

One rule: an id that would come back as another one is told, and which one it would be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Context

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH_DAY = re.compile(
    rf"(?:{'|'.join(_MONTHS.split())})[a-z]*[-./ ]?(\d{{1,4}})"
    rf"|(\d{{1,4}})[-./ ]?(?:{'|'.join(_MONTHS.split())})[a-z]*",
    re.IGNORECASE,
)
_LONG_MONTHS = re.compile(
    r"\d*[-./ ]?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[-./ ]?\d*",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SIGN = re.compile(r"[=+@-]\S")
_LOGICAL = frozenset({"true", "false"})
_KEPT = Context(prec=15)  # digits that a spreadsheet keeps
_LONGEST = 60


def number_of(text: str) -> str | None:
    """The number that an id is taken for, in its shortest writing; None if it is none."""
    plain = text.strip()
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain):
        return None
    value = _KEPT.create_decimal(plain)
    if value.adjusted() > 30 or (value and value.adjusted() < -30):
        return f"{value.normalize():E}"
    shortest = format(value.normalize(), "f")
    return "0" if shortest in {"-0", ""} else shortest


def changed_by_spreadsheet(text: str) -> str | None:
    """What an id becomes in a spreadsheet, empty where it is a date, time or formula; None where it
    stays as it is."""
    found = number_of(text)
    if found is not None:
        return found if found != text else None
    if text.casefold() in _LOGICAL:
        return text.upper() if text != text.upper() else None
    if _DATE.fullmatch(text) or _TIME.fullmatch(text) or _SIGN.match(text):
        return ""
    monthly = _MONTH_DAY.fullmatch(text) and _LONG_MONTHS.fullmatch(text)
    return "" if monthly else None


def twins_by_number(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The ids that are one number to a spreadsheet, by that number."""
    same: dict[str, list[str]] = defaultdict(list)
    for name in ids:
        if (number := number_of(name)) is not None:
            same[number].append(name)
    return {number: tuple(group) for number, group in same.items() if len(group) > 1}
