"""Compares our reading of a workbook with python-calamine's, cell by cell.

Where the two differ on purpose the reason has a name; a difference without one is a fault of ours,
or has to be looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kpi.reading.one_file import open_book
from kpi.workbooks.formatted import fifteen_digits
from kpi.workbooks.grid import Cell, Sheet, Workbook
from kpi.workbooks.guard import look_at
from kpi.workbooks.legacy_fonts import converter_for
from kpi.workbooks.marks import flat

Place = tuple[str, int, int]
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_MARCH_1900 = 61
_OLD = [converter_for(name) for name in (".VnTime", ".VnTimeH", "VNI-Times")]


@dataclass
class Compared:
    """Over some files: cells that both know alike, those that differ for a reason, and what
    differs without one; `unopened` the files that only ours opens."""

    files: int = 0
    sheets: int = 0
    cells: int = 0
    equal: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)


def compare(path: Path, name: str, into: Compared) -> None:
    """Adds what the two readers say of one workbook that ours accepts."""
    from python_calamine import CalamineError, CalamineWorkbook

    kind, package = look_at(path, name)
    ours = open_book(path, kind, package)
    try:
        other = CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        into.unopened.append(f"{name}: {error}")
        return
    into.files += 1
    into.sheets += len(ours.sheets)
    titles = [sheet.name for sheet in ours.sheets]
    if titles != list(other.sheet_names):
        into.differences.append(f"{name}: sheets {titles}, {other.sheet_names}")
        return
    for sheet in ours.sheets:
        values = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        theirs = dict(_filled(values))
        for at in sorted({*theirs, *_places(sheet)}):
            into.cells += 1
            said, value = sheet.at(*at), theirs.get(at)
            why = _why(said, value, ours, sheet, at, kind)
            if why == "":
                into.equal += 1
            elif why is None:
                into.differences.append(f"{name}: {sheet.name}!R{at[0]}C{at[1]} {said} {value!r}")
            else:
                into.reasons[why] += 1


def _filled(values: list[list[Any]]) -> Iterator[tuple[tuple[int, int], Any]]:
    for r, row in enumerate(values, 1):
        for c, value in enumerate(row, 1):
            if value != "" and value is not None:
                yield (r, c), value


def _places(sheet: Sheet) -> Iterator[tuple[int, int]]:
    for r, row in sheet.rows.items():
        for c in row:
            yield r, c


def _why(  # noqa: PLR0911 - one return for each reason, and what they look at
    said: Cell | None, value: Any, book: Workbook, sheet: Sheet, at: tuple[int, int], kind: str
) -> str | None:
    """Nothing for the same, the reason of a difference, None for one without a reason."""
    if said is None:
        if isinstance(value, str) and not value.strip():
            return "blanks alone are no content"
        covered = any(a <= at[0] <= c and b <= at[1] <= d for a, b, c, d in sheet.merged)
        return "covered by a merged cell" if covered else None
    match said.kind:
        case "error":
            return "the other gives errors as blanks" if value is None else _same(value, said.text)
        case "no_value":
            return "a formula without a value" if value is None or value in (0, 0.0, "") else None
        case "bool":
            return _same(value, bool(said.number))
        case "number" | "stale":
            return _of_number(said, value, book, kind)
    return _of_text(said, value, book)


def _same(value: Any, wanted: Any) -> str | None:
    return "" if value == wanted else None


def _of_number(said: Cell, value: Any, book: Workbook, kind: str) -> str | None:
    if kind == "ods" and said.format == "time":
        return "a time of an .ods is asked about, whatever it is"
    number = _number(value, book)
    if number is None:
        return None
    if number == said.number:
        return ""
    if isinstance(value, date) and number == said.number + 1 < _MARCH_1900:
        return "a day before 1/3/1900, which programs number differently"
    return "noise behind the 15th digit" if fifteen_digits(number) == said.number else None


def _number(value: Any, book: Workbook) -> float | None:
    """A value as a spreadsheet stores it."""
    start = _EPOCH_1904 if book.since_1904 else _EPOCH
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    if isinstance(value, timedelta):
        return value / timedelta(days=1)
    if isinstance(value, time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    if isinstance(value, datetime):
        return (value - start) / timedelta(days=1)
    if isinstance(value, date):
        return float((datetime(value.year, value.month, value.day) - start).days)
    return float(value)


def _of_text(said: Cell, value: Any, book: Workbook) -> str | None:
    if isinstance(value, str):
        return _of_two_texts(said.text, value.replace("\r\n", "\n"))
    number = _number(value, book)
    if said.shown and number is not None:
        return "a number whose characters have marks"
    return "words that a format adds" if number is not None and "mật" in said.text else None


def _of_two_texts(said: str, value: str) -> str | None:
    if value == said:
        return ""
    if "".join(flat(said).split()) == "".join(value.split()):
        return "marks of characters, and blanks"
    words = value.split(), said.split()
    if len(words[0]) == len(words[1]) and all(map(_is_the_same_word, *words)):
        return "a font of the years before Unicode"
    return "words that a format adds" if said.startswith(value) and "mật" in said else None


def _is_the_same_word(value: str, said: str) -> bool:
    return value == said or any(c is not None and c(value) == said for c in _OLD)
