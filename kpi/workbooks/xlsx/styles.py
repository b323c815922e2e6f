"""How text and cells of a workbook look: rich text as runs, and what each cell style says.

Forms of one writer share their styles word for word, so what they say is kept by their bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from kpi.workbooks.grid import Format
from kpi.workbooks.legacy_fonts import Converter, converter_for
from kpi.workbooks.marks import Mark
from kpi.workbooks.number_formats import NumberFormat, format_of
from kpi.workbooks.xlsx.parts import namespace_of, parse_xml


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
