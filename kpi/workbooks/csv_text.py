"""Reads .csv in the encodings and with the separators that offices use; every cell is text.

A line that has more fields than the head was split in the wrong place, and a last one that ends
before the others do was cut off: its figures are asked about.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kpi.workbooks import limits
from kpi.workbooks.grid import Cell, Refused, Row, Sheet, Workbook, place
from kpi.workbooks.refusals import NO_TABLE, UNREADABLE_FILE, UNSAFE_FILE
from kpi.workbooks.source import Source

_SEPARATORS = (",", ";", "\t")
_HEAD_ROWS = 60
_NAMED_SEPARATOR = re.compile(r'"?sep=([,;\t])"?(?=\r?\n|\r)')
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_SEVERAL_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")

_ONE_FIELD = re.compile(r'"(?:[^"]|"")*"')

Line = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Head:
    """Where the head of a table stands, how many columns it knows, and which of them (from 1) hold
    figures; `value_column` is the main one, 0 if there is none."""

    header_row: int
    last_header_row: int
    width: int
    figure_columns: frozenset[int]
    value_column: int


FindHead = Callable[[Sheet], Head | None]


def read_csv(path: Source, find_head: FindHead) -> Workbook:
    """One nameless sheet; `find_head` knows a table's head when it sees one.

    Without a table its first lines are kept, so that what is amiss with the head can be told.
    Raises Refused if the text cannot be decoded, or every line is one field in quotes."""
    text = decode(path.read_bytes())
    named = _NAMED_SEPARATOR.match(text)
    if named:  # Excel's own first line; it stays as an empty one, so that places are right
        text = text[named.end() :]
    found = _table_of(text, (named[1],) if named else _SEPARATORS, find_head)
    if found is None:
        bare = _without_line_quotes(text)
        quoted = bare is not None and _table_of(bare, _SEPARATORS, find_head) is not None
        if quoted:
            raise Refused(NO_TABLE, "lines_in_quotes")
        return Workbook((_sheet(_split(_first_lines(text), _most_frequent(text))),), kind="csv")
    separator, table = found
    return Workbook((_sheet(_in_place(text, separator, table)),), kind="csv")


def _most_frequent(text: str) -> str:
    head = _first_lines(text)
    return max(_SEPARATORS, key=head.count)


def _without_line_quotes(text: str) -> str | None:
    """The head of a text of which every line is one field in quotes, as it was before a program
    took the whole line for a field; None for any other."""
    lines = [line.strip(" ,;\t") for line in _LINE_ENDS.split(_first_lines(text))]
    found = [line for line in lines if line]
    if not found or not all(_ONE_FIELD.fullmatch(line) for line in found):
        return None
    return "\n".join(line[1:-1].replace('""', '"') for line in found)


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
    try:
        return _decoded(data, "utf-8")
    except Refused:
        if b"\x00" in data or _is_broken_utf8(data):
            raise
        return _decoded(data, "cp1258")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(UNREADABLE_FILE, "no_text") from None
    if "\x00" in text:
        raise Refused(UNREADABLE_FILE, "no_text")
    return unicodedata.normalize("NFC", text)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether letters of several bytes outnumber what breaks them: no text of one byte a letter."""
    whole = len(_SEVERAL_BYTES.findall(data))
    return whole > data.decode("utf-8", "replace").count("\ufffd")


def _table_of(text: str, separators: Iterable[str], find_head: FindHead) -> tuple[str, Head] | None:
    """The separator under which the head has most columns, and the table below it."""
    best: tuple[str, Head] | None = None
    for separator in separators:
        if separator not in text:
            continue
        head = _sheet(_split(_first_lines(text), separator))
        table = find_head(head)
        if table is not None and (best is None or table.width > best[1].width):
            best = separator, table
    return best


def _first_lines(text: str) -> str:
    at = 0
    for _ in range(_HEAD_ROWS):
        found = _LINE_ENDS.search(text, at)
        if found is None:
            return text
        at = found.end()
    return text[:at]


