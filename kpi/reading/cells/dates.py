"""Days as people write them: day before month, four-digit year, or ISO; nothing else is certain.

Where a file shows that it writes the month first, its days before the 13th can be either."""

from __future__ import annotations

import re
from datetime import date

from kpi.workbooks.text import fold

_CLOCK = r"(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s?([/.-])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}){_CLOCK}", re.ASCII)
_MONTH_FIRST = re.compile(
    r"(?<![\d/.-])(?:0?[1-9]|1[0-2])\s?([/.-])\s?(?:1[3-9]|2\d|3[01])\s?\1\s?\d{2}(?:\d{2})?(?![\d/.-])",
    re.ASCII,
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([/.-])(\d{{1,2}})\2(\d{{1,2}}){_CLOCK}", re.ASCII)
_IN_WORDS = re.compile(
    rf"(\d{{1,2}}) {fold('tháng')} ([^\d,]+|\d{{1,2}}),?(?: {fold('năm')} | |\s?[/-]\s?)(\d{{4}})",
    re.ASCII,
)
_DAY_ENGLISH = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
_MONTH_ENGLISH = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_DONE = rf"(?:{fold('đã hoàn thành')}|{fold('hoàn thành')}|{fold('đã xong')}|{fold('xong')})"
_LEAD = re.compile(rf"^(?:{_DONE}[ :,]*)?\(?(?:{fold('vào ')})?(?:{fold('ngày')} )?")
_TAIL = re.compile(rf"[ ,(]+{_DONE}\)?$")
_LOOKS = re.compile(r"\d{1,4}\s?[/.:-]\s?\d{1,2}(?:\s?[/.-]\s?\d{1,4})?", re.ASCII)
# `giêng` and `chạp` are months of the lunar year: asked
_MONTHS = {
    fold(name): number
    for number, names in enumerate(
        (
            "một", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười",
            "mười một", "mười hai",
        ),
        1,
    )
    for name in names.split("|")
}  # fmt: skip
_ENGLISH_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def parse_day(text: str) -> date | None:
    """The day of a cleaned text, or None if it is not written out beyond doubt."""
    body = _TAIL.sub("", _LEAD.sub("", fold(text)).strip(" .;)")).strip(" .;)")
    if found := _DAY_FIRST.fullmatch(body):
        return _day(found[4], found[3], found[1])
    if found := _YEAR_FIRST.fullmatch(body):
        return _day(found[1], found[3], found[4])
    if found := _IN_WORDS.fullmatch(body):
        return _day(found[3], _MONTHS.get(found[2], found[2]), found[1])
    if found := _DAY_ENGLISH.fullmatch(body):
        return _day(found[3], _english_month(found[2]), found[1])
    if found := _MONTH_ENGLISH.fullmatch(body):
        return _day(found[3], _english_month(found[1]), found[2])
    return None


def is_month_first(text: str) -> bool:
    """Whether a text holds a date that can only be one with the month first: `03/15/2025`."""
    return _MONTH_FIRST.search(text) is not None


def other_day(text: str) -> date | None:
    """The other day that a cleaned text means if its month stands first; None if it has none."""
    body = _TAIL.sub("", _LEAD.sub("", fold(text)).strip(" .;)")).strip(" .;)")
    found = _DAY_FIRST.fullmatch(body)
    if found is None or int(found[1]) == int(found[3]):
        return None
    return _day(found[4], found[1], found[3])


def _english_month(name: str) -> int:
    """The month of a name or of its first three letters, 0 if there is none."""
    return next((n for n, m in enumerate(_ENGLISH_MONTHS, 1) if name in (m, m[:3])), 0)


def looks_like_a_day(text: str) -> bool:
    return _LOOKS.fullmatch(text) is not None or parse_day(text) is not None


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
