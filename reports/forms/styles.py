"""How the cells of a form look: one named style per kind of cell, made when first used.

Input cells are the only unlocked ones and the only yellow ones. Their number format is General:
under any other, Excel would show a typed `3/12` or `85%` as a bare number and lose what was meant.
So thousands are shown by a condition, which leaves the format that a cell has.
"""

from __future__ import annotations

from typing import Any

FONT = "Times New Roman"
FONT_SIZE = 11
INPUT_FILL = "#FFF8DC"
INPUT_LINE = "#7F6A1A"
HEADING_FILL = "#DCE6F1"
HEADER_FILL = "#1F3864"
LINE = "#8C8C8C"
RED = "#C00000"
COUNTER_BLUE = "#1F3864"
ID_GREY = "#8C8C8C"
DATE_FORMAT = "dd/mm/yyyy"

_CELL = {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True}
_INPUT = {
    "border": 1,
    "border_color": INPUT_LINE,
    "bg_color": INPUT_FILL,
    "locked": False,
    "valign": "vcenter",
    "text_wrap": True,
}
_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LEFT = {"align": "left", "valign": "vcenter", "text_wrap": True}

STYLES: dict[str, dict[str, Any]] = {
    # above the table
    "superior": {**_CENTRE, "font_size": 12},
    "body": {**_CENTRE, "font_size": 12, "bold": True},
    "letterhead": {**_CENTRE, "font_size": 13, "bold": True, "underline": 1},
    "attached": {**_CENTRE, "font_size": 11, "italic": True},
    "title": {**_CENTRE, "font_size": 15, "bold": True},
    "subject": {**_CENTRE, "font_size": 13, "bold": True},
    "days": {**_CENTRE, "font_size": 12, "italic": True},
    "info": {**_LEFT, "font_size": 12},
    "info_strong": {**_LEFT, "font_size": 12, "bold": True},
    "secret": {**_LEFT, "font_size": 11, "bold": True, "font_color": RED},
    "counter": {
        "align": "right",
        "valign": "vcenter",
        "text_wrap": True,
        "font_size": 11,
        "bold": True,
        "font_color": COUNTER_BLUE,
    },
    "id": {"font_size": 8, "font_color": ID_GREY, "num_format": "@"},
    # the table
    "header": {
        **_CELL,
        "align": "center",
        "bold": True,
        "bg_color": HEADER_FILL,
        "font_color": "#FFFFFF",
    },
    "heading_number": {**_CELL, "align": "center", "bold": True, "bg_color": HEADING_FILL},
    "heading": {**_CELL, "text_wrap": False, "bold": True, "bg_color": HEADING_FILL, "right": 0},
    "heading_rest": {"top": 1, "bottom": 1, "border_color": LINE, "bg_color": HEADING_FILL},
    "heading_last": {
        "top": 1,
        "bottom": 1,
        "right": 1,
        "border_color": LINE,
        "bg_color": HEADING_FILL,
    },
    "centre": {**_CELL, "align": "center"},
    "text": _CELL,
    "part_name": {**_CELL, "indent": 1, "italic": True},
    "part_code": {**_CELL, "align": "center", "italic": True},
    "known": {**_CELL, "align": "right"},
    "ratio": {**_CELL, "align": "right", "bold": True},
    "input": {**_INPUT, "align": "right"},
    "input_date": {**_INPUT, "align": "right", "num_format": DATE_FORMAT},
    "input_percent": {**_INPUT, "align": "right", "num_format": "0.0%"},
    "input_words": {**_INPUT, "align": "left"},
    "hint": {"italic": True, "font_size": 10},
    "plain": {},
    # below the table
    "guide": {**_LEFT, "italic": True, "font_size": 11},
    "signature": {
        "align": "center",
        "valign": "top",
        "text_wrap": True,
        "font_size": 12,
        "locked": False,
    },
    "sign_bold": {"bold": True, "font_size": 12},
    "sign_italic": {"italic": True, "font_size": 12},
    "sign_plain": {"font_size": 12},
    # Thuyết minh
    "question": {**_LEFT, "font_size": 12, "bold": True},
    "answer": {**_INPUT, "align": "left", "valign": "top", "font_size": 12},
}


class Styles:
    """The formats of one xlsxwriter workbook by name."""

    def __init__(self, workbook: Any, locale: str) -> None:
        self._workbook = workbook
        self._notation = "[$-42A]" if locale == "vi" else ""
        self._made: dict[str, Any] = {}

    def __call__(self, name: str) -> Any:
        return self._get(name, STYLES[name])

    def number(self, name: str, decimals: int) -> Any:
        """A style with so many decimals, in Vietnamese notation where the reader's program can."""
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._get(
            f"{name}.{decimals}", {**STYLES[name], "num_format": f"{self._notation}{pattern}_-"}
        )

    def thousands(self, decimals: str) -> Any:
        """How a condition shows large numbers: only their format, in Vietnamese notation where the
        reader's program can; `decimals` as in a number format."""
        key, shown = f"thousands{decimals}", f"{self._notation}#,##0{decimals}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"num_format": shown})
        return self._made[key]

    def worded(self, name: str, number_format: str) -> Any:
        """A style whose number format puts a number into words."""
        return self._get(f"{name}.worded", {**STYLES[name], "num_format": number_format})

    def dated(self, name: str) -> Any:
        return self._get(f"{name}.date", {**STYLES[name], "num_format": DATE_FORMAT})

    def _get(self, key: str, properties: dict[str, Any]) -> Any:
        found = self._made.get(key)
        if found is None:
            found = self._workbook.add_format(
                {"font_name": FONT, "font_size": FONT_SIZE, **properties}
            )
            self._made[key] = found
        return found
