"""Text of .ods cells in Unicode: spaces and breaks as written, old fonts turned into letters.

The font decides, and a style names it: its own, its parent's, or that of the row or column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kpi.intake.legacy_fonts import Converter, converter_for

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_LONGEST_SPACE = 1_000
_DEEPEST_STYLE = 20


class Fonts:
    """The converters that the styles of a document ask for, by style name."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self.faces: dict[str, str] = {}
        self.fonts: dict[tuple[str, str], str] = {}
        self.parents: dict[tuple[str, str], str] = {}
        self.known: dict[tuple[str, str], Converter | None] = {}
        for root in roots:
            for face in root.iter(f"{STYLE}font-face"):
                family = face.get(f"{_SVG}font-family", "")
                self.faces[face.get(f"{STYLE}name", "")] = family
            for style in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                self._add(style)

    def _add(self, style: Any) -> None:
        at = style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")
        self.parents[at] = style.get(f"{STYLE}parent-style-name", "")
        for text in style.iterfind(f"{STYLE}text-properties"):
            face = text.get(f"{STYLE}font-name")
            font = text.get(f"{_FO}font-family") if face is None else self.faces.get(face, face)
            if font is not None:
                self.fonts[at] = font.strip(" '\"")

    def of_cell(self, *styles: str | None) -> Converter | None:
        """What the first named of a cell's styles (own, row's, column's) asks for."""
        return self._of("table-cell", next((s for s in styles if s), ""))

    def of_span(self, style: str, around: Converter | None) -> Converter | None:
        at = ("text", style)
        return self._of(*at) if self._font(at) else around

    def _of(self, family: str, name: str) -> Converter | None:
        at = (family, name)
        if at not in self.known:
            self.known[at] = converter_for(self._font(at) or self.fonts.get((family, ""), ""))
        return self.known[at]

    def _font(self, at: tuple[str, str]) -> str:
        for _ in range(_DEEPEST_STYLE):
            if at in self.fonts or not self.parents.get(at):
                break
            at = (at[0], self.parents[at])
        return self.fonts.get(at, "")

    def text_of(self, element: Any, converter: Converter | None = None) -> str:
        """The paragraphs of a cell or comment, a line each."""
        paragraphs = element.iterfind(f"{TEXT}p")
        return "\n".join("".join(self._pieces(p, converter)) for p in paragraphs)

    def _pieces(self, element: Any, converter: Converter | None) -> Iterator[str]:
        yield _converted(element.text, converter)
        for child in element:
            if child.tag == f"{TEXT}s":
                yield " " * max(1, min(int(child.get(f"{TEXT}c", "1")), _LONGEST_SPACE))
            elif child.tag == f"{TEXT}tab":
                yield "\t"
            elif child.tag == f"{TEXT}line-break":
                yield "\n"
            elif child.tag == f"{TEXT}span":
                style = child.get(f"{TEXT}style-name", "")
                yield from self._pieces(child, self.of_span(style, converter))
            elif child.tag != f"{TEXT}ruby-text":
                yield from self._pieces(child, converter)
            yield _converted(child.tail, converter)


def _converted(text: str | None, converter: Converter | None) -> str:
    return converter(text) if text and converter else text or ""
