"""Reads .xlsx and .xlsm as far as a form needs it: values, formulas, errors, formats, names.

Libraries hide errors and formulas that nobody computed, or lose number formats; a form's
meaning hangs on them. Nothing is resolved, fetched or run; cells are kept sparse, so that a far
cell costs nothing, and is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import error as ZlibError

from lxml import etree

from kpi.intake import limits
from kpi.intake.grid import Cell, Format, Refused, Row, Sheet, Workbook
from kpi.intake.legacy_fonts import Converter, converter_for
from kpi.intake.number_formats import format_of

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_NAMES = ("kpi_plan", "kpi_unit", "kpi_period", "kpi_version")
_ONE_CELL = re.compile(r"^(?:'((?:[^']|'')+)'|([^!']+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False,
                   "load_dtd": False, "remove_comments": True, "remove_pis": True}  # fmt: skip

SharedText = str | tuple[tuple[str, str | None], ...]
Style = tuple[Format, Converter | None]
PLAIN_STYLE: Style = ("general", None)


def read_xlsx(path: Path) -> Workbook:
    """The workbook of a file that the guard let in; raises Refused if it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reading(archive).workbook()
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError):
        raise Refused("unreadable_file", "truncated") from None
    except (etree.XMLSyntaxError, KeyError, ValueError, OverflowError, LookupError):
        raise Refused("unreadable_file", "damaged") from None


