"""What the texts of a table's head say: which column is what.

A header is known by its words or not at all; what is nearly one is no header. A column whose
head speaks of the plan, of another period or of a comparison is never the figure of the period.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal

from kpi.reading.vocabulary.period_words import (
    Short,
    head_period,
    legible,
    periods_in,
    short_in,
    without_periods,
)
from kpi.workbooks.grid import Cell
from kpi.workbooks.marks import without_marks
from kpi.workbooks.text import clean, fold, key

Role = Literal[
    "ordinal", "code", "name", "unit_of_measure", "target", "previous", "cumulated", "value",
    "explanation", "note", "evidence", "unit", "unit_or_measure", "period", "numerator",
    "denominator", "comparison",
]  # fmt: skip

_HEADERS: dict[Role, tuple[str, ...]] = {
    "ordinal": ("TT", "STT", "Số TT", "Số thứ tự", "S.TT", "No."),
    "code": (
        "Mã", "Mã số", "Mã chỉ tiêu", "Mã CT", "Ký hiệu", "Mã số chỉ tiêu", "Mã hiệu",
        "Mã chỉ số", "indicator",
    ),
    "name": (
        "Chỉ tiêu", "Tên chỉ tiêu", "Nội dung", "Nội dung chỉ tiêu", "Chỉ tiêu, nội dung",
        "Nội dung, chỉ tiêu", "Danh mục chỉ tiêu", "Chỉ số", "Tên chỉ số",
    ),
    "unit_of_measure": ("Đơn vị tính", "ĐVT", "ĐV tính", "Đ.V.T", "Đơn vị đo", "Đvị tính"),
    "target": (
        "Kế hoạch năm", "Kế hoạch", "KH năm", "Chỉ tiêu giao", "Kế hoạch giao", "KH",
        "Kế hoạch năm (chỉ tiêu giao)", "Kế hoạch cả năm", "Chỉ tiêu năm", "Mục tiêu",
    ),
    "previous": (
        "Kỳ trước", "Thực hiện kỳ trước", "Kì trước", "Số kỳ trước", "Tháng trước", "Quý trước",
        "Năm trước", "Kỳ trước liền kề",
    ),
    "cumulated": (
        "Lũy kế từ đầu năm", "Lũy kế", "Luỹ kế từ đầu năm", "Lũy kế đầu năm", "Lũy kế năm",
        "Lũy kế từ đầu năm (trước kỳ này)", "Lũy kế từ đầu năm đến kỳ trước", "Từ đầu năm",
        "Cộng dồn", "Cộng dồn từ đầu năm",
    ),
    "value": (
        "Thực hiện trong kỳ", "Thực hiện", "Kết quả", "Kết quả thực hiện", "Kết quả trong kỳ",
        "Kết quả thực hiện trong kỳ", "Số liệu thực hiện", "Số thực hiện trong kỳ",
        "Thực hiện kỳ này", "Kết quả kỳ này", "Kỳ này", "Số liệu", "Giá trị", "TH trong kỳ",
        "Thực hiện trong kì", "Trong kỳ", "Trong kì", "Kì này", "Tháng này", "Quý này",
        "Thực hiện tháng này", "Thực hiện trong tháng", "Thực hiện trong quý", "Trong tháng",
        "Trong quý", "Kết quả thực hiện kỳ này", "Số liệu trong kỳ", "Số liệu kỳ này",
        "Kết quả đạt được", "Phát sinh trong kỳ", "Thực hiện trong năm", "value",
    ),
    "explanation": (
        "Giải trình", "Nội dung giải trình", "Giải trình, nguyên nhân", "Nguyên nhân",
        "Giải trình nguyên nhân", "Thuyết minh, giải trình", "explanation",
    ),
    "note": ("Ghi chú", "note", "notes", "Chú thích", "Ghi chú khác"),
    "evidence": (
        "Minh chứng", "Tài liệu kiểm chứng", "Tài liệu minh chứng", "Hồ sơ minh chứng",
        "Tài liệu chứng minh", "Văn bản minh chứng", "Kiểm chứng", "evidence",
    ),
    "unit": (
        "unit", "Mã đơn vị", "Tên đơn vị", "Đơn vị báo cáo", "Đơn vị gửi", "Cơ quan, đơn vị",
        "Tên cơ quan, đơn vị", "Đơn vị thực hiện", "Địa phương, đơn vị", "Đơn vị, địa phương",
        "Địa phương",
    ),
    "unit_or_measure": ("Đơn vị",),
    "period": (
        "period", "Kỳ báo cáo", "Kỳ", "Kì báo cáo", "Kỳ số liệu", "Thời gian", "Thời kỳ", "Tháng",
        "Quý",
    ),
    "numerator": ("numerator", "Tử số", "Tử", "Số thực hiện", "Số đạt"),
    "denominator": ("denominator", "Mẫu số", "Mẫu", "Tổng số"),
    "comparison": ("Tỷ lệ", "Tỷ lệ %", "%", "So sánh", "Tăng, giảm", "Đạt tỷ lệ"),
}  # fmt: skip

ROLES: Mapping[str, Role] = {
    key(h): role for role, texts in _HEADERS.items() for h in texts if key(h)
}
HEADER_TEXTS: tuple[str, ...] = tuple(text for texts in _HEADERS.values() for text in texts)
_ENGLISH = frozenset(
    ("unit", "period", "indicator", "numerator", "denominator", "value", "note", "evidence",
     "explanation")
)  # fmt: skip
_AFTER = re.compile(r"\s*[(\[*:].*$", re.DOTALL)
_FIGURES: frozenset[Role | None] = frozenset(("value", "numerator", "denominator"))

_PER = ("%", "‰")
# words that say: not the figure of this period; the first that fits counts
_ELSEWHERE_WORDS: dict[Role, tuple[str, ...]] = {
    "comparison": (
        "so với", "so sánh", "tỷ lệ", "tỉ lệ", "tăng", "giảm", "cùng kỳ", "cùng kì", "hoàn thành",
        "mức đạt", "đánh giá", "xếp loại", "chênh lệch", "còn lại", "dự kiến", "ước",
    ),
    "target": ("kế hoạch", "kh", "chỉ tiêu giao", "mục tiêu", "giao"),
    "cumulated": ("lũy kế", "cộng dồn", "từ đầu năm", "đến nay", "lk"),
    "previous": (
        "kỳ trước", "kì trước", "tháng trước", "quý trước", "năm trước", "trước đó", "đầu kỳ",
    ),
}  # fmt: skip
_ELSEWHERE: dict[Role, re.Pattern[str]] = {
    role: re.compile("|".join(rf"\b{fold(word)}\b" for word in words))
    for role, words in _ELSEWHERE_WORDS.items()
}


@lru_cache(maxsize=20_000)
def role_of(text: str) -> Role | None:
    """The role of a header text; a remark in brackets and a named period do not matter, unless
    they make a figure one of another time."""
    if not text or len(text) > 120:
        return None
    whole = ROLES.get(key(text))
    if whole in _FIGURES and clean(text).startswith(_PER):
        return "comparison"  # `% thực hiện`: how much of the plan was done
    if whole:
        return whole
    text = without_marks(text)
    whole = ROLES.get(key(text))
    if whole:
        return whole
    bare = _AFTER.sub("", without_periods(clean(text)))
    role = ROLES.get(key(bare))
    if role is None and key(bare):
        role = _with_its_period(bare)[0]
    if role in _FIGURES or role is None:
        return elsewhere(text) or role
    return role


def _with_its_period(bare: str) -> tuple[Role | None, str | Short | None]:
    """`Thực hiện tháng 6`, `Thực hiện T6`: the role, and the period whose year the title has."""
    words = bare.split(" ")
    for cut in range(1, len(words)):
        said = head_period(" ".join(words[cut:]))
        if said is not None:
            return ROLES.get(key(" ".join(words[:cut]))), said
    return None, None


def elsewhere(text: str) -> Role | None:
    """What a head speaks of in place of the period's figure, if it has such a word."""
    folded = fold(text)
    return next((role for role, words in _ELSEWHERE.items() if words.search(folded)), None)


