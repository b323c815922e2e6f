"""A figure whose characters are raised, lowered or struck out, made ready to be typed again.

The cell loses these marks, or whatever is typed into it would have them too; what it showed stays
in it as plain text (`[gạch: 12]15`), so that sent back as it is, it is asked about again.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from kpi.workbooks.marks import Mark, shown
from kpi.workbooks.xlsx.styles import Run, mark_of, runs_of
from reports.feedback.sheet import SheetPart
from reports.feedback.styles import Styles
from reports.feedback.texts import Texts


def take_off_marks(sheet: SheetPart, cell: Any, styles: Styles, texts: Texts) -> bool:
    """Gives a cell a style without marks and its text as shown; False, and nothing changed, if it
    has no marks or is computed."""
    if cell.find(f"{sheet.ns}f") is not None:
        return False
    style = sheet.style(cell)
    font = styles.font_of(style)
    text, has_marks = shown(_pieces(cell, mark_of(font, styles.ns), texts))
    if not has_marks:
        return False
    sheet.set_style(cell, styles.without_marks(style))
    _write(sheet, cell, text)
    return True


def _pieces(cell: Any, own: Mark, texts: Texts) -> list[tuple[str, Mark]]:
    item = texts.item(cell)
    if item is None:
        value = texts.of(cell)
        return [(value if cell.get("t") else value.replace(".", ","), own)]
    said = runs_of(item, item.tag[: item.tag.index("}") + 1])
    runs = [Run(said)] if isinstance(said, str) else [Run(*run) for run in said]
    return [(run.text, run.mark if run.own else own) for run in runs]


def _write(sheet: SheetPart, cell: Any, text: str) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    inside = etree.SubElement(etree.SubElement(cell, f"{sheet.ns}is"), f"{sheet.ns}t")
    inside.text = text
    sheet.changed = True