def _split(text: str, separator: str) -> Iterator[Line]:
    """(line number, fields). Where quotes do not pair up, each line stands for itself."""
    if text.count('"') % 2:
        for number, line in enumerate(_LINE_ENDS.split(text), start=1):
            yield number, _one_line(line, separator)
        return
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for fields in reader:
            yield number, fields
            number = reader.line_num + 1
    except csv.Error:
        raise Refused(UNREADABLE_FILE, "damaged") from None


def _one_line(line: str, separator: str) -> list[str]:
    if line.count('"') % 2:
        # the stray quote stays in its field, where it can be asked about
        return line.split(separator)
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many fields the head has, the columns of figures and the main one among them, and how
    many empty fields every line has beyond the head, as some programs write them; the line that
    was cut off, if any."""

    width: int
    figures: frozenset[int]
    value: int
    surplus: int
    cut: int


def _in_place(text: str, separator: str, table: Head) -> Iterator[Line]:
    """The lines; of one that has fields too many all from the first figure on is one."""
    shape = _shape(text, separator, table)
    for number, fields in _split(text, separator):
        if number > table.last_header_row and not _fits(number, fields, shape):
            first = min(shape.figures) - 1
            blank = [""] * (shape.value - 1 - first)
            yield number, [*fields[:first], *blank, _as_written(fields[first:], separator)]
        else:
            yield number, fields


def _shape(text: str, separator: str, table: Head) -> _Shape:
    figures = table.figure_columns
    width, longest = 0, set()
    for number, fields in _split(_first_lines(text), separator):
        if table.header_row <= number <= table.last_header_row:
            width = max(width, len(fields))
        elif number > table.last_header_row and any(f.strip() for f in fields):
            longest.add(len(fields))
    surplus = min(longest, default=width) - width if len(longest) == 1 else 0
    value = table.value_column or min(figures)
    cut = _cut_off(text, separator, table)
    return _Shape(width, figures, value, max(surplus, 0), cut)


def _cut_off(text: str, separator: str, table: Head) -> int:
    """The number of the last line if the file ends in the middle of it, else 0."""
    if text.endswith(("\n", "\r")):
        return 0
    lines = [(n, len(f)) for n, f in _split(text, separator) if n > table.last_header_row]
    return lines[-1][0] if len(lines) > 1 and lines[-1][1] < min(c for _, c in lines[:-1]) else 0


def _fits(number: int, fields: list[str], shape: _Shape) -> bool:
    if number == shape.cut:
        return False
    if len(fields) <= shape.width:
        return True
    if any(f.strip() for f in fields[shape.width :]) or len(fields) != shape.width + shape.surplus:
        return False
    last = [c for c in shape.figures if c + 1 not in shape.figures]
    return not any(_is_cut_number(fields, column - 1) for column in last)


def _is_cut_number(fields: list[str], at: int) -> bool:
    """Whether a figure goes on in the next field: 12,5 without quotes in a file with commas."""
    here, beside = fields[at].strip(), fields[at + 1].strip()
    return here[-1:].isdigit() and beside.isdigit()


def _as_written(fields: list[str], separator: str) -> str:
    # each in quotes: what was split apart must not be read as one number
    return separator.join(f'"{f}"' for f in fields if f.strip()) if any(fields) else ""


def _sheet(lines: Iterable[Line]) -> Sheet:
    rows: dict[int, Row] = {}
    count = 0
    for number, fields in lines:
        if number > limits.CSV_ROWS:
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.CSV_ROWS)
        if len(fields) > limits.SHEET_COLUMNS:
            raise Refused(UNSAFE_FILE, "far_cell", cell=place(number, len(fields)))
        row = {
            column: Cell("text", field)
            for column, field in enumerate(fields, start=1)
            if field.strip()
        }
        count += len(row)
        if count > limits.CSV_CELLS:
            raise Refused(UNSAFE_FILE, "many_cells", most=limits.CSV_CELLS)
        if row:
            rows[number] = row
    return Sheet("", rows, texts=True)
