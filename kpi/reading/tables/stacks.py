"""The texts of a table's head, column by column, when the head stands in several rows.

Merged areas say which heading covers which columns; where the merging was lost, a heading
covers the blank cells to its right that have a text of their own below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kpi.reading.tables.headers import elsewhere, role_of
from kpi.reading.vocabulary.period_words import head_period
from kpi.workbooks.grid import Row, Sheet
from kpi.workbooks.text import clean
from kpi.workbooks.written import head_of

_MOST_BELOW = 2
_FIGURE = re.compile(r"[-+]?\d[\d., ]*%?")
_LONGEST = 120
_IDS = ("kpi_plan", "kpi_unit", "kpi_period", "kpi_version")  # beside the head, no part of it

Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Stacks:
    """The texts above each column, from the top; `first` and `last` are the rows of the head."""

    texts: Mapping[int, tuple[str, ...]]
    first: int
    last: int


class Areas:
    """The merged areas of a sheet by the row that they begin in."""

    def __init__(self, sheet: Sheet) -> None:
        self.by_row: dict[int, list[Area]] = {}
        for area in sheet.merged:
            self.by_row.setdefault(area[0], []).append(area)

    def of(self, row: int, column: int) -> Area | None:
        """The area that begins in this cell."""
        return next((a for a in self.by_row.get(row, ()) if a[1] == column), None)


def stacks_at(
    sheet: Sheet, number: int, anchors: tuple[int, ...], areas: Areas,
    heads: Callable[[str], bool] = lambda _: False,
) -> Stacks:  # fmt: skip
    """The head whose row `number` has its main columns at `anchors`; `heads` tells what else may
    stand in its lower rows."""
    ids = {at[1] for name in _IDS if (at := sheet.names.get(name)) and at[0] == number}
    texts: dict[int, tuple[str, ...]] = {
        column: (text,)
        for column, cell in sheet.rows[number].items()
        if column not in ids and clean(text := head_of(cell))
    }
    first = number
    above = _headings_above(sheet, number, anchors, texts, areas)
    if above:
        first = number - 1
        texts = {column: (*above.get(column, ()), *own) for column, own in texts.items()}
    last = number
    while last < number + _MOST_BELOW:
        row = sheet.rows.get(last + 1)
        spanned = _deepest(areas, number) > last
        if row is None or not (_is_below(row, anchors, texts) and (spanned or _says(row, heads))):
            break
        texts = _joined(texts, row, last, areas)
        last += 1
    return Stacks(texts, first, last)


def _deepest(areas: Areas, number: int) -> int:
    return max((a[2] for a in areas.by_row.get(number, ())), default=number)


def _headings_above(
    sheet: Sheet, number: int, anchors: tuple[int, ...],
    texts: Mapping[int, tuple[str, ...]], areas: Areas,
) -> dict[int, tuple[str, ...]]:  # fmt: skip
    """Headings of groups in the row above, for a head whose main cells stand in its last row."""
    row = sheet.rows.get(number - 1)
    if row is None:
        return {}
    found: dict[int, tuple[str, ...]] = {}
    columns = sorted(texts)
    for column, cell in row.items():
        text = head_of(cell)
        if not clean(text) or len(text) > _LONGEST:
            continue
        area = areas.of(number - 1, column)
        if area is not None and area[3] > column:
            covered = [c for c in columns if column <= c <= area[3]]
        elif column in texts and column > min(anchors) and _groups(text):
            covered = _until_next(columns, column, row)
        else:
            continue
        if len(covered) < 2 or any(a in covered for a in anchors):
            continue
        found |= dict.fromkeys(covered, (text,))
    return found


def _until_next(columns: list[int], start: int, row: Row) -> list[int]:
    found: list[int] = []
    for column in columns:
        if column < start:
            continue
        if column > start and column in row:
            break
        found.append(column)
    return found


def _groups(text: str) -> bool:
    """Whether a text can head a group of columns of figures."""
    role = role_of(text)
    return (
        role in ("value", "target", "previous", "cumulated", "comparison")
        or elsewhere(text) is not None
        or head_period(text) is not None
    )


def _is_below(row: Row, anchors: tuple[int, ...], texts: Mapping[int, tuple[str, ...]]) -> bool:
    """Whether a row can be part of a head: only short texts, nothing below the main columns."""
    if any(anchor in row for anchor in anchors) or not row:
        return False
    texts_below = [head_of(c) for c in row.values()]
    if any(c.kind != "text" and not head_of(c) for c in row.values()):
        return False
    if any(len(t) > _LONGEST for t in texts_below):
        return False
    if any(_FIGURE.fullmatch(clean(t)) and not head_period(t) for t in texts_below):
        return False
    return min(row) >= min(texts)


def _says(row: Row, heads: Callable[[str], bool]) -> bool:
    """Whether a row says what only a head says."""
    return any(
        role_of(text) not in (None, "ordinal") or head_period(text) or heads(clean(text))
        for text in map(head_of, row.values())
    )


def _joined(
    texts: dict[int, tuple[str, ...]], row: Row, above: int, areas: Areas
) -> dict[int, tuple[str, ...]]:
    """The stacks with one more row of the head below them."""
    joined = dict(texts)
    for column, cell in row.items():
        own = clean(head_of(cell))
        if not own:
            continue
        over = texts.get(column)
        if over is None:
            left = max((c for c in texts if c < column), default=None)
            area = None if left is None else areas.of(above, left)
            if left is not None and (area is None or column <= area[3]) and left in row:
                over = texts[left]
        joined[column] = (*(over or ()), head_of(cell))
    return joined
