"""The head of a paper: the body at the left, the heading at the right, number, place and day.

Days below 10 and the months 1 and 2 are written with a zero, numbers below 10 too.
"""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.shared import Pt
from docx.table import _Cell

from kpi.words import say
from reports.docx.content import OfficialReport
from reports.docx.page import text_points
from reports.docx.parts import Holder, add_line_below, add_text
from reports.docx.xml import set_frames, set_widths
from reports.measure import text_width, wrapped
from reports.profiles import Profile

CELL_EDGES = 10.8  # points that Word keeps free in a cell, both sides together
LEAST_LEFT = 150.0  # points for the body's name


def add_head(document: DocxDocument, report: OfficialReport, profile: Profile) -> None:
    """The table with both sides, the kind of paper and its subject."""
    right = _right_width(report, profile)
    left = text_points(profile) - right
    table = document.add_table(rows=2, cols=2)
    set_frames(table, drawn=False)
    set_widths(table, (left, right))
    _body(table.cell(0, 0), report, profile, left - CELL_EDGES)
    _heading(table.cell(0, 1), report, profile, right - CELL_EDGES)
    _number(table.cell(1, 0), report, profile)
    _place(table.cell(1, 1), report, profile)
    for row in table.rows:
        for cell in row.cells:
            _drop_first(cell)
    _subject(document, report, profile)


def _right_width(report: OfficialReport, profile: Profile) -> float:
    """As wide as its longest line, as long as the body's name keeps its room."""
    lines = [(text, size) for text, size in _headings(report, profile) if text]
    lines.append((_place_text(report), profile.sizes.place))
    wide = max(text_width(text, size, bold=True) for text, size in lines) + CELL_EDGES + 6
    half = text_points(profile) / 2
    return min(max(wide, half), text_points(profile) - LEAST_LEFT)


def _headings(report: OfficialReport, profile: Profile) -> list[tuple[str, float]]:
    """The lines at the right: the last one has a line below."""
    sizes, locale = profile.sizes, report.locale
    if profile.heading == "state":
        country, motto = say("official.country", locale), say("official.motto", locale)
        return [(country, sizes.heading), (motto, sizes.motto)]
    if profile.heading == "plan" and report.issuer.heading:
        return [(report.issuer.heading.upper(), sizes.heading)]
    return []


def _heading(cell: _Cell, report: OfficialReport, profile: Profile, room: float) -> None:
    lines = _headings(report, profile)
    for text, size in lines:
        add_text(cell, text, size, bold=True)
    if lines:
        add_line_below(cell, *lines[-1], room)


def _body(cell: _Cell, report: OfficialReport, profile: Profile, room: float) -> None:
    issuer, sizes = report.issuer, profile.sizes
    if issuer.superior:
        above = evenly(issuer.superior.upper(), room, sizes.superior)
        add_text(cell, "\n".join(above), sizes.superior)
    lines = evenly(issuer.body.upper(), room, sizes.body_name, bold=True)
    add_text(cell, "\n".join(lines), sizes.body_name, bold=True)
    if profile.star:
        add_text(cell, "*", sizes.body_name)
    else:
        add_line_below(cell, lines[-1], sizes.body_name, room, share=0.4)


def evenly(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The lines of a name that is too long for one, about as long as each other: none of them has
    one word alone where it need not."""
    lines = list(wrapped(text, room, size, bold=bold))
    narrower = room
    while narrower > LEAST_LEFT / 2:
        narrower -= size / 2
        found = list(wrapped(text, narrower, size, bold=bold))
        if len(found) > len(lines):
            break
        lines = found
    return [line.strip() for line in lines] or [""]


def _number(cell: _Cell, report: OfficialReport, profile: Profile) -> None:
    unknown = say("official.unknown", report.locale)
    number = unknown if report.number is None else f"{report.number:02d}"
    text = say(
        f"official.number.{profile.number}",
        report.locale,
        number=number,
        symbol=report.issuer.symbol or unknown,
    )
    add_text(cell, text, profile.sizes.number, marked=report.number is None)
    if report.marking:
        add_text(cell, report.marking, profile.sizes.recipients, bold=True)


def _place_text(report: OfficialReport) -> str:
    unknown = say("official.unknown", report.locale)
    day = report.day
    return say(
        "official.place_and_day",
        report.locale,
        place=report.issuer.place or unknown,
        day=f"{day.day:02d}" if day else unknown,
        month=(f"{day.month:02d}" if day.month < 3 else str(day.month)) if day else unknown,
        year=day.year if day else report.year,
    )


def _place(cell: _Cell, report: OfficialReport, profile: Profile) -> None:
    add_text(cell, _place_text(report), profile.sizes.place, italic=True, marked=report.day is None)


def _subject(document: Holder, report: OfficialReport, profile: Profile) -> None:
    sizes = profile.sizes
    kind = add_text(document, say("official.kind", report.locale), sizes.kind, bold=True)
    kind.paragraph_format.space_before = Pt(18)
    add_text(document, report.subject, sizes.subject, bold=True)
    if profile.subject_mark == "dashes":
        mark = add_text(document, "-----", sizes.subject, bold=True)
        mark.paragraph_format.space_after = Pt(12)
    else:
        add_line_below(document, report.subject, sizes.subject, text_points(profile), share=0.4)
        document.add_paragraph()


def _drop_first(cell: _Cell) -> None:
    """The empty paragraph with which every cell begins."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.text:
        first._p.getparent().remove(first._p)
