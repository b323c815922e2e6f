"""The parts of a workbook beside its sheets: the list of sheets, names, styles; parsed safely.

Forms of one writer share these parts word for word, so what they say is kept by their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

from kpi.workbooks.grid import Format, Refused
from kpi.workbooks.legacy_fonts import Converter, converter_for
from kpi.workbooks.marks import Mark
from kpi.workbooks.number_formats import NumberFormat, format_of
from kpi.workbooks.refusals import UNSAFE_FILE


class Run(NamedTuple):
    """A piece of a text; `own` tells that it has properties of its own (`font` may be none)."""

    text: str
    font: str | None = None
    mark: Mark = ""
    own: bool = False


class Style(NamedTuple):
    """What a cell style says: its number format, the converter of an old font, the mark that all
    characters have."""

    form: Format | NumberFormat = "general"
    legacy: Converter | None = None
    mark: Mark = ""


SharedText = str | tuple[Run, ...]
PLAIN = Style()

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
_LONGEST_TEXT = 4 * 2**20
_NAMES = ("kpi_plan", "kpi_unit", "kpi_period", "kpi_version")
_ONE_CELL = re.compile(r"^(?:'((?:[^']|'')+)'|([^!']+))!\$?([A-Z]{1,3})\$?(\d{1,7})(?::.*)?$")


def utf8_text(data: bytes) -> str | None:
    """A part as text, to be cut up without a parser; None if it is too long for that or no UTF-8:
    the parser knows other encodings, and has limits of its own."""
    if len(data) > _LONGEST_TEXT:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def parse_xml(data: bytes) -> Any:
    """The root of a part; a document type or entity of any kind is refused."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused(UNSAFE_FILE, "entities")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: Any = etree.fromstring(data, parser)
    if root.getroottree().docinfo.doctype:
        raise Refused(UNSAFE_FILE, "entities")
    return root


def namespace_of(root: Any) -> str:
    """The namespace of a part (two are in use) in front of its tags."""
    tag = str(root.tag)
    return tag[: tag.index("}") + 1] if tag.startswith("{") else ""


