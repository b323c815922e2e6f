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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from tests.fuzz.looks import FORMATS, ODS_FORMATS

Place = tuple[str, int, int]
_MOVED = (1, 2)  # above and below the line in .xls; what else stands there no program shows


@dataclass(frozen=True, slots=True)
class Raw:
    """What a cell holds: its text or number as written; whether its format shows a percentage;
    whether characters of it are raised, lowered or struck out (`marked`), or struck out; what a
    format that the fuzzing put there makes of it (`kind`: number, percent, dated, secret)."""

    text: str
    percent: bool = False
    marked: bool = False
    struck: bool = False
    kind: str = ""


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
    looks = _looks(parts.get("xl/styles.xml"))
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
                text, runs = _cell_text(element, strings)
                own, kind = looks.get(element.attrib.get("s") or "0", (set(), None))
                said = (runs - {"own"}) | (own if "own" in runs else set())
                raw = Raw(text, element.attrib.get("s") in percents, bool(said),
                          "strike" in said, _kind(kind, text))  # fmt: skip
                yield (sheet.attrib.get("name", ""), int(found[2]) if found else row, column), raw


def _cell_text(
    cell: ElementTree.Element, strings: list[tuple[str, set[str]]]
) -> tuple[str, set[str]]:
    """The text of a cell, and the marks of its runs; `own` if some are in the cell's own font."""
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        inline = next((e for e in cell if _tag(e) == "is"), None)
        return ("", {"own"}) if inline is None else _runs(inline)
    text = next((v.text or "" for v in cell if _tag(v) == "v"), "")
    return strings[int(text)] if kind == "s" and text else (text, {"own"})


def _runs(item: ElementTree.Element) -> tuple[str, set[str]]:
    said: set[str] = set()
    for run in item:
        text = "".join(t.text or "" for t in run.iter() if _tag(t) == "t")
        about = next((e for e in run if _tag(e) == "rPr"), None) if _tag(run) == "r" else None
        if text.strip():
            said |= {"own"} if about is None else _marks(about)
    return "".join(t.text or "" for t in item.iter() if _tag(t) == "t"), said


def _marks(about: ElementTree.Element) -> set[str]:
    """What a font says of its characters."""
    found = set()
    for element in about:
        value = element.attrib.get("val", "1")
        if _tag(element) == "strike" and value not in ("0", "false"):
            found.add("strike")
        if _tag(element) == "vertAlign" and value in ("superscript", "subscript"):
            found.add(value)
    return found


def _looks(part: bytes | None) -> dict[str, tuple[set[str], Kind]]:
    """Of each style of cells the marks of its font, and what its format makes of a number."""
    if part is None:
        return {}
    root = _root(part)
    codes = {e.attrib.get("numFmtId"): e.attrib.get("formatCode", "") for e in root.iter()
             if _tag(e) == "numFmt"}  # fmt: skip
    fonts = [_marks(e) for e in next((e for e in root if _tag(e) == "fonts"), ())]
    xfs = next((e for e in root if _tag(e) == "cellXfs"), ())
    found = {}
    for number, xf in enumerate(xfs):
        at = int(xf.attrib.get("fontId") or 0)
        kind = FORMATS.get(codes.get(xf.attrib.get("numFmtId"), ""))
        found[str(number)] = (fonts[at] if 0 <= at < len(fonts) else set(), kind)
    return found


Kind = Callable[[float], str] | None


def _kind(kind: Kind, text: str) -> str:
    try:
        return kind(float(text)) if kind is not None else ""
    except ValueError:
        return ""


def _strings(parts: dict[str, bytes]) -> list[tuple[str, set[str]]]:
    name = next((n for n in parts if n.lower() == "xl/sharedstrings.xml"), None)
    return [] if name is None else [_runs(item) for item in _root(parts[name])]


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
    looks = _ods_looks(root)
    for table in root.iter():
        if _tag(table) != "table":
            continue
        row = 0
        for line in (e for e in table.iter() if _tag(e) == "table-row"):
            cells = list(_ods_row(line, looks))
            for again in range(
                min(int(_named(line, "number-rows-repeated") or 1), 3000) if cells else 0
            ):
                for column, raw in cells:
                    yield (_named(table, "name") or "", row + 1 + again, column), raw
            row += int(_named(line, "number-rows-repeated") or 1)


def _ods_looks(root: ElementTree.Element) -> dict[str, tuple[set[str], str]]:
    """Of each style that the document's body names itself: its marks, and its number format."""
    found = {}
    for style in root.iter():
        if _tag(style) != "style":
            continue
        said = set()
        for about in style:
            line = _named(about, "text-line-through-style")
            position = _named(about, "text-position")
            if line and line != "none":
                said.add("strike")
            if position and position.startswith("super"):
                said.add("superscript")
        found[_named(style, "name") or ""] = (said, _named(style, "data-style-name") or "")
    return found


def _ods_row(
    line: ElementTree.Element, looks: dict[str, tuple[set[str], str]]
) -> Iterator[tuple[int, Raw]]:
    column = 0
    for cell in line:
        if _tag(cell) not in ("table-cell", "covered-table-cell"):
            continue
        count = int(_named(cell, "number-columns-repeated") or 1)
        kind = _named(cell, "value-type")
        shown = "\n".join("".join(_words(p)) for p in cell if _tag(p) == "p")
        told = _named(cell, "date-value") if kind == "date" else _named(cell, "value")
        text = told if kind not in ("string", None) and told else shown
        said, style = looks.get(_named(cell, "style-name") or "", (set(), ""))
        spans = [e for e in cell.iter() if _tag(e) == "span" and "".join(_words(e)).strip()]
        said = said.union(*(looks.get(_named(s, "style-name") or "", (set(), ""))[0]
                            for s in spans))  # fmt: skip
        own = ODS_FORMATS[style][1] if style in ODS_FORMATS and kind == "float" else None
        seen = bool(shown.strip())
        raw = Raw(text, kind == "percentage", bool(said) and seen, "strike" in said and seen,
                  _kind(own, text))  # fmt: skip
        if text.strip():
            yield from ((column + n, raw) for n in range(1, min(count, 200) + 1))
        column += count


def _words(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield " " if _tag(child) in ("s", "tab", "line-break") else "".join(_words(child))
        yield child.tail or ""


def _xls(content: bytes) -> Iterator[tuple[Place, Raw]]:
    import xlrd

    book = xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), ragged_rows=True, formatting_info=True
    )
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column, cell in enumerate(sheet.row(row), 1):
                seen = bool(str(cell.value).strip())
                font, code = _xls_look(book, cell.xf_index)
                kind = "dated" if cell.ctype == xlrd.XL_CELL_DATE else ""
                yield (
                    (sheet.name, row + 1, column),
                    Raw(str(cell.value), "%" in code,
                        bool(font.struck_out or font.escapement in _MOVED) and seen,
                        bool(font.struck_out) and seen, kind),
                )  # fmt: skip


def _xls_look(book: Any, number: int) -> tuple[Any, str]:
    """The font and the code of the format of a style; a lost one is the first, or none."""
    style = book.xf_list[number if 0 <= number < len(book.xf_list) else 0]
    known = book.format_map.get(style.format_key)
    at = style.font_index
    font = book.font_list[at if 0 <= at < len(book.font_list) else 0]
    return font, known.format_str if known else ""


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
