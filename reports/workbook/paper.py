"""The paper that sheets are printed on: A4, its margins, what stands above and below.

The one rule: what a page holds is counted in the room that these margins leave.
"""

from __future__ import annotations

from typing import Any

from reports.edition import Edition
from reports.workbook.texts import clean

FONT = "Times New Roman"
MM = 1 / 25.4
# points between the margins, across and down; True: landscape
PAPER = {True: (273 * MM * 72, 180 * MM * 72), False: (165 * MM * 72, 267 * MM * 72)}


def set_up(sheet: Any, edition: Edition, *, landscape: bool) -> None:
    """A sheet of A4 with its margins, head and foot."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    left, right = (12, 12) if landscape else (30, 15)
    sheet.set_margins(left * MM, right * MM, 15 * MM, 15 * MM)
    sheet.hide_gridlines(2)
    # LibreOffice prints it in the page's scale, whatever is said: at 8/11 these are 8 points
    font = f'&"{FONT},Regular"&11'
    title = edition.say("report.subject", period=edition.title)
    sheet.set_header(
        _fitting(f"&L{font}", title, f"&R{font}", edition.plan.marking or ""),
        {"margin": 6 * MM, "scale_with_doc": False},
    )
    page = f"&R{font}" + edition.say("report.page")
    sheet.set_footer(
        _fitting(f"&L{font}", f"{edition.notice}. {edition.as_of_text}", "", "") + page,
        {"margin": 6 * MM, "scale_with_doc": False},
    )


def _fitting(left_code: str, left: str, right_code: str, right: str) -> str:
    """Header text; Excel takes 255 characters in all, and `&` starts a code unless doubled."""
    room = 200 - len(left_code) - len(right_code)
    left, right = clean(left), clean(right)
    left = left[: room // 2 if right else room]
    right = right[: room - len(left)]
    parts = left_code + left.replace("&", "&&")
    return parts + (right_code + right.replace("&", "&&") if right else "")
