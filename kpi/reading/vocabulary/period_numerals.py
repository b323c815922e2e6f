"""Months, quarters and halves spelled in words or Roman numerals, put into digits.

Only what cannot be anything else is changed: `tháng một lần`, `tháng năm 2024` and the months of
the lunar year (`giêng`, `chạp`) stay as they are.
"""

from __future__ import annotations

import re

from kpi.workbooks.text import fold

_WORDS = (
    "một", "hai", "ba", "tư|bốn", "năm", "sáu", "bảy|bẩy", "tám", "chín", "mười", "mười một",
    "mười hai",
)  # fmt: skip
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NUMBERS = {
    **{fold(word): n for n, words in enumerate(_WORDS, 1) for word in words.split("|")},
    **{letters: n for n, letters in enumerate(_ROMAN, 1)},
}
_MONTH, _YEAR, _QUARTERS = fold("tháng"), fold("năm"), f"(?:{fold('quý')}|{fold('quí')})"
_HALF = "nư"  # of `nửa`, `nữa`, whose tones stand behind
_FIRST, _LAST = fold("đầu"), fold("cuối")
_ALL = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
# what follows a month that is meant by its number
_ENDS = (
    rf"(?=\s*$|\s*[.,;:()/&+-]|\s+{_YEAR}\s+\d{{4}}\b|\s+\d{{4}}\b"
    rf"|\s+(?:{fold('và')}|{fold('đến')}|{fold('tới')}|{fold('với')})\s)"
)
_NAMED = re.compile(rf"\b(?P<what>{_MONTH}|{_QUARTERS})\s+(?P<n>{_ALL}){_ENDS}")
_FIFTH = re.compile(rf"\b{_MONTH}\s+{_YEAR}(?=\s*$|\s+\d)")  # `tháng năm 2024`: the 5th, or none
_COUNTED = re.compile(
    rf"(?<!{_MONTH} )\b(?P<n>{_ALL})\s+{_MONTH}(?=\s+(?:{_FIRST}|{_LAST})\b|\s*/\s*\d{{4}}"
    rf"|\s+{_YEAR}\s+\d{{4}}\b)"
)
_HALVES = re.compile(
    rf"\b(?:{fold('nửa')}|{fold('nữa')})\s+(?:{_YEAR}\s+)?"
    rf"(?:(?P<first>{_FIRST})|{_LAST}|{fold('sau')})(?=\s+{_YEAR}\b|\s*/\s*\d|\s+\d{{4}}\b|\s*$)"
)
_SPELLED_DAY = re.compile(
    rf"\b{fold('ngày')}\s+(?:{fold('mùng')}\s+|{fold('mồng')}\s+)?"
    rf"(?:(?:{_ALL}|{fold('mươi')}|{fold('mốt')}|{fold('lăm')})\s+){{1,4}}(?={_MONTH}\b)"
)


def in_digits(folded: str) -> str:
    """A folded text with its spelled months, quarters and halves in digits: `quý ba năm 2024` as
    `quý 3 năm 2024`, `nửa đầu năm` as `6 tháng đầu năm`; a spelled day of a month as some day."""
    if _MONTH not in folded and not re.search(_QUARTERS, folded) and _HALF not in folded:
        return folded
    text = _SPELLED_DAY.sub(f"{fold('ngày')} 1 ", folded)
    text = _HALVES.sub(lambda m: f"6 {_MONTH} {_FIRST if m['first'] else _LAST}", text)
    text = _COUNTED.sub(lambda m: f"{_NUMBERS[m['n']]} {_MONTH}", text)
    return _NAMED.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    number = _NUMBERS[found["n"]]
    if found["what"] != _MONTH and number > 4:
        return found[0]
    return found[0] if _FIFTH.match(found.string, found.start()) else f"{found['what']} {number}"
