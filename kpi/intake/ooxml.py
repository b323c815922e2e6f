"""Reads .xlsx and .xlsm as far as a form needs it: values, formulas, errors, formats, names.

Libraries hide errors and formulas that nobody computed, or lose number formats; a form's
meaning hangs on them. Nothing is resolved, fetched or run; cells are kept sparse, so that a far
cell costs nothing, and is refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from zlib import error as ZlibError

from lxml import etree

from kpi.intake import limits
from kpi.intake.grid import Cell, Refused, Row, Sheet, Workbook
from kpi.intake.ooxml_cells import CellReader
from kpi.intake.ooxml_parts import (
    SharedText,
    Style,
    defined_names,
    namespace_of,
    parse_xml,
    shared_strings,
    styles_of,
)

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def read_xlsx(path: Path) -> Workbook:
    """The workbook of a file that the guard let in; raises Refused if it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reading(archive).workbook()
    except (zipfile.BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Refused("unreadable_file", "truncated") from None
    except (etree.XMLSyntaxError, KeyError, ValueError, OverflowError, LookupError, TypeError):
        raise Refused("unreadable_file", "damaged") from None


class _Reading:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members = set(archive.namelist())
        self.shared: list[SharedText] | None = None

    def workbook(self) -> Workbook:
        root = parse_xml(self.archive.read("xl/workbook.xml"))
        ns = namespace_of(root)
        properties = root.find(f"{ns}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        listed = root.findall(f"{ns}sheets/{ns}sheet")
        if len(listed) > limits.SHEETS:
            raise Refused("unsafe_file", "many_sheets", most=limits.SHEETS)
        names = defined_names(root, ns, [s.get("name", "") for s in listed])
        targets = self._targets()
        styles = self._styles()
        sheets = []
        for element in listed:
            target = targets.get(element.get(_REL) or element.get(_REL_STRICT) or "")
            if target is None or target not in self.members or "worksheets/" not in target:
                continue  # a chart sheet, a macro sheet, or a part that is gone
            title = element.get("name", "")
            rows = self._rows(self.archive.read(target), styles)
            hidden = element.get("state", "visible") != "visible"
            sheets.append(Sheet(title, rows, hidden, names.get(title, {})))
        return Workbook(tuple(sheets), since_1904)

    def _targets(self) -> Mapping[str, str]:
        root = parse_xml(self.archive.read("xl/_rels/workbook.xml.rels"))
        return {r.get("Id", ""): _resolved(r.get("Target", "")) for r in root}

    def _styles(self) -> tuple[Style, ...]:
        name = "xl/styles.xml"
        return styles_of(self.archive.read(name)) if name in self.members else ()

    def _shared(self) -> list[SharedText]:
        if self.shared is None:
            found = next((m for m in self.members if m.lower() == "xl/sharedstrings.xml"), None)
            self.shared = shared_strings(self.archive.read(found)) if found else []
        return self.shared

    def _rows(self, data: bytes, styles: tuple[Style, ...]) -> Mapping[int, Row]:
        if data.count(b"<c ") + data.count(b"<c>") > limits.SHEET_CELLS:
            raise Refused("unsafe_file", "many_cells", most=limits.SHEET_CELLS)
        root = parse_xml(data)
        ns = namespace_of(root)
        cells = CellReader(ns, styles, self._shared)
        rows: dict[int, dict[int, Cell]] = {}
        number = 0
        for row in root.iterfind(f"{ns}sheetData/{ns}row"):
            number = int(row.get("r", number + 1))
            found = cells.read_row(row, number)
            if found:
                rows.setdefault(number, {}).update(found)
        # programs write rows and cells in order; a row put together by hand may not be
        return dict(sorted(rows.items()))


def _resolved(target: str) -> str:
    parts: list[str] = []
    for part in ([] if target.startswith("/") else ["xl"]) + target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
