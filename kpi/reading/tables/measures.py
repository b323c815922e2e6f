"""The unit of measure that a form itself states: in the row, in the column's head, or above the
table (`Đơn vị tính: triệu đồng`). One that is not the plan's makes a figure another figure."""

from __future__ import annotations

import re
from functools import lru_cache

from kpi.reading.catalogue import Asked
from kpi.reading.cells.quantities import Scale, scale_of
from kpi.workbooks.grid import Sheet
from kpi.workbooks.text import clean, fold

_LINE = re.compile(
    r"^\(?\s*(?:đơn vị tính|đvt|đơn vị đo)\s*[:：]\s*(.{1,40}?)\s*\)?$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]")
_SCALE = re.compile(rf"^(?:{'|'.join(fold(w) for w in ('nghìn', 'ngàn', 'triệu', 'tỷ', 'tỉ'))}) ")
_MEASURED = frozenset(("count", "ratio", "score"))


def line_of(sheet: Sheet, before: int) -> str:
    """What a line above the table says of all its figures; nothing if no line does."""
    for number, row in sheet.rows.items():
        if number >= before:
            break
        for cell in row.values():
            if (
                cell.kind == "text"
                and len(cell.text) <= 80
                and (found := _LINE.match(clean(cell.text)))
            ):
                return found[1]
    return ""


def in_brackets(head: str) -> str:
    """What a column's head says in brackets: `Thực hiện trong kỳ (triệu đồng)`."""
    found = _IN_BRACKETS.findall(head)
    return clean(found[-1]) if found else ""


@lru_cache(maxsize=20_000)
def is_another(written: str, asked: Asked, part: str | None) -> bool:
    """Whether a stated unit of measure is certainly not the one that the plan asks for: another
    scale of the same unit, or a percentage of what is none. Other words may be other names."""
    text = clean(written).strip(" .-–…")
    if not text or asked.measure not in _MEASURED:
        return False
    scale = scale_of(text, asked, part)
    if not isinstance(scale, Scale):
        return asked.measure != "ratio" and _is_another_scale(text, asked)
    if scale.percent:
        return part is None and not asked.is_percent
    return scale.factor != 1


def _is_another_scale(text: str, asked: Asked) -> bool:
    """`triệu đồng` where the plan counts in `nghìn đồng`, `đồng` where it counts in millions."""
    said, wanted = fold(text), fold(asked.unit_of_measure)
    bare = [_SCALE.sub("", unit) for unit in (said, wanted)]
    return said != wanted and bare[0] == bare[1] != ""
