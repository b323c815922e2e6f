"""Reads .ods (LibreOffice, Google Sheets) into the cells of every other reader."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zlib import error as ZlibError

from lxml import etree

from kpi.intake import limits
from kpi.intake.grid import Cell, Format, Refused, Row, Sheet, Workbook
from kpi.intake.ooxml_parts import column_number, parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ADDRESS = re.compile(r"^\$?(?:'((?:[^']|'')+)'|([^'.]+))\.\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")
_ERRORS = re.compile(r"#[A-Z0-9/!?]+|Err:\d+")
_EPOCH = date(1899, 12, 30)


def read_ods(path: Path) -> Workbook:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = "META-INF/manifest.xml"
            listed = archive.read(manifest) if manifest in archive.namelist() else b""
            if b"encryption-data" in listed:
                raise Refused("password_protected", "password_protected")
            root = parse_xml(archive.read("content.xml"))
        return _workbook(root)
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Refused("unreadable_file", "truncated") from None
    except (etree.XMLSyntaxError, KeyError, ValueError, OverflowError, LookupError, TypeError):
        raise Refused("unreadable_file", "damaged") from None


def _workbook(root: Any) -> Workbook:
    hidden = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iterfind(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    names = _names(root)
    sheets = []
    for table in root.iter(f"{_TABLE}table"):
        title = table.get(f"{_TABLE}name", "")
        rows = dict(_rows(table))
        is_hidden = table.get(f"{_TABLE}style-name") in hidden
        sheets.append(Sheet(title, rows, is_hidden, names.get(title, {})))
    return Workbook(tuple(sheets))


def _names(root: Any) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for named in root.iter(f"{_TABLE}named-range"):
        name = named.get(f"{_TABLE}name", "").lower()
        place = _ADDRESS.match(named.get(f"{_TABLE}cell-range-address", ""))
        if name.startswith("kpi_") and place:
            title = (place[1] or place[2]).replace("''", "'")
            found.setdefault(title, {})[name] = (int(place[4]), column_number(place[3]))
    return found


def _rows(table: Any) -> Iterator[tuple[int, Row]]:
    number, count = 0, 0
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        row = dict(_cells(element))
        if row:
            count += len(row) * repeated
            if number + repeated > limits.SHEET_ROWS or count > limits.SHEET_CELLS:
                raise Refused("unsafe_file", "far_cell", cell=str(number + repeated))
            for at in range(number + 1, number + repeated + 1):
                yield at, row
        number += repeated


def _cells(row: Any) -> Iterator[tuple[int, Cell]]:
    column = 0
    for element in row:
        if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
        cell = _cell(element)
        if cell is not None:
            if column + repeated > limits.SHEET_COLUMNS:
                raise Refused("unsafe_file", "far_cell", cell=str(column + repeated))
            for at in range(column + 1, column + repeated + 1):
                yield at, cell
        column += repeated


def _cell(element: Any) -> Cell | None:
    formula = element.get(f"{_TABLE}formula") is not None
    text = "\n".join("".join(p.itertext()) for p in element.iterfind(f"{_TEXT}p"))
    failed = element.get(f"{_EXTENDED}value-type") == "error"
    if failed or (formula and _ERRORS.fullmatch(text)):
        return Cell("error", text, formula=formula)
    kind = element.get(f"{_OFFICE}value-type")
    if kind is None and formula and not text:
        return Cell("no_value", formula=True)
    return _valued(element, kind or "string", text, formula)


def _valued(element: Any, kind: str, text: str, formula: bool) -> Cell | None:
    match kind:
        case "float" | "currency":
            form: Format = "percent_sign" if text.rstrip().endswith("%") else "general"
            return Cell("number", "", _number(element), form, formula)
        case "percentage":
            return Cell("number", "", _number(element), "percent", formula)
        case "date":
            day = date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
            return Cell("number", "", float((day - _EPOCH).days), "date", formula)
        case "time":
            return Cell("number", "", 0.5, "date", formula)
        case "boolean":
            truth = element.get(f"{_OFFICE}boolean-value") == "true"
            return Cell("bool", "", float(truth), formula=formula)
    return Cell("text", text, formula=formula) if text.strip() else None


def _number(element: Any) -> float:
    number = float(element.get(f"{_OFFICE}value", ""))
    if number - number != 0:
        raise ValueError
    return number
