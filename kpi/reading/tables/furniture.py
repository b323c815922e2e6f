"""Rows and lines that belong to a form's paper and are no answers: totals, sections, numbering
of columns, signatures, the party's head. Whole texts or their first words count, nothing near them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from kpi.reading.vocabulary import furniture_words
from kpi.workbooks.grid import Cell
from kpi.workbooks.text import clean, fold, key

_TOTALS = frozenset(map(key, furniture_words.TOTALS))
_SECTION = re.compile(r"(?:[IVX]{1,5}|[A-Z])[.)]?")
_ORDINAL = re.compile(r"[(\[]?\s*(\d{1,2}|[A-Za-z])\s*[)\]]?(?:\s*=.*)?|\[?\(?\d{1,2}\)?=.*")
_EMPTY_DATE = re.compile(rf"(?:^|[\s,.…]){fold('ngày')}\s*[\d.…_]*\s*{fold('tháng')}\b")
_SIGNATURES = tuple(map(fold, furniture_words.SIGNATURES))
_HEAD_LINES = tuple(map(fold, furniture_words.HEAD_LINES))
_RULES = re.compile(r"[\W_]*")


@lru_cache(maxsize=5_000)
def is_total(text: str) -> bool:
    """Whether a row or column is a sum of others: `Tổng cộng`, `Toàn tỉnh`."""
    bare = re.sub(r"\s*[(:].*$", "", clean(text))
    return key(bare) in _TOTALS


def is_section(text: str) -> bool:
    """Whether the number of a row is that of a group: `I`, `II`, `A`."""
    return _SECTION.fullmatch(clean(text)) is not None


def is_numbering(cells: Iterable[Cell]) -> bool:
    """Whether a row below the head only counts the columns: (1) (2) (3), A B 1 2."""
    numbers: list[int] = []
    count = 0
    for cell in cells:
        count += 1
        if cell.kind == "number" and cell.number == int(cell.number):
            numbers.append(int(cell.number))
            continue
        found = _ORDINAL.fullmatch(clean(cell.text)) if cell.kind == "text" else None
        if found is None:
            return False
        if found[1] and found[1].isdigit():
            numbers.append(int(found[1]))
    rising = all(b == a + 1 for a, b in pairwise(numbers))
    return count >= 3 and rising and (not numbers or numbers[0] <= 3)


@lru_cache(maxsize=5_000)
def is_signature(text: str) -> bool:
    """Whether a text belongs to the foot of a form: who signs, where and when, who receives."""
    return _is_signature(text[:_LONGEST_KEPT])


_LONGEST_KEPT = 600  # more than `fold` looks at, less than a cell may hold


@lru_cache(maxsize=20_000)
def _is_signature(text: str) -> bool:
    folded = fold(text.strip())
    return folded.startswith(_SIGNATURES) or _EMPTY_DATE.search(folded) is not None


@lru_cache(maxsize=5_000)
def is_head_line(text: str) -> bool:
    """Whether a line above a table is one that forms and letters carry there anyway."""
    folded = fold(text.strip())
    return _RULES.fullmatch(folded) is not None or folded.startswith(_HEAD_LINES)