def place_of_cell(reference: str) -> tuple[int, int] | None:
    """(row, column) of a reference such as H12; None for anything else."""
    found = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference.upper())
    return (int(found[2]), column_number(found[1])) if found else None


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def defined_names(
    root: Any, ns: str, titles: list[str]
) -> Mapping[str, dict[str, tuple[int, int]]]:
    """Names of ours by the sheet that they point at; a lost reference (#REF!) is no name."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for element in root.iterfind(f"{ns}definedNames/{ns}definedName"):
        name = element.get("name", "").lower()
        place = _ONE_CELL.match((element.text or "").strip()) if name in _NAMES else None
        if place is None:
            continue
        title = (place[1] or place[2]).replace("''", "'")
        if title in titles:
            found.setdefault(title, {})[name] = (int(place[4]), column_number(place[3]))
    return found


def runs_of(item: Any, ns: str) -> SharedText:
    """Rich text as runs with what each says of its characters; phonetic guides are left out."""
    runs: list[Run] = []
    for child in item:
        if child.tag == f"{ns}t":
            runs.append(Run(child.text or ""))
        elif child.tag == f"{ns}r":
            text = child.find(f"{ns}t")
            content = text.text if text is not None and text.text else ""
            about = child.find(f"{ns}rPr")
            if about is None:
                runs.append(Run(content))
                continue
            font = about.find(f"{ns}rFont")
            name = None if font is None else font.get("val", "")
            runs.append(Run(content, name, mark_of(about, ns), own=True))
    return tuple(runs)


def mark_of(about: Any, ns: str) -> Mark:
    """The mark that a font, or the properties of a run, give to characters."""
    struck = about.find(f"{ns}strike")
    if struck is not None and struck.get("val", "1") not in ("0", "false", "off"):
        return "struck"
    moved = about.find(f"{ns}vertAlign")
    return _MOVED.get("" if moved is None else moved.get("val", ""), "")


_MOVED: dict[str, Mark] = {"superscript": "raised", "subscript": "lowered"}


class Styles:
    """The cell styles of a workbook, by the number that a cell gives as text. `conditional` are
    the looks of conditional formatting that strike out or change what is shown of a number."""

    def __init__(
        self,
        listed: Iterable[tuple[Any, ...]] = (),
        conditional: Mapping[int, Style] | None = None,
    ) -> None:
        self.conditional = conditional or {}
        self._listed = styles = tuple(Style(*parts) for parts in listed)
        self.known: dict[str | None, Style] = {str(n): style for n, style in enumerate(styles)}
        # a cell that names none has the first, and so has one that some programs leave empty
        self.known[None] = self.known[""] = styles[0] if styles else PLAIN

    def of(self, text: str | None) -> Style:
        found = self.known.get(text)
        if found is None:
            index = int(text or "0")
            found = self._listed[index] if 0 <= index < len(self._listed) else PLAIN
        return found


@lru_cache(maxsize=16)
def styles_of(data: bytes) -> Styles:
    """What each cell style says."""
    root = parse_xml(data)
    ns = namespace_of(root)
    codes = {
        int(f.get("numFmtId") or 0): f.get("formatCode", "")
        for f in root.iterfind(f"{ns}numFmts/{ns}numFmt")
    }
    fonts: list[tuple[Converter | None, Mark]] = []
    for font in root.iterfind(f"{ns}fonts/{ns}font"):
        name = font.find(f"{ns}name")
        legacy = converter_for("" if name is None else name.get("val", ""))
        fonts.append((legacy, mark_of(font, ns)))
    found: list[Style] = []
    for xf in root.iterfind(f"{ns}cellXfs/{ns}xf"):
        number, at = int(xf.get("numFmtId") or 0), int(xf.get("fontId") or 0)
        look = fonts[at] if 0 <= at < len(fonts) else (None, "")
        found.append(Style(format_of(number, codes.get(number)), *look))
    return Styles(tuple(found), _conditional(root, ns))


def _conditional(root: Any, ns: str) -> Mapping[int, Style]:
    """The differential styles that matter, by their number."""
    found = {}
    for at, look in enumerate(root.iterfind(f"{ns}dxfs/{ns}dxf")):
        font, own = look.find(f"{ns}font"), look.find(f"{ns}numFmt")
        mark: Mark = "" if font is None else mark_of(font, ns)
        code = None if own is None else own.get("formatCode", "")
        form = "general" if code is None else format_of(int(own.get("numFmtId") or 0), code)
        if mark or form != "general":
            found[at] = Style(form, None, mark)
    return found


class Listed(NamedTuple):
    """One sheet as the workbook lists it."""

    title: str
    relation: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook's own part says. `never_computed`: the program that wrote the file left
    all computing to the one that opens it next, so its cached values may be made up.
    `as_displayed`: what is computed is rounded to what is shown."""

    sheets: tuple[Listed, ...]
    names: Mapping[str, Mapping[str, tuple[int, int]]]
    since_1904: bool
    never_computed: bool
    as_displayed: bool


@lru_cache(maxsize=32)
def contents_of(data: bytes) -> Contents:
    root = parse_xml(data)
    ns = namespace_of(root)
    properties, computing = root.find(f"{ns}workbookPr"), root.find(f"{ns}calcPr")
    listed = tuple(
        Listed(
            s.get("name", ""),
            s.get(_REL) or s.get(_REL_STRICT) or "",
            s.get("state", "visible") != "visible",
        )
        for s in root.findall(f"{ns}sheets/{ns}sheet")
    )
    return Contents(
        listed,
        defined_names(root, ns, [s.title for s in listed]),
        properties is not None and properties.get("date1904") in _TRUE,
        computing is not None and computing.get("fullCalcOnLoad") in _TRUE,
        computing is not None and computing.get("fullPrecision") in ("0", "false"),
    )


class Relation(NamedTuple):
    """What a part points at: `kind` is the last word of the relation's type."""

    id: str
    kind: str
    target: str


@lru_cache(maxsize=64)
def relations_of(data: bytes, folder: str) -> tuple[Relation, ...]:
    """The relations of a part that lies in `folder`, to parts inside the file."""
    return tuple(
        Relation(
            r.get("Id", ""), r.get("Type", "").rpartition("/")[2],
            _resolved(r.get("Target", ""), folder),
        )
        for r in parse_xml(data)
        if r.get("TargetMode") != "External"
    )  # fmt: skip


def _resolved(target: str, folder: str) -> str:
    parts: list[str] = []
    for part in ([] if target.startswith("/") else folder.split("/")) + target.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
