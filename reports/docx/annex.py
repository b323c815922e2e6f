"""The annex of a paper: broad pages behind the signature, a title and a table."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from reports.docx.body import add_table, hold_last_row
from reports.docx.content import Annex
from reports.docx.page import PAGE_HEIGHT, PAGE_WIDTH
from reports.docx.parts import add_text
from reports.profiles import Profile

SIDE = 15  # millimetres left and right: the table is broad
SMALLER = 2.0  # points below the profile's tables: eleven columns stand beside each other


def add_annex(document: DocxDocument, annex: Annex, profile: Profile) -> None:
    """Page numbers go on; the table's heads stand on every page."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE_HEIGHT), Mm(PAGE_WIDTH)
    section.left_margin = section.right_margin = Mm(SIDE)
    section.different_first_page_header_footer = False
    add_text(document, annex.title, profile.sizes.text, bold=True)
    subject = add_text(document, annex.subject, profile.sizes.text, bold=True)
    subject.paragraph_format.space_after = Pt(6)
    size = profile.sizes.table - SMALLER
    add_table(document, annex.table, size, (PAGE_HEIGHT - 2 * SIDE) / 25.4 * 72)
    # a table is followed by a paragraph, which must not stand alone on a page of its own
    hold_last_row(document)
    document.paragraphs[-1].paragraph_format.line_spacing = Pt(1)
