"""The counter above a form's table: how many input cells are still blank, as they are filled.

One rule: it stands outside the table and is a number that its format puts into words, so that
nobody who reads the form takes it for a figure or a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kpi.words import say
from reports.forms.entries import Entry
from reports.forms.rows import Heading, Row
from reports.forms.sheet import Sheet
from reports.forms.table import Table

LONGEST_FORMULA = 8_000  # Excel takes 8,192 characters
LETTERS = "H"  # of the column of values


def write_counter(sheet: Sheet, table: Table, row: int, columns: tuple[int, int]) -> None:
    """The counter over some columns of a row; a form of more ratios than a formula can name has
    none."""
    formula = "=" + "+".join(_terms(table))
    look = sheet.styles.worded("counter", number_format(table.locale))
    sheet.page.merge_range(row, columns[0], row, columns[1], "", look)
    if len(formula) <= LONGEST_FORMULA:
        sheet.page.write_formula(row, columns[0], formula, look, blank_cells(table))


def number_format(locale: str) -> str:
    """`Đã ghi đủ` for 0, else `Chưa ghi đủ: còn 12 ô`."""
    before, _, after = say("forms.head.blank_cells", locale).partition("{count}")
    return f'[=0]"{say("forms.head.no_blank_cells", locale)}";"{before}"0"{after}"'


def _terms(table: Table) -> Iterator[str]:
    """What is summed: runs of input cells, and of each ratio its two parts, unless an answer was
    typed in the ratio's own row."""
    run: list[int] = []
    for number, line in enumerate(table.lines, start=table.top + 2):
        if isinstance(line, Row) and line.part is None and not line.is_ratio:
            run.append(number)
            continue
        if run:
            yield _blank(run[0], run[-1])
            run = []
        if isinstance(line, Row) and line.is_ratio:
            yield f'IF({LETTERS}{number}="",{_blank(number + 1, number + 2)},0)'
    if run:
        yield _blank(run[0], run[-1])


def _blank(first: int, last: int) -> str:
    return f"COUNTBLANK({LETTERS}{first}:{LETTERS}{last})"


def blank_cells(table: Table) -> int:
    """What the counter says of a form as it is written."""
    rows = [line for line in table.lines if not isinstance(line, Heading)]
    entries = table.entries
    return sum(
        not line.is_ratio and _is_blank(entries, line.code) and not _is_answered(line, entries)
        for line in rows
    )


def _is_blank(entries: Mapping[str, Entry], code: str) -> bool:
    return code not in entries or entries[code].value in (None, "")


def _is_answered(line: Row, entries: Mapping[str, Entry]) -> bool:
    """Whether a part of a ratio needs nothing, because the ratio's own row has an answer."""
    return line.part is not None and not _is_blank(entries, line.indicator.id)
