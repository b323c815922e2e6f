"""Reads .xls through calamine, which gives values and dates but no formats and no formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from kpi.intake import limits
from kpi.intake.grid import Cell, Refused, Row, Sheet, Workbook

_EPOCH = dt.date(1899, 12, 30)


def read_xls(path: Path) -> Workbook:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_path(path) as book:
            if len(book.sheets_metadata) > limits.SHEETS:
                raise Refused("unsafe_file", "many_sheets", most=limits.SHEETS)
            return Workbook(
                tuple(
                    Sheet(
                        about.name,
                        _rows(book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)),
                        about.visible != SheetVisibleEnum.Visible,
                    )
                    for about in book.sheets_metadata
                    if str(about.typ).endswith("WorkSheet")
                )
            )
    except PasswordError:
        raise Refused("password_protected", "password_protected") from None
    except (CalamineError, OSError, ValueError, IndexError):
        raise Refused("unreadable_file", "damaged") from None


def _rows(values: Sequence[Sequence[object]]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for number, line in enumerate(values, start=1):
        row = {
            column: cell
            for column, value in enumerate(line, start=1)
            if (cell := _cell(value)) is not None
        }
        if row:
            rows[number] = row
    return rows


def _cell(value: object) -> Cell | None:
    if isinstance(value, bool):
        return Cell("bool", "", float(value))
    if isinstance(value, int | float):
        return Cell("number", "", float(value))
    if isinstance(value, dt.datetime):
        return Cell("number", "", float((value.date() - _EPOCH).days), "date")
    if isinstance(value, dt.date):
        return Cell("number", "", float((value - _EPOCH).days), "date")
    if isinstance(value, dt.time | dt.timedelta):
        return Cell("number", "", 0.5, "date")
    text = str(value) if value is not None else ""
    return Cell("text", text) if text.strip() else None
