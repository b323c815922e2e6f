"""The words that stand in cells in place of figures, each with what it says.

Only whole texts count: a word inside a sentence is not read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from kpi.workbooks.text import fold

Word = Literal[
    "blank", "none_occurred", "not_applicable", "withheld", "not_started",
    "yes", "no", "not_yet", "check_mark", "dash", "estimate",
]  # fmt: skip

_WRITINGS: dict[Word, tuple[str, ...]] = {
    "blank": (
        "chưa có số liệu", "chưa có số liệu báo cáo", "chưa có số", "(chưa có số liệu)",
        "chưa có dữ liệu",
    ),
    "none_occurred": (
        "không phát sinh", "kps", "k.p.s", "k.p.s.", "k ps", "không ps", "không có phát sinh",
        "không phát sinh trong kỳ", "trong kỳ không phát sinh",
    ),
    "not_applicable": (
        "không thuộc phạm vi", "không thuộc phạm vi báo cáo", "không thuộc phạm vi thực hiện",
        "không thuộc phạm vi của đơn vị",
    ),
    "withheld": (
        "mật", "tối mật", "tuyệt mật", "số liệu mật", "bí mật nhà nước", "bí mật", "thuộc bí mật",
        "thuộc bí mật nhà nước", "độ mật", "tài liệu mật",
    ),
    "not_started": ("chưa triển khai", "chưa triển khai thực hiện", "chưa thực hiện"),
    "yes": ("có", "đạt", "đã có", "đã đạt", "đã triển khai", "yes", "true"),
    "no": ("không", "chưa đạt", "không đạt", "không có", "chưa có", "no", "false"),
    "not_yet": ("chưa", "chưa hoàn thành", "chưa xong"),
    "check_mark": ("x", "✓", "✔", "√", "☑", "✅"),
    "dash": ("-", "--", "---"),
    "estimate": ("ước", "(ước)", "ước tính"),
}  # fmt: skip

_BY_FOLDED: dict[str, Word] = {
    fold(writing): word for word, writings in _WRITINGS.items() for writing in writings
}
_FILLER = re.compile(r"[.…_·\s]*")
_EDGES = " .;,:!\"'“”"

_ESTIMATE = re.compile(
    rf"^(?:{fold('ước')}(?: (?:{fold('đạt')}|{fold('tính')}|{fold('thực hiện')}|{fold('th')}))?"
    rf"|{fold('ưth')})\s*:?\s*(?=[\d+(-])"
)
_ESTIMATE_AFTER = re.compile(rf"\s*\(\s*{fold('ước')}(?: {fold('tính')})?\s*\)$")
_ESTIMATE_BEHIND = re.compile(rf"[0-9%][^()]*?[,;]? {fold('ước')}( {fold('tính')})?$")
_ZERO_BESIDE = re.compile(r"0 ?[:;,=-]? ?\(?([^0-9()]+)\)?|([^0-9()]+?) ?[:;,=-]? ?\(?0\)?")
_BOUNDS = re.compile(rf"\b(?:{fold('trở lên')}|{fold('trở xuống')})\b")
_APPROXIMATE = re.compile(
    "|".join(
        [r"[≥≤<>≈~±]", r"\d\s*\+$", r"=>", r"\.{2,}\d"]
        + [
            rf"\b{fold(word)}\b"
            for word in (
                "khoảng", "trên", "dưới", "hơn", "gần", "tối thiểu", "tối đa", "ít nhất",
                "nhiều nhất", "trở lên", "trở xuống", "xấp xỉ", "tầm", "cỡ", "đến", "từ",
                "không quá", "chừng", "độ", "vài",
            )
        ]
    )
)  # fmt: skip


def word_of(text: str) -> Word | None:
    """What a cleaned text says as a whole, if it is one of the words."""
    return _word_kept(text) if len(text) <= _LONGEST_KEPT else _word(text)


def _word(text: str) -> Word | None:
    if _FILLER.fullmatch(text):
        return "blank"
    folded = fold(text)
    word = _BY_FOLDED.get(folded) or _BY_FOLDED.get(folded.strip(_EDGES))
    if word is None and (found := _ZERO_BESIDE.fullmatch(folded)):
        beside = _BY_FOLDED.get((found[1] or found[2]).strip(_EDGES))
        return "none_occurred" if beside == "none_occurred" else None
    return word


_LONGEST_KEPT = 500
_word_kept = lru_cache(maxsize=20_000)(_word)


def without_estimate(text: str) -> tuple[str, bool]:
    """The text without `ước` beside its number, and whether it stood there."""
    folded = fold(text)
    if found := _ESTIMATE.match(folded):
        return _tail(text, folded[found.end() :]), True
    if found := _ESTIMATE_AFTER.search(folded):
        # the bracket is the last one of the text, in the folded and in the cleaned form alike
        return text[: text.rindex("(")].rstrip(), True
    if found := _ESTIMATE_BEHIND.fullmatch(folded):
        return text.rsplit(" ", 2 if found[1] else 1)[0].rstrip(" ,;"), True
    return text, False


def is_approximate(text: str, *, bounds_only: bool = False) -> bool:
    """Whether the text says about, above, at least, from ... to; `bounds_only`: or more, or less.

    A text without a number says nothing of the kind, unless it says `vài`.
    """
    folded = fold(text)
    if bounds_only:
        return _BOUNDS.search(folded) is not None
    if not any(char.isnumeric() for char in folded) and fold("vài") not in folded:
        return False
    return _APPROXIMATE.search(folded) is not None


def _tail(text: str, folded_tail: str) -> str:
    # folding changes the lengths of words only; the tail starts at the same digit or sign
    starts = (n for n, char in enumerate(text) if char == folded_tail[:1])
    return next((text[n:] for n in starts if fold(text[n:]) == folded_tail), text)
