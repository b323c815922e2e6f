"""Text of .ods cells in Unicode: spaces and breaks as written, old fonts turned into letters,
characters that are raised, lowered or struck out with their marks.

Styles decide: a text's own, its parent's, that of its cell, or of the cell's row or column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kpi.workbooks.grid import Format
from kpi.workbooks.legacy_fonts import Converter, OldFonts, converter_for
from kpi.workbooks.marks import Mark
from kpi.workbooks.number_formats import NumberFormat
from kpi.workbooks.ods.formats import STYLE, Formats

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_UNSEEN = {f"{TEXT}ruby-text", f"{TEXT}note", f"{OFFICE}annotation"}  # in the midst of a text
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LONGEST_SPACE = 1_000
_DEEPEST_STYLE = 20


class Look(NamedTuple):
    """What a style says of characters, and the number format that it names."""

    converter: Converter | None = None
    mark: Mark = ""
    form: Format | NumberFormat | None = None


Pieces = Iterator[tuple[str, Look]]
_PLAIN = Look()


class Looks:
    """What the styles of a document ask for, by style name."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self.faces: dict[str, str] = {}
        self.fonts: dict[tuple[str, str], str] = {}
        self.struck: dict[tuple[str, str], str] = {}
        self.moved: dict[tuple[str, str], str] = {}
        self.numbers: dict[tuple[str, str], str] = {}
        self.parents: dict[tuple[str, str], str] = {}
        self.known: dict[tuple[str, str], Look] = {}
        self.formats = Formats(roots)
        self.old = OldFonts()
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{_SVG}font-family", "")
                self.faces[face.get(f"{STYLE}name", "")] = family
            for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                self._add(style)

    def _add(self, style: Any) -> None:
        at = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
        self.parents[at] = style.get(f"{STYLE}parent-style-name", "")
        number = style.get(f"{STYLE}data-style-name")
        if number is not None:
            self.numbers[at] = number
        for text in style.iterfind(f"{STYLE}text-properties"):
            face = text.get(f"{STYLE}font-name")
            font = text.get(f"{_FO}font-family") if face is None else self.faces.get(face, face)
            if font is not None:
                self.fonts[at] = font.strip(" '\"")
            for said in ("text-line-through-style", "text-line-through-type"):
                if (line := text.get(f"{STYLE}{said}")) is not None:
                    self.struck[at] = line
            if (moved := text.get(f"{STYLE}text-position")) is not None:
                self.moved[at] = moved

    def of_cell(self, *styles: str | None) -> Look:
        """What the first named of a cell's styles (own, row's, column's) asks for."""
        at = ("table-cell", next((s for s in styles if s), ""))
        found = self.known.get(at)
        if found is None:
            font = self._said(self.fonts, at) or self.fonts.get((at[0], ""), "")
            number = self._said(self.numbers, at)
            form = self.formats.of(number) if number else None
            found = self.known[at] = Look(converter_for(font), self._mark(at, ""), form)
        return found

    def of_span(self, style: str, around: Look) -> Look:
        """What a style asks for in the midst of text that looks otherwise."""
        at = ("text", style)
        font = self._said(self.fonts, at)
        converter = converter_for(font) if font else around.converter
        return Look(converter, self._mark(at, around.mark))

    def _mark(self, at: tuple[str, str], around: Mark) -> Mark:
        line, moved = self._said(self.struck, at), self._said(self.moved, at)
        if line and line != "none":
            return "struck"
        if around == "struck" and not line:
            return "struck"
        if moved:
            return _moved(moved)
        return "" if around == "struck" else around

    def _said(self, what: Mapping[tuple[str, str], str], at: tuple[str, str]) -> str:
        """What a style says of something, or its nearest parent that does."""
        for _ in range(_DEEPEST_STYLE):
            if at in what or not self.parents.get(at):
                break
            at = (at[0], self.parents[at])
        return what.get(at, "")

    def text_of(self, element: Any, look: Look = _PLAIN) -> str:
        """The paragraphs of a cell or comment, a line each, without marks."""
        return "".join(text for text, _ in self.pieces_of(element, look))

    def pieces_of(self, element: Any, look: Look = _PLAIN) -> list[tuple[str, Mark]]:
        """The same in pieces with their marks."""
        found: list[tuple[str, Look]] = []
        for number, paragraph in enumerate(element.iterfind(f"{TEXT}p")):
            if number:
                found.append(("\n", _PLAIN))
            found += self._pieces(paragraph, look)
        texts = [text for text, _ in found]
        if any(own.converter for _, own in found):
            texts = self.old.converted([(text, own.converter) for text, own in found])
        return [(text, own.mark) for text, (_, own) in zip(texts, found, strict=True)]

    def _pieces(self, element: Any, look: Look) -> Pieces:
        yield element.text or "", look
        for child in element:
            if child.tag == f"{TEXT}s":
                yield " " * max(1, min(int(child.get(f"{TEXT}c", "1")), _LONGEST_SPACE)), _PLAIN
            elif child.tag == f"{TEXT}tab":
                yield "\t", _PLAIN
            elif child.tag == f"{TEXT}line-break":
                yield "\n", _PLAIN
            elif child.tag == f"{TEXT}span":
                style = child.get(f"{TEXT}style-name", "")
                yield from self._pieces(child, self.of_span(style, look))
            elif child.tag not in _UNSEEN:
                yield from self._pieces(child, look)
            yield child.tail or "", look


def _moved(position: str) -> Mark:
    """`super 58%`, `33% 58%`, `-33% 58%`, `sub`, `0% 100%`."""
    first = position.split(maxsplit=1)[0] if position.split() else ""
    if first in ("super", "sub"):
        return "raised" if first == "super" else "lowered"
    try:
        height = float(first.rstrip("%"))
    except ValueError:
        return ""
    return "raised" if height > 0 else "lowered" if height < 0 else ""
