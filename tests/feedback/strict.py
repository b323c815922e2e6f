"""A stricter reader than any program: what Excel would repair is an error here.

Orders are those of ECMA-376 (sml.xsd), written down a second time so that the program's own
tables are tested too.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

WORKSHEET = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "drawingHF",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
# drawingHF came later and stands where a program puts it
WORKBOOK = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]
STYLES = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
]
XF = [
    "alignment",
    "protection",
    "extLst",
]
SHEET_VIEW = [
    "pane",
    "selection",
    "pivotSelection",
    "extLst",
]
KINDS = (
    "openxmlformats.org/officeDocument/2006/relationships",
    "purl.oclc.org/ooxml/officeDocument",
)


class Strict:
    """One package, each complaint a line in `wrong`."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        self.names = self.zip.namelist()
        self.wrong: list[str] = []
        if bad := self.zip.testzip():
            self.wrong.append(f"{bad} does not unpack to what it says")
        self._package()
        self._workbook()
        self._styles()
        for _, part in self.sheets:
            if part.startswith("xl/worksheets/"):
                self._worksheet(part)

    def root(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(name))

    def want(self, good: bool, complaint: str) -> None:
        if not good:
            self.wrong.append(complaint)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """(id, last word of the type, target) of a part; targets outside begin with `outside:`."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return []
        found = []
        for r in self.root(rels):
            target = r.get("Target")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            outside = r.get("TargetMode") == "External"
            kind = r.get("Type").rsplit("/", 1)[1]
            found.append((r.get("Id"), kind, f"outside:{target}" if outside else whole))
        return found

    def _package(self) -> None:
        self.want(len(set(self.names)) == len(self.names), "a member twice")
        root = self.root("[Content_Types].xml")
        defaults = {e.get("Extension").lower() for e in root if local(e) == "Default"}
        overrides = [e.get("PartName").lstrip("/") for e in root if local(e) == "Override"]
        self.want(len(set(overrides)) == len(overrides), "a type twice")
        kinds = [local(e) for e in root]
        self.want(kinds.count("Default") == len(defaults), "a default twice")
        for part in overrides:
            self.want(part in self.names, f"a type for no part: {part}")
        for name in self.names:
            known = name in overrides or name.rsplit(".", 1)[-1].lower() in defaults
            self.want(known or name == "[Content_Types].xml", f"no type: {name}")
            if name.endswith(".rels"):
                owner = name.replace("_rels/", "").removesuffix(".rels")
                self.want(owner in ("", *self.names), f"relationships of nothing: {name}")
                given = self.relations(owner)
                self.want(len({i for i, _, _ in given}) == len(given), f"an id twice: {name}")
                for _, _, target in given:
                    there = target in self.names or target.startswith("outside:")
                    self.want(there, f"{name} points at nothing: {target}")

    def _workbook(self) -> None:
        root = self.root("xl/workbook.xml")
        self._ordered(root, WORKBOOK, "xl/workbook.xml")
        targets = {i: t for i, _, t in self.relations("xl/workbook.xml")}
        sheets = [s for s in root.iter() if local(s) == "sheet"]
        titles = [s.get("name") for s in sheets]
        self.sheets = [(s.get("name"), targets[rel(s)]) for s in sheets]
        self.want(len({t.casefold() for t in titles}) == len(titles), "a title twice")
        self.want(all(0 < len(t) <= 31 for t in titles), "a title too long")
        self.want(len({s.get("sheetId") for s in sheets}) == len(sheets), "a sheetId twice")
        names = [(n.get("name").lower(), n.get("localSheetId")) for n in root.iter()
                 if local(n) == "definedName"]  # fmt: skip
        self.want(len(set(names)) == len(names), "a name twice")
        for name, at in names:
            self.want(at is None or int(at) < len(sheets), f"a name of no sheet: {name}")
        for view in (v for v in root.iter() if local(v) == "workbookView"):
            self.want(int(view.get("activeTab", "0")) < len(sheets), "no such tab")
        selected = [part for _, part in self.sheets if b'tabSelected="1"' in self.zip.read(part)]
        self.want(selected == [self.sheets[0][1]], f"selected: {selected}")
        if "docProps/app.xml" in self.names:
            self._titles(titles)

    def _titles(self, titles: list[str]) -> None:
        root = self.root("docProps/app.xml")
        vectors = [v for v in root.iter() if local(v) == "vector"]
        if len(vectors) != 2:
            return
        for vector in vectors:
            self.want(int(vector.get("size")) == len(vector), "a vector of another size")
        counts = [int(e.text) for e in vectors[0].iter() if local(e) == "i4"]
        self.want(sum(counts) == len(vectors[1]), "counts that do not add up")
        said = [e.text for e in vectors[1]]
        self.want(said[: counts[0]] == titles[: counts[0]], f"titles {said} for {titles}")

    def _styles(self) -> None:
        root = self.root("xl/styles.xml")
        self._ordered(root, STYLES, "xl/styles.xml")
        tables = {local(t): t for t in root if isinstance(t.tag, str)}
        for name, table in tables.items():
            if table.get("count") is not None and name != "extLst":
                self.want(int(table.get("count")) == len(table), f"count of {name}")
        self.xfs = len(tables["cellXfs"])
        for xf in tables["cellXfs"]:
            for key, table in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"),
                               ("xfId", "cellStyleXfs")):  # fmt: skip
                if table in tables:
                    self.want(int(xf.get(key, "0")) < len(tables[table]), f"no {key}")
            self._ordered(xf, XF, "xf")

    def _worksheet(self, part: str) -> None:
        root = self.root(part)
        self._ordered(root, WORKSHEET, part, loose=("drawingHF",))
        for view in (v for v in root.iter() if local(v) == "sheetView"):
            self._ordered(view, SHEET_VIEW, f"{part} view")
        ids = {i for i, _, _ in self.relations(part)}
        for element in root.iter():
            if (found := rel(element)) is not None:
                self.want(found in ids, f"{part}: no relationship {found}")
        self._cells(root, part)
        self._merges(root, part)
        self._comments(root, part)
        for link in (e for e in root.iter() if local(e) == "hyperlink"):
            if location := link.get("location"):
                title = re.fullmatch(r"'((?:[^']|'')+)'![A-Z]+\d+|.*", location)[1]  # type: ignore[index]
                known = title is None or title.replace("''", "'") in dict(self.sheets)
                self.want(known, f"a link to nothing: {location}")

    def _cells(self, root: Any, part: str) -> None:
        data = next(e for e in root if local(e) == "sheetData")
        last = 0
        for row in data:
            number = int(row.get("r", last + 1))
            self.want(number > last, f"{part}: row {number} after {last}")
            last, column = number, 0
            for cell in row:
                where = address(cell.get("r")) if cell.get("r") else (number, column + 1)
                self.want(where[0] == number and where[1] > column, f"{part}: {cell.get('r')}")
                column = where[1]
                self.want(int(cell.get("s", "0")) < self.xfs, f"{part}: no style {cell.get('s')}")
                spans = row.get("spans")
                if spans:
                    first, end = (int(n) for n in spans.split(":"))
                    self.want(first <= column <= end, f"{part}: {cell.get('r')} not in {spans}")

    def _merges(self, root: Any, part: str) -> None:
        held = next((e for e in root if local(e) == "mergeCells"), None)
        if held is None:
            return
        if held.get("count"):
            self.want(int(held.get("count")) == len(held), f"{part}: count of merges")
        taken: set[tuple[int, int]] = set()
        for merge in held:
            first, end = (address(a) for a in merge.get("ref").split(":"))
            cells = {
                (r, c) for r in range(first[0], end[0] + 1) for c in range(first[1], end[1] + 1)
            }
            self.want(not cells & taken, f"{part}: merges overlap")
            taken |= cells

    def _comments(self, root: Any, part: str) -> None:
        parts = {kind: target for _, kind, target in self.relations(part)}
        if "comments" not in parts:
            return
        comments = self.root(parts["comments"])
        self._ordered(comments, ["authors", "commentList", "extLst"], parts["comments"])
        authors = len([e for e in comments.iter() if local(e) == "author"])
        listed = [e for e in comments.iter() if local(e) == "comment"]
        places = [c.get("ref") for c in listed]
        self.want(len(set(places)) == len(places), f"{part}: two comments of a cell")
        self.want(all(int(c.get("authorId")) < authors for c in listed), f"{part}: no author")
        legacy = next((e for e in root if local(e) == "legacyDrawing"), None)
        self.want(legacy is not None, f"{part}: comments without boxes")
        drawing = {i: t for i, _, t in self.relations(part)}[rel(legacy)]
        shapes = [e for e in self.root(drawing).iter() if local(e) == "shape"]
        ids = Counter(s.get("id") for s in shapes)
        self.want(all(n == 1 for n in ids.values()), f"{drawing}: a shape twice")
        boxes = []
        for shape in shapes:
            said = {local(e): (e.text or "").strip() for e in shape.iter()}
            data = next(e for e in shape.iter() if local(e) == "ClientData")
            if data.get("ObjectType") == "Note":
                boxes.append((int(said["Row"]) + 1, int(said["Column"]) + 1))
        wanted = sorted(address(p) for p in places)
        self.want(sorted(boxes) == wanted, f"{part}: boxes {boxes} for {wanted}")

    def _ordered(self, root: Any, order: list[str], name: str, loose: tuple[str, ...] = ()) -> None:
        found = [local(e) for e in root if isinstance(e.tag, str)]
        known = [f for f in found if f in order and f not in loose]
        self.want(known == sorted(known, key=order.index), f"{name}: order {found}")


def check(path: Path) -> Strict:
    """Fails with everything that is wrong with a package."""
    strict = Strict(path)
    assert strict.wrong == []
    return strict


def local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def rel(element: Any) -> str | None:
    """The relationship that an element names."""
    for key, value in element.attrib.items():
        if key.endswith("}id") and any(kind in key for kind in KINDS):
            return str(value)
    return None


def address(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", text)
    assert found is not None, text
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a package, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path, sheet: str) -> Iterator[tuple[str, str, str, str]]:
    """(address, type, formula, value) of every cell of a sheet as they are written."""
    strict = Strict(path)
    root = strict.root(dict(strict.sheets)[sheet])
    for cell in (e for e in root.iter() if local(e) == "c"):
        inside = {local(e): e.text or "" for e in cell}
        said = "".join(e.text or "" for e in cell.iter() if local(e) == "t")
        if inside:
            yield cell.get("r"), cell.get("t", ""), inside.get("f", ""), inside.get("v", said)
