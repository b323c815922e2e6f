"""The words of the sheet `Thuyết minh`: headings with what the unit wrote below or beside them."""

from __future__ import annotations

import re

from kpi.workbooks.grid import Sheet
from kpi.workbooks.text import clean, key
from kpi.workbooks.written import text_of

_HEADINGS = tuple(
    key(h)
    for h in (
        "Kết quả nổi bật",
        "Tồn tại, hạn chế và nguyên nhân",
        "Nhiệm vụ trọng tâm kỳ tới",
        "Kiến nghị, đề xuất",
    )
)
_BEGINNINGS = frozenset(h[0] for h in _HEADINGS)
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})\s*[.)\-]\s*")
_LONGEST = 10_000
_LONGEST_HEADING = 200


def is_statement_sheet(name: str) -> bool:
    return key(name) in _SHEETS


def statements(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """(heading, text) in order; headings without text are left out. Lines stay as written."""
    found: list[tuple[str, list[str]]] = []
    for row in sheet.rows.values():
        for cell in row.values():
            raw = cell.text if cell.kind == "text" else text_of(cell)
            heading = (
                _NUMBERED.sub("", clean(raw)).rstrip(" :") if len(raw) <= _LONGEST_HEADING else ""
            )
            begins = _LETTER.search(heading)
            if begins and begins[0].casefold() in _BEGINNINGS and key(heading) in _HEADINGS:
                found.append((heading, []))
            elif found and raw.strip():
                found[-1][1].append(_lines(raw))
    return tuple((h, "\n".join(texts)[:_LONGEST]) for h, texts in found if texts)


def _lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines()).strip()


_SHEETS = (key("Thuyết minh"), key("Báo cáo thuyết minh"))
