"""What makes Excel and Word offer to repair a file, as a list: nothing is found where it is empty.

Excel is not here to ask; these are the causes that are known of it. One function a cause.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import unescape

from lxml import etree
from openpyxl.utils import range_boundaries

Parts: TypeAlias = Mapping[str, bytes]
Fault: TypeAlias = str
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ILLEGAL_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
DEFINED_NAME = re.compile(r"[^\W\d][\w.\\]*$|_xlnm\.\w+$")
LIKE_A_CELL = re.compile(r"([A-Z]{1,3}\d{1,7}|[RC]|R\d*C\d*)$", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL, LONGEST_FORMULA, LONGEST_HEADER = 32_767, 8_192, 255


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def faults_of(parts: Parts) -> list[Fault]:
    """Every fault of a package; `parts` are its files by name."""
    broken = list(broken_xml(parts))  # of what is no XML nothing else can be said
    return broken or [fault for cause in CAUSES for fault in cause(parts)]


def _roots(parts: Parts, pattern: str) -> Iterator[tuple[str, Any]]:
    for name in sorted(parts):
        if re.fullmatch(pattern, name):
            yield name, etree.fromstring(parts[name])


def broken_xml(parts: Parts) -> Iterator[Fault]:
    """A part that is no XML, or holds characters that XML or Excel does not take."""
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                yield f"{name}: {error}"
            if CONTROL.search(data.decode("utf-8", "replace")):
                yield f"{name}: a control character"


def without_type(parts: Parts) -> Iterator[Fault]:
    """A part whose content type is not said, one that is said and is not there, one said twice."""
    root = etree.fromstring(parts["[Content_Types].xml"])
    defaults = [e.get("Extension", "").lower() for e in root if e.tag.endswith("Default")]
    given = [e.get("PartName", "").lstrip("/") for e in root if e.tag.endswith("Override")]
    for name in parts.keys() - {"[Content_Types].xml"} - set(given):
        if name.rpartition(".")[2].lower() not in defaults:
            yield f"{name}: no content type"
    yield from (f"{name}: a type without its part" for name in given if name not in parts)
    yield from (f"{n}: typed twice" for n, k in Counter([*given, *defaults]).items() if k > 1)


def broken_relations(parts: Parts) -> Iterator[Fault]:
    """A relation to a part that is not there, an id that stands twice, an id without a relation."""
    for name, root in _roots(parts, r".*\.rels"):
        ids = [e.get("Id") for e in root]
        yield from (f"{name}: {i} stands twice" for i, k in Counter(ids).items() if k > 1)
        folder = posixpath.dirname(posixpath.dirname(name))
        for one in root:
            target = one.get("Target", "")
            place = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            if one.get("TargetMode") != "External" and place not in parts:
                yield f"{name}: no {place}"
        owner = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        used = re.findall(rb'\br:(?:id|embed|link|pict)="([^"]+)"', parts.get(owner, b""))
        yield from (f"{owner}: {i.decode()} leads nowhere" for i in used if i.decode() not in ids)


def bad_sheet_names(parts: Parts) -> Iterator[Fault]:
    for _, root in _roots(parts, r"xl/workbook\.xml"):
        names = [e.get("name", "") for e in root.iter(f"{MAIN}sheet")]
        for name in names:
            if not 1 <= len(name) <= 31 or ILLEGAL_IN_NAMES.search(name) or name.strip("'") != name:
                yield f"sheet {name!r}"
        folded = Counter(name.casefold() for name in names)
        yield from (f"sheet {name!r} stands twice" for name, k in folded.items() if k > 1)


def bad_defined_names(parts: Parts) -> Iterator[Fault]:
    for _, root in _roots(parts, r"xl/workbook\.xml"):
        found = [(e.get("name", ""), e.get("localSheetId"), e.text or "")
                 for e in root.iter(f"{MAIN}definedName")]  # fmt: skip
        for name, _, text in found:
            if not DEFINED_NAME.match(name) or LIKE_A_CELL.match(name) or len(name) > 255:
                yield f"defined name {name!r}"
            if "#REF!" in text or not text:
                yield f"defined name {name!r} means {text!r}"
        twice = Counter((name.casefold(), sheet) for name, sheet, _ in found)
        yield from (f"defined name {key} stands twice" for key, k in twice.items() if k > 1)


def _strings(parts: Parts) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = etree.fromstring(parts["xl/sharedStrings.xml"])
    texts = ("".join(t.text or "" for t in e.iter(f"{MAIN}t")) for e in root)
    return [re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), t) for t in texts]


def long_texts(parts: Parts) -> Iterator[Fault]:
    """Texts, formulas and printed headers longer than Excel takes."""
    yield from (f"a text of {len(t)}" for t in _strings(parts) if len(t) > LONGEST_CELL)
    for name, root in _roots(parts, r"xl/worksheets/sheet\d+\.xml"):
        for one in root.iter(f"{MAIN}oddHeader", f"{MAIN}oddFooter"):
            if len(unescape(one.text or "")) > LONGEST_HEADER:
                yield f"{name}: a header of {len(one.text or '')}"


def bad_formulas(parts: Parts) -> Iterator[Fault]:
    """Formulas begin without =, are not too long, and part their arguments by commas."""
    for name, root in _roots(parts, r"xl/worksheets/sheet\d+\.xml"):
        for one in root.iter(f"{MAIN}f", f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2"):
            bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", one.text or "")
            if bare.startswith("=") or ";" in bare or len(one.text or "") > LONGEST_FORMULA:
                yield f"{name}: formula {one.text!r}"


def _areas(root: Any) -> list[str]:
    return [e.get("ref", "") for e in root.iter(f"{MAIN}mergeCell")]


def _overlap(one: str, other: str) -> bool:
    a, b = range_boundaries(one), range_boundaries(other)
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def overlaps(parts: Parts) -> Iterator[Fault]:
    """Merged cells and tables that lie on each other."""
    for name, root in _roots(parts, r"xl/worksheets/sheet\d+\.xml"):
        areas = [*_areas(root), *(ref for ref, _ in _tables(parts, name))]
        rows: dict[int, list[str]] = {}
        for area in areas:
            _, top, _, bottom = range_boundaries(area)
            for row in range(top, min(bottom, top + 2000) + 1):
                rows.setdefault(row, []).append(area)
        clashes = {
            pair for near in rows.values() for pair in combinations(near, 2) if _overlap(*pair)
        }
        yield from (f"{name}: {one} on {other}" for one, other in sorted(clashes))


def _tables(parts: Parts, sheet: str) -> Iterator[tuple[str, Any]]:
    """(area, table) of each table of a sheet."""
    rels = f"xl/worksheets/_rels/{posixpath.basename(sheet)}.rels"
    for one in etree.fromstring(parts[rels]) if rels in parts else ():
        if str(one.get("Type")).endswith("/table"):
            place = posixpath.normpath(posixpath.join("xl/worksheets", one.get("Target")))
            root = etree.fromstring(parts[place])
            yield str(root.get("ref")), root


def bad_tables(parts: Parts) -> Iterator[Fault]:
    """A table whose heads stand twice, or differ from the text of their cells."""
    strings, names = _strings(parts), Counter[str]()
    for sheet, root in _roots(parts, r"xl/worksheets/sheet\d+\.xml"):
        cells = {c.get("r"): c for c in root.iter(f"{MAIN}c")}
        for area, table in _tables(parts, sheet):
            names[str(table.get("displayName")).casefold()] += 1
            heads = [str(c.get("name")) for c in table.iter(f"{MAIN}tableColumn")]
            if len({h.casefold() for h in heads}) < len(heads):
                yield f"{sheet}: heads of {area} stand twice"
            left, top, right, _ = range_boundaries(area)
            places = [f"{_letters(n)}{top}" for n in range(left, right + 1)]
            shown = [_text(cells.get(place), strings) for place in places]
            if shown != heads and table.get("headerRowCount") != "0":
                yield f"{sheet}: heads of {area} are {heads}, cells {shown}"
    yield from (f"table {name!r} stands twice" for name, k in names.items() if k > 1)


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


def _text(cell: Any, strings: list[str]) -> str:
    if cell is None:
        return ""
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{MAIN}v"))]
    return "".join(t.text or "" for t in cell.iter(f"{MAIN}t")) or cell.findtext(f"{MAIN}v") or ""


def twice_drawn(parts: Parts) -> Iterator[Fault]:
    """Ids of drawings that stand twice in a part; 0 is taken for none."""
    for name, root in _roots(parts, r"(xl/drawings/drawing\d+|word/document|word/header\d+)\.xml"):
        ids = [e.get("id") for e in root.iter() if str(e.tag).endswith(("}cNvPr", "}docPr"))
               and "pic:" not in str(e.tag)]  # fmt: skip
        kinds = Counter(i for i in ids if i != "0")
        if name.startswith("xl/"):
            yield from (f"{name}: drawing {i} stands twice" for i, k in kinds.items() if k > 1)
        docs = Counter(e.get("id") for e in root.iter() if str(e.tag).endswith("}docPr"))
        yield from (f"{name}: drawing {i} stands twice" for i, k in docs.items() if k > 1)


CAUSES: tuple[Callable[[Parts], Iterator[Fault]], ...] = (
    without_type, broken_relations, bad_sheet_names, bad_defined_names, long_texts,
    bad_formulas, overlaps, bad_tables, twice_drawn,
)  # fmt: skip
