"""The word `mật` beside a number: the whole file is refused, and nothing of it is kept.

A secret figure must not come through this channel; what came is forgotten but for its hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kpi.reading.tables.entries import Entries, Entry, RowWords
from kpi.reading.vocabulary.states import word_of
from kpi.workbooks.grid import Cell
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.text import clean, fold


def place_of_secret(entries: Entries) -> Entry | None:
    """The first entry whose row says `mật` and holds a number, in one cell or side by side."""
    if not any(map(_may_be_meant, _all_texts(entries))):
        return None
    by_code: dict[str, list[Entry]] = {}
    for entry in entries.cells:
        by_code.setdefault(entry.code, []).append(entry)
    for code, group in by_code.items():
        beside = entries.loose.get(code, ())
        cells = [e.cell for e in group if not (e.cell.formula and e.slot == "own")]
        if _in_one_cell(cells) or _side_by_side(cells, beside):
            return group[0]
        if any(map(says_withheld, cells)) and _tells_a_number(entries.words.get(code)):
            return group[0]
    return None


def says_withheld(cell: Cell) -> bool:
    """Whether a cell holds the word `mật` alone."""
    return cell.kind == "text" and word_of(clean(cell.text)) == "withheld"


def mentions_a_secret(cell: Cell) -> bool:
    """Whether a cell is, or holds, the word `mật` of a figure."""
    return cell.kind == "text" and _may_be_meant(cell.text)


def _tells_a_number(words: RowWords | None) -> bool:
    """Whether the words beside a withheld figure may hold it after all: a number that is no part
    of a document's sign, an article or a date. (Evidence is made of such signs and is not asked.)
    """
    texts = (*words.explanation, *words.note) if words else ()
    return any(re.search(r"\d", _REFERENCES.sub(" ", clean(t))) for t in texts)


# 12-QĐ/TU, 09/2019/NĐ-CP, Điều 7, khoản 2, ngày 30/6/2024, tháng 6, quý 2, năm 2024
_REFERENCES = re.compile(
    r"\b\d+(?:/\d{4})?[-/][A-ZĐ][\w-]*(?:/[\w-]+)*"
    r"|\b(?:điều|khoản|điểm|mục|tháng|quý|năm|kỳ|ngày)\s+\d{1,4}(?:[/.-]\d{1,4}){0,2}"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b",
    re.IGNORECASE,
)


def says_it_is_secret(text: str) -> bool:
    """Whether words beside a figure say that the figure itself is a secret."""
    return any(_OWN_SECRET.search(clause) for clause in re.split(r"[.;,\n]", fold(text)))


def tells_a_secret(text: str) -> bool:
    """Whether words name something secret and its number in one breath, in a file that withholds a
    figure: `Số lớp mật là 15`. The protection of state secrets is an ordinary subject."""
    return any(
        _SECRET_THING.search(fold(sentence)) and re.search(r"\d", _REFERENCES.sub(" ", sentence))
        for sentence in re.split(r"[.;\n]", clean(text))
    )


_SECRET_THING = re.compile(
    rf"(?<!{fold('bí')} )(?<!{fold('bảo')} )(?<!{fold('không')} )\b{fold('mật')}\b"
    rf"(?! (?:{fold('độ')}|{fold('khẩu')}|{fold('thiết')}|{fold('mã')})\b)"
)
_THING = "|".join(fold(w) for w in ("số liệu", "con số", "số", "thông tin", "nội dung", "chỉ tiêu"))
_LINK = "|".join(fold(w) for w in ("này", "trên", "là", "thuộc", "danh mục", "độ", "loại", "diện"))
_NOT = "|".join(fold(w) for w in ("không", "chưa", "bảo", "nếu"))
_SECRET_WORD = "|".join(fold(w) for w in ("mật", "bí mật", "tối mật", "tuyệt mật"))
_OWN_SECRET = re.compile(
    rf"^(?!.*\b(?:{_NOT})\b).*(?:\b(?:{_THING})(?: (?:{_LINK}))* (?:{_SECRET_WORD})\b"
    rf"|\b{fold('thuộc')}(?: (?:{_LINK}))* {fold('bí mật nhà nước')}\b)"
)


def _all_texts(entries: Entries) -> Iterator[str]:
    for entry in entries.cells:
        if entry.cell.kind == "text":
            yield entry.cell.text
    for cells in entries.loose.values():
        for cell in cells:
            if cell.kind == "text":
                yield cell.text


@lru_cache(maxsize=20_000)
def _may_be_meant(text: str) -> bool:
    """Whether a text is, or holds, the word: without any such text there is no secret."""
    plain = clean(text[:501])
    return word_of(plain) == "withheld" or speaks_of_a_secret(plain)


def _in_one_cell(cells: Iterable[Cell]) -> bool:
    return any(_has_digit(c) and speaks_of_a_secret(clean(c.text)) for c in _texts(cells))


def _side_by_side(cells: list[Cell], beside: Iterable[Cell]) -> bool:
    every = [*cells, *beside]
    if not any(word_of(clean(c.text)) == "withheld" for c in _texts(every)):
        return False
    return (
        any(_is_figure(c) for c in cells)
        or any(c.kind == "number" for c in beside)
        or any(_has_digit(c) and _starts_with_digit(c) for c in _texts(beside))
    )


def _texts(cells: Iterable[Cell]) -> list[Cell]:
    return [c for c in cells if c.kind == "text" and len(c.text) <= 500]


def _is_figure(cell: Cell) -> bool:
    return cell.kind in ("number", "stale") or (cell.kind == "text" and _has_digit(cell))


def _has_digit(cell: Cell) -> bool:
    return any(char.isdigit() for char in cell.text)


def _starts_with_digit(cell: Cell) -> bool:
    return clean(cell.text)[:1].isdigit()
