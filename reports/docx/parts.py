"""Paragraphs of a paper: one place says how text gets its size, weight and place."""

from __future__ import annotations

from typing import Any, Protocol

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from reports.docx.xml import element, line_above
from reports.measure import text_width
from reports.printable import printable

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Holder(Protocol):
    """A document or a cell of a table."""

    def add_paragraph(self, text: str = "", style: Any = None) -> DocxParagraph: ...


def add_text(  # noqa: PLR0913 - keywords: of the letters
    holder: Holder,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    align: str = "center",
    marked: bool = False,
) -> DocxParagraph:
    """A paragraph; `marked` letters stand on yellow: a person must look at them."""
    paragraph = holder.add_paragraph()
    paragraph.alignment = ALIGN[align]
    lines = printable(text).split("\n")
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.font.size = Pt(size)
        run.bold, run.italic, run.underline = bold, italic, underline
        if marked:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if number < len(lines) - 1:
            run.add_break()
    return paragraph


def add_line(holder: Holder, points: float, room: float) -> None:
    """A centred line so many points long, in a room of so many."""
    paragraph = holder.add_paragraph()
    aside = Pt(max(0.0, (room - points) / 2))
    paragraph.paragraph_format.left_indent = aside
    paragraph.paragraph_format.right_indent = aside
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.add_run().font.size = Pt(2)
    line_above(paragraph)
    mark = element("w:rPr")  # the paragraph's own mark is as low as its line
    mark.append(element("w:sz", val="4"))
    paragraph._p.get_or_add_pPr().append(mark)


def add_line_below(  # noqa: PLR0913 - keywords: of the letters
    holder: Holder, text: str, size: float, room: float, *, share: float = 1.0, bold: bool = True
) -> None:
    """A line as long as a text in its size (or a share of it), at most as the room."""
    add_line(holder, min(room, text_width(text, size, bold=bold) * share), room)
