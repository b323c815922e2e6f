"""The boxes in which comments are shown: VML, which Excel wants to this day.

The drawing of a sheet may hold a sender's own boxes and buttons, often not well-formed: it is
edited as text, so that all of it but our boxes stays as it was.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree

from reports.feedback.package import ContentTypes, NotUnderstoodError, Package, Relations, parsed
from reports.feedback.sheet import SheetPart

_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{map}"/></o:shapelayout>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>"
    "<x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BOX = re.compile(r"<v:shape\s.*?</v:shape>\s*", re.DOTALL)
_ANCHOR = re.compile(r"(<x:Anchor>)[^<]*(</x:Anchor>)")
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
WIDTH, LINE, LETTERS = 340, 17, 50  # pixels of a box and of a line, letters in a line
_MOST_LINES = 24


class Boxes:
    """The VML drawing of one sheet, made where there is none."""

    def __init__(
        self,
        package: Package,
        sheet: SheetPart,
        types: ContentTypes,
        relations: Relations,
        kinds: str,
    ) -> None:
        self.package, self.sheet, self.types = package, sheet, types
        self.relations, self.kinds = relations, kinds
        self.measure = _Measure(sheet)
        self.text = ""
        self.changed = False
        identifier = _relation_of(sheet)
        self.part = relations.targets().get(identifier, "") if identifier else ""
        if identifier and self.part not in package:
            raise NotUnderstoodError("a drawing of comments that is not there")
        self.next = 0

    def add(self, row: int, column: int, text: str) -> None:
        self._begin()
        width, height = WIDTH, size_of(text)
        shape = _SHAPE.format(
            id=self.next,
            width=width * 3 // 4,
            height=height * 3 // 4,
            order=self.next % 1024,
            anchor=self.measure.anchor(row, column, width, height),
            row=row - 1,
            column=column - 1,
        )
        self.next += 1
        at = self.text.rindex("</xml>")
        self.text = self.text[:at] + shape + self.text[at:]
        self.changed = True

    def enlarge(self, row: int, column: int, text: str) -> None:
        """A person's box at a cell, made large enough for ours below his words."""
        if not self.part:
            return
        self._begin()
        box = self._box(row, column)
        if box is not None:
            anchor = self.measure.anchor(row, column, WIDTH, size_of(text))
            larger = _ANCHOR.sub(rf"\g<1>{anchor}\g<2>", box[0], count=1)
            self._replace(box, larger)

    def remove(self, row: int, column: int) -> None:
        """The box of the comment at a cell; without it nothing happens."""
        if not self.part:
            return
        self._begin()
        box = self._box(row, column)
        if box is not None:
            self._replace(box, "")

    def _box(self, row: int, column: int) -> re.Match[str] | None:
        for box in _BOX.finditer(self.text):
            about = re.sub(r"\s", "", box[0])
            mine = f"<x:Row>{row - 1}</x:Row>" in about
            if mine and f"<x:Column>{column - 1}</x:Column>" in about and '"Note"' in about:
                return box
        return None

    def _replace(self, box: re.Match[str], text: str) -> None:
        self.text = self.text[: box.start()] + text + self.text[box.end() :]
        self.changed = True

    def save(self, *, empty: bool) -> None:
        """Writes the drawing; one that holds nothing any more goes with the last comment."""
        if not self.changed:
            return
        if empty and not re.search(r"<v:(?!shapetype)[a-z]+\s", self.text):
            self._drop()
        else:
            self.package.put(self.part, self.text.encode("utf-8"))

    def _begin(self) -> None:
        if self.text:
            return
        if self.part:
            self._open()
            return
        block = 1 + max((b for name in self._drawings() for b in self._blocks(name)), default=0)
        self.part = self.package.free_name("xl/drawings/vmlDrawing{}.vml")
        self.text = _HEAD.format(map=block) + _SHAPE_TYPE + "</xml>"
        self.next = block * 1024 + 1
        self.package.put(self.part, b"")
        self.types.default("vml", _TYPE)
        if not self.part.endswith(".vml") or self.types.of(self.part):
            raise NotUnderstoodError("an odd drawing")
        identifier = self.relations.add(f"{self.kinds}/vmlDrawing", self.part)
        self.sheet.put("legacyDrawing", {"{" + self.kinds + "}id": identifier})

    def _open(self) -> None:
        data = self.package.read(self.part)
        text = _decoded(data)
        if (
            not all(f'xmlns:{p}="{uri}"' in text for p, uri in _NAMESPACES.items())
            or "</xml>" not in text
        ):
            text = _with_usual_prefixes(data)
        self.text = text
        used = [int(n) for n in re.findall(r'id="_x0000_s(\d{1,9})"', text)]
        block = min(self._blocks(self.part), default=1)
        self.next = max([block * 1024, *used]) + 1
        if '"_x0000_t202"' not in text.replace("#_x0000_t202", ""):
            at = text.rindex("</xml>")
            self.text = text[:at] + _SHAPE_TYPE + text[at:]

    def _drop(self) -> None:
        identifier = _relation_of(self.sheet)
        self.package.remove(self.part)
        self.types.drop(self.part)
        self.relations.drop(identifier)
        self.sheet.drop("legacyDrawing")

    def _drawings(self) -> list[str]:
        return [name for name in self.package.names if name.lower().endswith(".vml")]

    def _blocks(self, name: str) -> list[int]:
        """The blocks of 1024 shape numbers that a drawing has taken."""
        head = self.package.head(name, 4096).decode("utf-8", "replace")
        found = re.search(r'<o:idmap[^>]*\bdata="([\d,]{1,200})"', head)
        return [int(n) for n in found[1].split(",") if n] if found else []


