"""The workbook part of a sender's package: its sheets in order, and all that counts them.

A sheet put first moves every other: names of one sheet, the open tab and the list of titles
follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from reports.feedback import order
from reports.feedback.package import (
    DOCUMENT,
    DOCUMENT_STRICT,
    NotUnderstoodError,
    Package,
    namespace_of,
    parsed,
    serialized,
)
from reports.feedback.relations import ContentTypes, Relations
from reports.feedback.styles import PART as STYLES
from reports.feedback.titles import Titles

PART: Final = "xl/workbook.xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_TEMPLATES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": _MAIN,
    "application/vnd.ms-excel.template.macroEnabled.main+xml": _MACROS,
}
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_HEAD_BYTES = 65_536  # the views of a sheet stand before its cells
_SELECTED = re.compile(rb"(<(?:\w+:)?sheetView\b[^>]*?)\stabSelected\s*=\s*(?:\"[^\"]*\"|'[^']*')")

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it; `part` is empty where there are no cells."""

    title: str
    part: str
    element: Any


class Book:
    """A unit's workbook as it was sent, whose parts can be changed. Raises NotUnderstoodError."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.root = parsed(package.read(PART))
        self.ns = namespace_of(self.root)
        self.kinds = DOCUMENT_STRICT if self.ns == _STRICT else DOCUMENT
        self.types = ContentTypes(package)
        self.relations = Relations(package, PART)
        kind = self.types.of(PART)
        if kind in _TEMPLATES:
            kind = _TEMPLATES[kind]
            self.types.set(PART, kind)
        if kind not in (_MAIN, _MACROS):
            raise NotUnderstoodError(f"a workbook of type {kind}")
        self.has_macros = kind == _MACROS
        found = self.root.find(f"{self.ns}sheets")
        if found is None or not len(found):
            raise NotUnderstoodError("a workbook without sheets")
        self._sheets = found
        self.titles = Titles(package)

    @property
    def sheets(self) -> tuple[Listed, ...]:
        parts = self.relations.of_kind("worksheet")
        identifier = f"{{{self.kinds}}}id"
        return tuple(
            Listed(s.get("name", ""), self._existing(parts.get(s.get(identifier, ""), "")), s)
            for s in self._sheets.iterchildren(f"{self.ns}sheet")
        )

    def sheet(self, title: str) -> Listed | None:
        """A worksheet by its name; None for none, and for sheets that hold no cells."""
        return next((s for s in self.sheets if s.title == title and s.part), None)

    def name(self, wanted: str) -> tuple[str, ...]:
        """What a name stands for: one of the whole workbook, else those of its sheets."""
        found = [given for given in self._names() if given.get("name", "").lower() == wanted]
        of_all = [given for given in found if given.get("localSheetId") is None]
        return tuple((given.text or "").strip() for given in of_all[:1] or found)

    def remove(self, listed: Listed) -> None:
        """Takes a sheet out, with what belongs to it alone."""
        number = [s.element for s in self.sheets].index(listed.element)
        identifier = listed.element.get(f"{{{self.kinds}}}id", "")
        self._sheets.remove(listed.element)
        self.relations.drop(identifier)
        for given in self._names():
            where = _whole(given.get("localSheetId"))
            if where == number:
                given.getparent().remove(given)
            elif where is not None and where > number:
                given.set("localSheetId", str(where - 1))
        if listed.part:
            own = Relations(self.package, listed.part)
            for part in {listed.part, *own.targets().values()}:
                self._remove_part(part, besides=own.name)
            self.package.remove(own.name)
        self.titles.remove(listed.title)

    def insert_first(self, title: str, data: bytes, names: dict[str, str]) -> None:
        """A new first worksheet that is the one shown; `names` are its own defined names."""
        for given in self._names():
            where = _whole(given.get("localSheetId"))
            if where is not None:
                given.set("localSheetId", str(where + 1))
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        self.package.put(part, data)
        self.types.set(part, _WORKSHEET)
        identifier = self.relations.add(f"{self.kinds}/worksheet", part)
        taken = [_whole(s.element.get("sheetId")) or 0 for s in self.sheets]
        about = {"name": title, "sheetId": str(max(taken, default=0) + 1)}
        about[f"{{{self.kinds}}}id"] = identifier
        self._sheets.insert(0, etree.Element(f"{self.ns}sheet", about))
        self._add_names(names)
        for view in self.root.iterfind(f"{self.ns}bookViews/{self.ns}workbookView"):
            for gone in ("activeTab", "firstSheet"):
                view.attrib.pop(gone, None)
        self.titles.insert_first(title, tuple(names))

    def only_first_selected(self) -> None:
        """No other tab stays selected; two of them would be written into at once."""
        parts = {
            part
            for kind in ("worksheet", "chartsheet", "dialogsheet")
            for part in self.relations.of_kind(kind).values()
        }
        for part in sorted(parts & set(self.package.names)):
            head = self.package.head(part, _HEAD_BYTES)
            if head[:2] in _UTF16:
                raise NotUnderstoodError("a sheet in UTF-16")
            if b"tabSelected" in head:
                data = self.package.read(part)
                changed = _SELECTED.sub(rb"\1", data[:_HEAD_BYTES]) + data[_HEAD_BYTES:]
                if changed != data:
                    self.package.put(part, changed)

    def need_styles(self, *, new: bool) -> None:
        """Points at the styles, if the workbook had none until now."""
        if new:
            self.types.set(STYLES, _STYLES)
            if not self.relations.of_kind("styles"):
                self.relations.add(f"{self.kinds}/styles", STYLES)

    def save(self) -> None:
        self.package.put(PART, serialized(self.root))
        self.titles.save()
        self.relations.save()
        self.types.save()

    def _existing(self, part: str) -> str:
        return part if part in self.package else ""

    def _names(self) -> list[Any]:
        return list(self.root.iterfind(f"{self.ns}definedNames/{self.ns}definedName"))

    def _add_names(self, names: dict[str, str]) -> None:
        if not names:
            return
        holder = self.root.find(f"{self.ns}definedNames")
        if holder is None:
            holder = etree.Element(f"{self.ns}definedNames")
            order.insert(self.root, holder, order.WORKBOOK)
        for name, reference in names.items():
            about = {"name": name, "localSheetId": "0"}
            etree.SubElement(holder, f"{self.ns}definedName", about).text = reference

    def _remove_part(self, part: str, *, besides: str) -> None:
        """A part that no other relationship points at."""
        if part not in self.package or self._is_used(part, besides):
            return
        self.package.remove(part)
        self.package.remove(Relations(self.package, part).name)
        self.types.drop(part)

    def _is_used(self, part: str, besides: str) -> bool:
        if part in self.relations.targets().values():
            return True
        for name in self.package.names:
            if name.endswith(".rels") and name not in (besides, self.relations.name):
                owner = name.replace("_rels/", "").removesuffix(".rels")
                if part in Relations(self.package, owner).targets().values():
                    return True
        return False


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None
