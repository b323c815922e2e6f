"""The sections of a paper: numbered titles, justified paragraphs, tables with repeated heads."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as DocxDocument
from docx.shared import Mm, Pt

from reports.docx.content import OfficialReport, Paragraph, Table
from reports.docx.page import text_points
from reports.docx.parts import add_text
from reports.docx.xml import keep_whole, repeat_on_pages, set_frames, set_widths
from reports.measure import portioned, shared_out
from reports.profiles import Profile

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
CELL_EDGES = 11.4  # points that Word keeps free in a cell, both sides together, and for rounding


def add_body(document: DocxDocument, report: OfficialReport, profile: Profile) -> None:
    """Opening and sections; the last paragraph ends as the form wants."""
    last = _last_paragraph(report)
    for paragraph in report.opening:
        _paragraph(document, paragraph, profile, is_last=paragraph is last)
    for number, section in zip(ROMAN, report.sections, strict=False):
        _title(document, f"{number}{profile.section_mark}{section.title}", profile)
        _parts(document, section.parts, profile, last)
        for place, part in enumerate(section.sections, start=1):
            _title(document, f"{place}. {part.title}", profile)
            _parts(document, part.parts, profile, last)


def ended(text: str, ends: str) -> str:
    """The text with the form's mark behind its last word, whatever stood there."""
    return text.rstrip().removesuffix("./.").rstrip(" .") + ends


def _last_paragraph(report: OfficialReport) -> Paragraph | None:
    """The paragraph that ends the paper; None if it ends with a table or says nothing."""
    parts: list[Paragraph | Table] = list(report.opening)
    for section in report.sections:
        parts += section.parts
        for part in section.sections:
            parts += part.parts
    end = parts[-1] if parts else None
    return end if isinstance(end, Paragraph) and not end.to_fill else None


def _title(document: DocxDocument, text: str, profile: Profile) -> None:
    made = add_text(document, text, profile.sizes.text, bold=True, align="justify")
    made.paragraph_format.first_line_indent = Mm(profile.first_line)
    made.paragraph_format.space_after = Pt(profile.between)
    made.paragraph_format.keep_with_next = True


def _parts(
    document: DocxDocument,
    parts: Sequence[Paragraph | Table],
    profile: Profile,
    last: Paragraph | None,
) -> None:
    for part in parts:
        if isinstance(part, Table):
            add_table(document, part, profile.sizes.table, text_points(profile))
        else:
            _paragraph(document, part, profile, is_last=part is last)


def _paragraph(
    document: DocxDocument, paragraph: Paragraph, profile: Profile, *, is_last: bool
) -> None:
    text = ended(paragraph.text, profile.ends) if is_last else paragraph.text
    made = add_text(
        document,
        text,
        profile.sizes.text,
        align="justify",
        italic=paragraph.quoted,
        marked=paragraph.to_fill,
    )
    made.paragraph_format.first_line_indent = Mm(profile.first_line)
    made.paragraph_format.space_after = Pt(profile.between)
    made.paragraph_format.line_spacing = profile.leading
    made.paragraph_format.keep_with_next = paragraph.announces or None


def add_table(document: DocxDocument, table: Table, size: float, room: float) -> None:
    """A table as wide as `room` in letters of `size`, both in points; ValueError if a row has not
    as many cells as there are heads."""
    if any(len(row) != len(table.heads) for row in table.rows):
        raise ValueError("a row has not as many cells as the table has heads")
    if table.title:
        title = add_text(document, table.title, size, bold=True)
        title.paragraph_format.space_after = Pt(3)
        title.paragraph_format.keep_with_next = True
    widths = _widths(table, room, size)
    drawn = document.add_table(rows=0, cols=len(table.heads))
    set_frames(drawn, drawn=True)
    for number, texts in enumerate((table.heads, *table.rows)):
        row = drawn.add_row()
        keep_whole(row)
        if number == 0:
            repeat_on_pages(row)
        for cell, text, align in zip(row.cells, texts, table.aligns, strict=True):
            placed = "center" if number == 0 else align
            made = add_text(cell, text, size, bold=number == 0, align=placed)
            made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2)
            cell._tc.remove(cell.paragraphs[0]._p)
    set_widths(drawn, widths)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def hold_last_row(document: DocxDocument) -> None:
    """The last row of the last table goes over to the page of what follows it."""
    for cell in document.tables[-1].rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _widths(table: Table, room: float, size: float) -> list[float]:
    """By the columns' shares or their texts; no word is broken while there is room for all."""
    columns = [[head, *(row[n] for row in table.rows)] for n, head in enumerate(table.heads)]
    free = room - CELL_EDGES * len(columns)
    if table.shares:
        shared = portioned(columns, table.shares, free, size)
    else:
        shared = shared_out(columns, free, size)
    return [width + CELL_EDGES for width in shared]
