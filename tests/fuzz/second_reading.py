"""A second, simple reading of a mutated file, to judge the first by: what stands in which cell.

It shares no code with the intake but, for .xls, the library xlrd, in its plain mode. It decides
nothing: it only says what a cell holds.
"""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Raw:
    """What a cell holds: its text or number as written; whether its format shows a percentage."""

    text: str
    percent: bool = False


Grid = dict[Place, Raw]


def second_reading(kind: str, content: bytes, encoding: str = "utf-8") -> Grid:
    """Cells by (sheet, row, column) from 1; in a text the sheet has no name."""
    read = {"xlsx": _xlsx, "ods": _ods, "xls": _xls}.get(kind)
    return dict(read(content)) if read else dict(_text(content, encoding))


def _root(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)  # noqa: S314 - only what the intake has read is read again


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _named(element: ElementTree.Element, name: str) -> str | None:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _xlsx(content: bytes) -> Iterator[tuple[Place, Raw]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    strings = _strings(parts)
    percents = _percents(parts.get("xl/styles.xml"))
    targets = {
        r.attrib.get("Id", ""): posixpath.normpath(posixpath.join("xl", r.attrib.get("Target", "")))
        for r in _root(parts["xl/_rels/workbook.xml.rels"])
    }
    for sheet in _root(parts["xl/workbook.xml"]).iter():
        part = parts.get(targets.get(_named(sheet, "id") or "", "").replace("xl//xl", "xl"))
        if _tag(sheet) != "sheet" or part is None:
            continue
        row = 0
        for element in _root(part).iter():
            if _tag(element) == "row":
                row, column = int(element.attrib.get("r", row + 1)), 0
            elif _tag(element) == "c":
                found = re.fullmatch(r"([A-Z]+)(\d+)", element.attrib.get("r", ""))
                column = _column(found[1]) if found else column + 1
                raw = Raw(_cell_text(element, strings), element.attrib.get("s") in percents)
                yield (sheet.attrib.get("name", ""), int(found[2]) if found else row, column), raw


def _cell_text(cell: ElementTree.Element, strings: list[str]) -> str:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return "".join(t.text or "" for t in cell.iter() if _tag(t) == "t")
    text = next((v.text or "" for v in cell if _tag(v) == "v"), "")
    return strings[int(text)] if kind == "s" and text else text


def _strings(parts: dict[str, bytes]) -> list[str]:
    name = next((n for n in parts if n.lower() == "xl/sharedstrings.xml"), None)
    if name is None:
        return []
    return [
        "".join(t.text or "" for t in item.iter() if _tag(t) == "t") for item in _root(parts[name])
    ]


def _percents(part: bytes | None) -> set[str | None]:
    if part is None:
        return set()
    root = _root(part)
    codes = {e.attrib.get("numFmtId"): e.attrib.get("formatCode", "") for e in root.iter()
             if _tag(e) == "numFmt"}  # fmt: skip
    xfs = next((e for e in root if _tag(e) == "cellXfs"), ())
    ids = [x.attrib.get("numFmtId", "0") for x in xfs]
    return {str(n) for n, i in enumerate(ids) if i in ("9", "10") or "%" in codes.get(i, "")}


def _ods(content: bytes) -> Iterator[tuple[Place, Raw]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = _root(archive.read("content.xml"))
    for table in root.iter():
        if _tag(table) != "table":
            continue
        row = 0
        for line in (e for e in table.iter() if _tag(e) == "table-row"):
            cells = list(_ods_row(line))
            for again in range(min(int(_named(line, "number-rows-repeated") or 1), 3000)):
                for column, raw in cells:
                    yield (_named(table, "name") or "", row + 1 + again, column), raw
            row += int(_named(line, "number-rows-repeated") or 1)


def _ods_row(line: ElementTree.Element) -> Iterator[tuple[int, Raw]]:
    column = 0
    for cell in line:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        count = int(_named(cell, "number-columns-repeated") or 1)
        kind = _named(cell, "value-type")
        shown = "\n".join("".join(_words(p)) for p in cell if _tag(p) == "p")
        told = _named(cell, "date-value") if kind == "date" else _named(cell, "value")
        raw = Raw(told if kind not in ("string", None) and told else shown, kind == "percentage")
        for _ in range(min(count, 200)):
            column += 1
            yield column, raw
        column += max(0, count - 200)


def _words(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield " " if _tag(child) in ("s", "tab", "line-break") else "".join(_words(child))
        yield child.tail or ""


def _xls(content: bytes) -> Iterator[tuple[Place, Raw]]:
    import xlrd

    book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row), 1):
                yield (sheet.name, row + 1, column), Raw(str(cell.value))


def _text(content: bytes, encoding: str) -> Iterator[tuple[Place, Raw]]:
    text = content.decode(encoding, "replace").removeprefix("\ufeff")
    quoted = text.count('"') % 2 == 0
    for separator in ",;\t":
        lines = (
            csv.reader(io.StringIO(text, newline=""), delimiter=separator)
            if quoted
            else (line.split(separator) for line in re.split(r"\r\n|\r|\n", text))
        )
        at = 1
        for fields in lines:
            for column, written in enumerate(fields, 1):
                yield (separator, at, column), Raw(written)
            at = lines.line_num + 1 if quoted else at + 1  # type: ignore[union-attr]
