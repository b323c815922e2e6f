"""Figures in merged cells: one number over the cells of several answers, or of none.

Only the first cell of a merged area holds anything; which of the answers that it covers is meant
cannot be seen, so each of them is asked about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kpi.reading.tables.entries import says_a_figure
from kpi.workbooks.grid import Cell, Row, Sheet, place
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.written import as_written

Place = tuple[int, int]


def figures_over_several(
    sheet: Sheet, rows: Mapping[int, Row], answers: Collection[int], columns: Collection[int]
) -> dict[Place, Cell]:
    """By (row, column) of each answer's cell that a merged area covers together with others: a
    cell of the kind `merged`, which shows the area. `answers` are the numbers of the rows that
    name an indicator, `columns` those of figures."""
    found: dict[Place, Cell] = {}
    for top, left, bottom, right in sheet.merged:
        row = rows.get(top)
        origin = None if row is None else row.get(left)
        if origin is None or origin.formula or not _is_figure(origin):
            continue
        covered = [
            (r, c)
            for c in columns
            if left <= c <= right
            for r in range(top, min(bottom, max(answers, default=0)) + 1)
            if r in answers
        ]
        if len(covered) > 1 or (covered and covered[0] != (top, left)):
            area = f"{place(top, left)}:{place(bottom, right)}"
            cell = Cell("merged", as_written(origin), shown=area)
            found.update(dict.fromkeys(covered, cell))
    return found


def _is_figure(cell: Cell) -> bool:
    secret = cell.kind == "text" and speaks_of_a_secret(cell.text)
    return says_a_figure(cell) and not secret
