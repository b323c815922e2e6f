"""The boxes in which comments are shown: VML, which Excel wants to this day.

The drawing of a sheet may hold a sender's own boxes and buttons, often not well-formed: it is
edited as text, so that all of it but our boxes stays as it was.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final

from lxml import etree

from reports.feedback.measure import Measure
from reports.feedback.package import NotUnderstoodError, Package, parsed
from reports.feedback.relations import ContentTypes, Relations
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
_ROW = re.compile(r"<x:Row>\s*(\d{1,7})\s*</x:Row>")
_COLUMN = re.compile(r"<x:Column>\s*(\d{1,5})\s*</x:Column>")
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
        self.measure = Measure(sheet)
        self.changed = False
        identifier = _relation_of(sheet)
        self.part = relations.targets().get(identifier, "") if identifier else ""
        if identifier and self.part not in package:
            raise NotUnderstoodError("a drawing of comments that is not there")
        self.next = 0
        self._pieces: list[str] = []  # of the drawing's text: each box of a comment is one
        self._boxes: dict[tuple[int, int], int] = {}  # where the box of a cell is among them

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
        self._pieces.insert(-1, shape)
        self.changed = True

    def enlarge(self, row: int, column: int, text: str) -> None:
        """A person's box at a cell, made large enough for ours below his words."""
        at = self._box(row, column)
        if at is not None:
            anchor = self.measure.anchor(row, column, WIDTH, size_of(text))
            self._pieces[at] = _ANCHOR.sub(rf"\g<1>{anchor}\g<2>", self._pieces[at], count=1)
            self.changed = True

    def remove(self, row: int, column: int) -> None:
        """The box of the comment at a cell; without it nothing happens."""
        at = self._box(row, column)
        if at is not None:
            self._pieces[at] = ""
            self.changed = True

    def save(self, *, empty: bool) -> None:
        """Writes the drawing; one that holds nothing any more goes with the last comment."""
        if not self.changed:
            return
        text = "".join(self._pieces)
        if empty and not re.search(r"<v:(?!shapetype)[a-z]+\s", text):
            self._drop()
        else:
            self.package.put(self.part, text.encode("utf-8"))

    def _box(self, row: int, column: int) -> int | None:
        if not self.part:
            return None
        self._begin()
        return self._boxes.get((row, column))

    def _begin(self) -> None:
        if self._pieces:
            return
        if self.part:
            self._open()
            return
        block = 1 + max((b for name in self._drawings() for b in self._blocks(name)), default=0)
        self.part = self.package.free_name("xl/drawings/vmlDrawing{}.vml")
        self._take(_HEAD.format(map=block) + _SHAPE_TYPE + "</xml>")
        self.next = block * 1024 + 1
        self.package.put(self.part, b"")
        self.types.default("vml", _TYPE)
        identifier = self.relations.add(f"{self.kinds}/vmlDrawing", self.part)
        self.sheet.put("legacyDrawing", {"{" + self.kinds + "}id": identifier})

    def _open(self) -> None:
        data = self.package.read(self.part)
        text = _decoded(data)
        usual = all(f'xmlns:{p}="{uri}"' in text for p, uri in _NAMESPACES.items())
        if not usual or "</xml>" not in text:
            text = _with_usual_prefixes(data)
        used = [int(n) for n in re.findall(r'id="_x0000_s(\d{1,9})"', text)]
        block = min(self._blocks(self.part), default=1)
        self.next = max([block * 1024, *used]) + 1
        if '"_x0000_t202"' not in text.replace("#_x0000_t202", ""):
            at = text.rindex("</xml>")
            text = text[:at] + _SHAPE_TYPE + text[at:]
        self._take(text)

    def _take(self, text: str) -> None:
        """The text in pieces, the last of them its end."""
        done, end = 0, text.rindex("</xml>")
        for box in _BOX.finditer(text, 0, end):
            place = _cell_of(box[0])
            if place is not None:
                self._pieces += [text[done : box.start()], box[0]]
                self._boxes[place] = len(self._pieces) - 1
                done = box.end()
        self._pieces += [text[done:end], text[end:]]

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


def _cell_of(box: str) -> tuple[int, int] | None:
    """The cell whose comment a box holds; None for a button or a picture."""
    row, column = _ROW.search(box), _COLUMN.search(box)
    if row is None or column is None or 'ObjectType="Note"' not in box:
        return None
    return int(row[1]) + 1, int(column[1]) + 1


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
