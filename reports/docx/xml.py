"""What python-docx has no words for: fields, lines, frames of tables, marks of rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable
from docx.table import _Row
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run


def element(name: str, **attributes: str) -> Any:
    """An element of the word namespace: `element("w:pBdr", val="single")`."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_page_number(run: Run) -> None:
    """The number of the page it stands on."""
    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = " PAGE "
            run._r.append(text)
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def line_above(paragraph: DocxParagraph) -> None:
    """A thin line as wide as the paragraph."""
    borders = element("w:pBdr")
    borders.append(element("w:top", val="single", sz="6", space="0", color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def set_frames(table: DocxTable, *, drawn: bool) -> None:
    """All lines of a table, or none."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        kind = "single" if drawn else "nil"
        borders.append(element(f"w:{side}", val=kind, sz="4", space="0", color="000000"))
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    layout = properties.find(qn("w:tblLayout"))
    if layout is None:
        properties.append(borders)
    else:
        layout.addprevious(borders)


def set_widths(table: DocxTable, points: Sequence[float]) -> None:
    """The width of each column, in the grid and in every cell: programs read one or the other."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, wide in zip(table.columns, points, strict=True):
        column.width = Pt(wide)
    for row in table.rows:
        for cell, wide in zip(row.cells, points, strict=True):
            cell.width = Pt(wide)


def keep_whole(row: _Row) -> None:
    """The row is not cut by a page's end."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_on_pages(row: _Row) -> None:
    """The row stands on top of every page of its table."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def set_language(run_properties: Any, language: str) -> None:
    for old in run_properties.findall(qn("w:lang")):
        run_properties.remove(old)
    run_properties.append(element("w:lang", val=language, eastAsia=language))