def _relation_of(sheet: SheetPart) -> str:
    legacy = sheet.child("legacyDrawing")
    if legacy is None:
        return ""
    return next((v for k, v in legacy.attrib.items() if k.endswith("}id")), "")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUnderstoodError("a drawing that is not UTF-8") from None


def _with_usual_prefixes(data: bytes) -> str:
    """A drawing of a program that names its namespaces in its own way."""
    given = parsed(data)
    if given.tag != "xml":
        raise NotUnderstoodError("an odd drawing of comments")
    usual = etree.Element("xml", nsmap=_NAMESPACES)
    for child in given:
        usual.append(_copied(child, usual))
    text: str = etree.tostring(usual, encoding="unicode")
    return text if "</xml>" in text else text.replace("/>", "></xml>")


def _copied(element: Any, parent: Any) -> Any:
    if not isinstance(element.tag, str):
        return element  # a remark
    copy = etree.SubElement(parent, element.tag, dict(element.attrib))
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        copy.append(_copied(child, copy))
    return copy


def size_of(text: str) -> int:
    """The height in pixels in which a comment is read without scrolling."""
    lines = sum(max(1, math.ceil(len(line) / LETTERS)) for line in text.split("\n"))
    return LINE * (min(lines, _MOST_LINES) + 1)


class _Measure:
    """Where boxes lie on the grid of a sheet, in pixels as Excel draws them at 96 dpi."""

    def __init__(self, sheet: SheetPart) -> None:
        ns, root = sheet.ns, sheet.root
        given = sheet.child("sheetFormatPr")
        about = {} if given is None else given.attrib
        self.width = _pixels_wide(about.get("defaultColWidth", "8.43"), 64)
        self.height = _pixels_high(about.get("defaultRowHeight", "15"), 20)
        self.columns = [
            (_whole(c.get("min")), _whole(c.get("max")), _column_pixels(c.attrib, self.width))
            for c in root.iterfind(f"{ns}cols/{ns}col")
        ]
        self.sheet = sheet

    def anchor(self, row: int, column: int, width: int, height: int) -> str:
        """Left column and offset, top row and offset, right ones, bottom ones: from 0."""
        left, top = column, max(row - 2, 0)
        right, across = self._walk(left, width + 15, self._column)
        bottom, down = self._walk(top, height + 10, self._row)
        return f"{left}, 15, {top}, 10, {right}, {across}, {bottom}, {down}"

    def _walk(self, start: int, length: int, size: Callable[[int], int]) -> tuple[int, int]:
        at = start
        while at < start + 400:
            here = size(at)
            if length < here:
                break
            length -= here
            at += 1
        return at, max(0, min(length, 1000))

    def _column(self, number: int) -> int:
        for first, last, pixels in self.columns:
            if first <= number + 1 <= last:
                return pixels
        return self.width

    def _row(self, number: int) -> int:
        row = self.sheet.row(number + 1)
        if row is None:
            return self.height
        if row.get("hidden") in ("1", "true"):
            return 0
        return _pixels_high(row.get("ht", ""), self.height)


def _column_pixels(given: Mapping[str, str], default: int) -> int:
    if given.get("hidden") in ("1", "true"):
        return 0
    return _pixels_wide(given.get("width", ""), default)


def _pixels_wide(characters: str, default: int) -> int:
    width = _number(characters)
    return default if width is None else min(int(width * 7 + 5), 2000)


def _pixels_high(points: str, default: int) -> int:
    height = _number(points)
    return default if height is None else min(int(height * 4 / 3), 600)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,4}(\.\d{1,17})?", text) else None


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else 0