def parse_xml(data: bytes) -> Any:
    """The root of a part; a document type or entity of any kind is refused."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused("unsafe_file", "entities")
    root = etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
    if root.getroottree().docinfo.doctype:
        raise Refused("unsafe_file", "entities")
    return root


class _Reading:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members = set(archive.namelist())
        self.shared: list[SharedText] | None = None

    def part(self, name: str) -> bytes:
        return self.archive.read(name)

    def workbook(self) -> Workbook:
        root = parse_xml(self.part("xl/workbook.xml"))
        ns = _namespace(root)
        targets = self._targets()
        properties = root.find(f"{ns}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        styles = _styles(self.part("xl/styles.xml")) if "xl/styles.xml" in self.members else ()
        listed = root.findall(f"{ns}sheets/{ns}sheet")
        if len(listed) > limits.SHEETS:
            raise Refused("unsafe_file", "many_sheets", most=limits.SHEETS)
        names = _defined_names(root, ns, [s.get("name", "") for s in listed])
        sheets = []
        for element in listed:
            target = targets.get(element.get(_REL) or element.get(_REL_STRICT) or "")
            if target is None or target not in self.members or "worksheets/" not in target:
                continue  # a chart sheet, a macro sheet, or a part that is gone
            title = element.get("name", "")
            rows = self._rows(self.part(target), styles)
            hidden = element.get("state", "visible") != "visible"
            sheets.append(Sheet(title, rows, hidden, names.get(title, {})))
        return Workbook(tuple(sheets), since_1904)

    def _targets(self) -> Mapping[str, str]:
        root = parse_xml(self.part("xl/_rels/workbook.xml.rels"))
        return {r.get("Id", ""): _resolved(r.get("Target", "")) for r in root}

    def _shared(self) -> list[SharedText]:
        if self.shared is None:
            found = next((m for m in self.members if m.lower() == "xl/sharedstrings.xml"), None)
            self.shared = _shared_strings(self.part(found)) if found else []
        return self.shared

    def _rows(self, data: bytes, styles: tuple[Style, ...]) -> Mapping[int, Row]:
        root = parse_xml(data)
        ns = _namespace(root)
        sheet_data = root.find(f"{ns}sheetData")
        if sheet_data is None:
            return {}
        if data.count(b"<c ") + data.count(b"<c>") > limits.SHEET_CELLS:
            raise Refused("unsafe_file", "many_cells", most=limits.SHEET_CELLS)
        cells = _CellReader(ns, styles, self._shared)
        rows: dict[int, dict[int, Cell]] = {}
        number = 0
        for row in sheet_data:
            number = int(row.get("r", number + 1))
            found = cells.read_row(row, number)
            if found:
                rows.setdefault(number, {}).update(found)
        return rows


class _CellReader:
    """Turns `<c>` elements into cells; a blank one, styled or not, is none."""

    def __init__(
        self, ns: str, styles: tuple[Style, ...], shared: Callable[[], list[SharedText]]
    ) -> None:
        self.value, self.formula, self.inline = f"{ns}v", f"{ns}f", f"{ns}is"
        self.ns, self.styles, self.shared = ns, styles, shared

    def read_row(self, row: Any, number: int) -> dict[int, Cell]:
        found: dict[int, Cell] = {}
        column = 0
        for element in row:
            reference = element.get("r")
            at = number
            if reference is None:
                column += 1
            else:
                column, at = _split(reference)
            if len(element) == 0:
                continue
            cell = self.read(element)
            if cell is None:
                continue
            if column > limits.SHEET_COLUMNS or number > limits.SHEET_ROWS or at != number:
                raise Refused("unsafe_file", "far_cell", cell=reference or "?")
            found[column] = cell
        return found

    def read(self, element: Any) -> Cell | None:
        value: str | None = None
        inline: Any = None
        formula = False
        for child in element:
            tag = child.tag
            if tag == self.value:
                value = child.text
            elif tag == self.formula:
                formula = True
            elif tag == self.inline:
                inline = child
        style = element.get("s")
        form, legacy = self._style(style) if style is not None else PLAIN_STYLE
        kind = element.get("t", "n")
        if kind == "s":
            if value is None:
                return None
            return _text(_joined(self.shared()[int(value)], legacy), formula)
        if kind == "inlineStr":
            return None if inline is None else _text(_joined(_runs(inline, self.ns), legacy), False)
        if value is None:
            return Cell("no_value", formula=True) if formula and kind != "str" else None
        if kind == "n":
            return Cell("number", "", _finite(value), form, formula)
        if kind == "str":
            return _text(legacy(value) if legacy else value, formula)
        if kind == "b":
            return Cell("bool", "", float(value in ("1", "true")), formula=formula)
        if kind == "e":
            return Cell("error", value, formula=formula)
        if kind == "d":
            return Cell("text", value[:10], formula=formula)
        raise ValueError(kind)

    def _style(self, index: str) -> Style:
        number = int(index)
        return self.styles[number] if 0 <= number < len(self.styles) else PLAIN_STYLE


def _text(text: str, formula: bool) -> Cell | None:
    return Cell("text", _unescaped(text), formula=formula) if text.strip() else None


def _finite(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError(text)
    return number


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 0xD800 else "", text)


def _joined(text: SharedText, legacy: Converter | None) -> str:
    if isinstance(text, str):
        return legacy(text) if legacy else text
    parts = []
    for run, font in text:
        converter = converter_for(font) if font is not None else legacy
        parts.append(converter(run) if converter else run)
    return "".join(parts)


def _namespace(root: Any) -> str:
    tag = str(root.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def _resolved(target: str) -> str:
    parts: list[str] = []
    for part in ([] if target.startswith("/") else ["xl"]) + target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _split(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference)
    return column_number(found[1]), int(found[2])


@lru_cache(maxsize=2_000)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _defined_names(
    root: Any, ns: str, titles: list[str]
) -> Mapping[str, dict[str, tuple[int, int]]]:
    """Names of ours by the sheet that they point at; a lost reference (#REF!) is no name."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for element in root.iterfind(f"{ns}definedNames/{ns}definedName"):
        name = element.get("name", "").lower()
        if name not in _NAMES:
            continue
        place = _ONE_CELL.match((element.text or "").strip())
        if not place:
            continue
        title = (place[1] or place[2]).replace("''", "'")
        if title in titles:
            found.setdefault(title, {})[name] = (int(place[4]), column_number(place[3]))
    return found


def _shared_strings(data: bytes) -> list[SharedText]:
    root = parse_xml(data)
    ns = _namespace(root)
    if len(root) > limits.SHARED_STRINGS:
        raise Refused("unsafe_file", "many_cells", most=limits.SHARED_STRINGS)
    text = f"{ns}t"
    found: list[SharedText] = []
    for item in root:
        if len(item) == 1 and item[0].tag == text:
            found.append(item[0].text or "")
        else:
            found.append(_runs(item, ns))
    return found


def _runs(item: Any, ns: str) -> SharedText:
    """Rich text as runs with the font that each names; phonetic guides are left out."""
    runs: list[tuple[str, str | None]] = []
    for child in item:
        if child.tag == f"{ns}t":
            runs.append((child.text or "", None))
        elif child.tag == f"{ns}r":
            text = child.find(f"{ns}t")
            font = child.find(f"{ns}rPr/{ns}rFont")
            content = text.text if text is not None and text.text else ""
            runs.append((content, None if font is None else font.get("val")))
    return tuple(runs)


@lru_cache(maxsize=16)
def _styles(data: bytes) -> tuple[Style, ...]:
    """What each cell style says: forms of one writer share this part, so it is kept."""
    root = parse_xml(data)
    ns = _namespace(root)
    codes = {
        int(f.get("numFmtId", "0")): f.get("formatCode", "")
        for f in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    fonts = [
        converter_for(name.get("val", "") if (name := f.find(f"{ns}name")) is not None else "")
        for f in root.iterfind(f"{ns}fonts/{ns}font")
    ]
    found: list[Style] = []
    for xf in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        number, font = int(xf.get("numFmtId", "0")), int(xf.get("fontId", "0"))
        legacy = fonts[font] if 0 <= font < len(fonts) else None
        found.append((format_of(number, codes.get(number)), legacy))
    return tuple(found)
