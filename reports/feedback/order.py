"""The order in which ECMA-376 wants the children of an element; Excel repairs any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

WORKSHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
WORKBOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
    "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
STYLES = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip


def local(element: Any) -> str:
    """The name of an element without its namespace; of a comment or instruction nothing."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def insert(parent: Any, child: Any, order: Sequence[str]) -> None:
    """Puts a new child before the first one that must come after it.

    What the order does not name (mc:AlternateContent) stands before what it precedes."""
    after = frozenset(order[order.index(local(child)) + 1 :])
    at = len(parent)
    for position, other in enumerate(parent):
        if local(other) in after:
            at = position
            break
    while at > 0 and local(parent[at - 1]) not in order and local(parent[at - 1]):
        at -= 1
    parent.insert(at, child)
