"""A cell's text as a person sees it in the sheet, near enough to find it again."""

from __future__ import annotations

from decimal import Decimal

from kpi.workbooks.grid import Cell
from kpi.workbooks.serial_days import from_serial
from kpi.workbooks.text import clean

_LONGEST = 300
_EXACT = 1e15  # whole numbers below it are exact as they are


def as_written(cell: Cell, since_1904: bool = False) -> str:  # noqa: PLR0911 - one return for each thing a cell can say
    if cell.kind == "number" and cell.format == "general" and not cell.shown:
        return figure(cell.number)
    if cell.kind == "text":
        text = clean(cell.text)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    if cell.kind in ("error", "merged"):
        return cell.text
    if cell.kind == "bool":
        return "TRUE" if cell.number else "FALSE"
    if cell.kind == "no_value":
        return "="
    if cell.shown:
        return cell.shown
    if cell.format == "date":
        day = from_serial(cell.number, since_1904=since_1904)
        if day is not None:
            return f"{day.day}/{day.month}/{day.year}"
    if cell.format == "percent":
        return figure(Decimal(repr(cell.number)) * 100) + "%"
    return figure(cell.number) + ("%" if cell.format == "percent_sign" else "")


def figure(number: float | Decimal, locale: str = "vi") -> str:
    """A number with a decimal comma (vi) or dot (en), ungrouped, in its shortest form."""
    if isinstance(number, float) and abs(number) < _EXACT and number == int(number):
        return str(int(number))
    exact = Decimal(repr(number)) if isinstance(number, float) else number
    text = f"{exact.normalize():f}"
    if text == "-0":
        text = "0"
    return text.replace(".", ",") if locale == "vi" else text


def period_of(cell: Cell | None) -> str:
    """A cell as it names a period: the month of a date that shows no day, else its text."""
    return month_of(cell) or text_of(cell)


def month_of(cell: Cell | None) -> str:
    """The month that a date's cell names; empty for every other cell."""
    return cell.text if cell is not None and cell.kind == "number" else ""


def head_of(cell: Cell) -> str:
    """A cell as the head of a column: its text, or what a date shows. Empty for figures."""
    if cell.kind == "text":
        return cell.text
    dated = cell.kind == "number" and cell.format in ("date", "month")
    return period_of(cell) if dated else ""


def text_of(cell: Cell | None) -> str:
    """A cell as text, a whole number without decimals, a date as its day."""
    if cell is None or cell.kind in ("error", "no_value"):
        return ""
    if cell.kind == "text":
        return clean(cell.text)
    if cell.shown or cell.format == "date":
        return as_written(cell)
    if cell.kind == "number":
        whole = cell.number == int(cell.number) if abs(cell.number) < 1e15 else False
        return str(int(cell.number)) if whole else repr(cell.number)
    return clean(cell.text)
