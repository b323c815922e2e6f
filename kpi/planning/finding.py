"""Where a table of the plan's workbook begins, and which column holds which fact.

One rule: columns are found by their heads, wherever they stand, in either language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.plan.likely import fold, without_marks
from kpi.planning.layout import INDICATOR, Column, SheetKey, columns_of, heads_of, yearly
from kpi.planning.leaves import BASELINE, TARGETS, UNIT_TARGETS
from kpi.words import LOCALES
from kpi.workbooks.grid import Row, Sheet
from kpi.workbooks.written import as_written

_YEARLY = {TARGETS[0], UNIT_TARGETS[0]}
HEAD_ROWS = 60  # in which a table's head is looked for
_YEAR = re.compile(r"(?:.*\D)?((?:19|20|21)\d\d)\D*")
_ENDS_IN_A_YEAR = re.compile(r"(.*?)(?:\s+năm)?\s*\b((?:19|20|21)\d\d)", re.IGNORECASE)
_OF_A_YEAR = re.compile(r"ke hoach|\bkh\b|chi tieu|muc tieu|nam|target|plan|^\d{4}$")


@dataclass(frozen=True, slots=True)
class Head:
    """`texts` are the heads as they are written; where years stand in a second row, that is
    `last`. `baseline_year` is the one that the head of the baseline names."""

    row: int
    columns: Mapping[int, Column]
    others: tuple[int, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    last: int = 0
    baseline_year: int | None = None


def head_in(key: SheetKey, sheet: Sheet) -> Head | None:
    """The row of a sheet whose cells are heads of its columns, more of them than any other."""
    named = _names(key)
    best: Head | None = None
    for number, row in list(sheet.rows.items())[:HEAD_ROWS]:
        columns, others = _columns_in(key, row, named)
        if all(column.path[0] in _YEARLY for column in columns.values()):
            continue  # years stand in rows of their own too
        if len(columns) > (len(best.columns) if best else 1):
            texts = {at: as_written(cell) for at, cell in row.items()}
            best = Head(number, columns, others, texts, number, _baseline_year(columns, texts))
    return _with_years_below(key, sheet, best) if best else None


def _with_years_below(key: SheetKey, sheet: Sheet, head: Head) -> Head:
    """`Kế hoạch` over 2026, 2027, ...: a second row that holds nothing but years."""
    row = sheet.rows.get(head.row + 1, {})
    texts = {at: as_written(cell).strip() for at, cell in row.items()}
    texts = {at: text for at, text in texts.items() if text}
    years = {at: _year_column(key, text) for at, text in texts.items()}
    if not years or not all(years.values()) or not all(t.isdecimal() for t in texts.values()):
        return head
    base = next((at for at in years if at in head.columns and _is_baseline(head.columns[at])), 0)
    of_base = int(texts[base]) if years.pop(base, None) else head.baseline_year
    if years.keys() & head.columns.keys():
        return head
    columns = {**head.columns, **{at: column for at, column in years.items() if column}}
    others = tuple(at for at in head.others if at not in years)
    return Head(head.row, columns, others, {**head.texts, **texts}, head.row + 1, of_base)


def _is_baseline(column: Column) -> bool:
    return column.path == BASELINE


def _baseline_year(columns: Mapping[int, Column], texts: Mapping[int, str]) -> int | None:
    """The year in `Hiện trạng 2025`."""
    return next((year_in(texts[at]) for at, c in columns.items() if _is_baseline(c)), None)


def _names(key: SheetKey) -> dict[str, Column]:
    """Every spelling of a sheet's heads; for a list those of details too."""
    keys: tuple[SheetKey, ...] = ("indicators", "details") if key == "indicators" else (key,)
    columns = [c for k in keys for c in columns_of(k) if (not c.shown_only and c.path != INDICATOR)
               or k == key]  # fmt: skip
    found: dict[str, Column] = {}
    for locale in LOCALES:
        for column in columns:
            for head in heads_of(column, locale):
                found.setdefault(bare(head), column)
    return found


def bare(text: str) -> str:
    return fold(text.strip().strip("*:.()").strip())


def _columns_in(
    key: SheetKey, row: Row, named: Mapping[str, Column]
) -> tuple[dict[int, Column], tuple[int, ...]]:
    columns: dict[int, Column] = {}
    others = []
    for at, cell in row.items():
        text = cell.text if cell.kind == "text" else as_written(cell)
        column = named.get(bare(text)) or _dated_baseline(text, named) or _year_column(key, text)
        if column is None or column.path in {c.path for c in columns.values()}:
            others.append(at)
        else:
            columns[at] = column
    return columns, tuple(others)


def _dated_baseline(text: str, named: Mapping[str, Column]) -> Column | None:
    """`Hiện trạng 2025`, `Hiện trạng năm 2025`."""
    found = _ENDS_IN_A_YEAR.fullmatch(text.strip())
    column = named.get(bare(found[1])) if found else None
    return column if column and _is_baseline(column) else None


def _year_column(key: SheetKey, text: str) -> Column | None:
    """`Kế hoạch 2024`, `Chỉ tiêu năm 2024`, `2024`."""
    found = _YEAR.fullmatch(text.strip())
    if found is None or key not in {"indicators", "unit_targets"} or not _says_year(text):
        return None
    return yearly(UNIT_TARGETS if key == "unit_targets" else TARGETS, [int(found[1])])[0]


def year_in(text: str) -> int | None:
    """The one year that a head names."""
    found = _YEAR.fullmatch(text.strip())
    return int(found[1]) if found else None


def _says_year(text: str) -> bool:
    return _OF_A_YEAR.search(without_marks(text)) is not None