@lru_cache(maxsize=20_000)
def period_of(text: str) -> str | Short | None:
    """The one period that a head names, with or without its year; None if none or several."""
    alone = head_period(text)
    if alone is not None:
        return alone
    text = legible(text)
    said = periods_in(text)
    named: set[str | Short] = {*said.labels} or {*said.years} or {*short_in(text)}
    if not named:
        return _with_its_period(_AFTER.sub("", clean(text)))[1]
    return next(iter(named)) if len(named) == 1 else None


@lru_cache(maxsize=20_000)
def role_of_stack(texts: tuple[str, ...]) -> Role | None:
    """The role of a head in several rows, the merged heading first.

    `Kết quả thực hiện` over `Trong kỳ` is the figure; under `Kế hoạch` it is not; under a heading
    that nobody knows it is nothing.
    """
    if len(texts) == 1:
        return role_of(texts[0])
    texts = tuple(map(without_marks, texts))
    for joined in (" ".join(texts), " ".join(reversed(texts))):
        if role := ROLES.get(key(joined)):
            return role
    roles = [role_of(text) for text in texts]
    last = roles[-1]
    if last is None or last in _FIGURES:
        other = next((r for t in texts if (r := elsewhere(t) or _figureless(role_of(t)))), None)
        if other is not None:
            return other
        known = last in _FIGURES and all(r in ("value", "name") for r in roles[:-1])
        return last if known else None
    return last


def _figureless(role: Role | None) -> Role | None:
    return role if role in ("target", "previous", "cumulated", "comparison") else None


def is_english(texts: Sequence[str]) -> bool:
    """Whether every head is one of the English ones, under which numbers are plain."""
    return all(key(text) in _ENGLISH for text in texts)


def is_header_again(cell: Cell) -> bool:
    """Whether a cell below the header repeats it, as on every printed page."""
    return cell.kind == "text" and role_of(cell.text) in ("code", "name")
