"""Reads .csv in the encodings and with the separators that offices use; every cell is text."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from kpi.intake import limits
from kpi.intake.grid import Cell, Refused, Row, Sheet, Workbook
from kpi.intake.tables import Table, find_table

_SEPARATORS = (",", ";", "\t")
_HEAD_ROWS = 60


def read_csv(path: Path) -> Workbook:
    """One nameless sheet; raises Refused if the text cannot be decoded or has no table."""
    text = decode(path.read_bytes())
    best: tuple[int, str] | None = None
    for separator in _SEPARATORS:
        if separator not in text:
            continue
        head = _sheet(_split(_first_lines(text), separator))
        table = find_table(head)
        if table is not None and (best is None or _width(table) > best[0]):
            best = (_width(table), separator)
    if best is None:
        raise Refused("no_table", "no_table_csv")
    return Workbook((_sheet(_split(text, best[1])),), kind="csv")


def decode(data: bytes) -> str:
    """UTF-8 or UTF-16 with or without BOM, else Windows-1258; composed (NFC)."""
    for bom, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                          (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(bom):
            return _decoded(data, encoding)
    sample = data[:4000]
    if sample[1::2].count(0) > len(sample) // 4:
        return _decoded(data, "utf-16-le")
    if sample[0::2].count(0) > len(sample) // 4:
        return _decoded(data, "utf-16-be")
    if b"\x00" in data:
        raise Refused("unreadable_file", "no_text")
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return _decoded(data, "cp1258")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError:
        raise Refused("unreadable_file", "no_text") from None


def _first_lines(text: str) -> str:
    return "".join(io.StringIO(text).readlines()[:_HEAD_ROWS])


def _width(table: Table) -> int:
    return sum(len(columns) for columns in table.columns.values())


def _split(text: str, separator: str) -> Iterable[tuple[int, list[str]]]:
    """(line number, fields). Where quotes do not pair up, each line stands for itself."""
    if text.count('"') % 2:
        for number, line in enumerate(text.splitlines(), start=1):
            yield number, _one_line(line, separator)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for fields in reader:
            yield number, fields
            number = reader.line_num + 1
    except csv.Error:
        raise Refused("unreadable_file", "damaged") from None


def _one_line(line: str, separator: str) -> list[str]:
    if line.count('"') % 2:
        # the stray quote stays in its field, where it can be asked about
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _sheet(lines: Iterable[tuple[int, list[str]]]) -> Sheet:
    rows: dict[int, Row] = {}
    for number, fields in lines:
        if number > limits.CSV_ROWS:
            raise Refused("unsafe_file", "many_cells", most=limits.CSV_ROWS)
        if len(fields) > limits.SHEET_COLUMNS:
            raise Refused("unsafe_file", "far_cell", cell=str(number))
        row = {
            column: Cell("text", field)
            for column, field in enumerate(fields, start=1)
            if field.strip()
        }
        if row:
            rows[number] = row
    return Sheet("", rows)
