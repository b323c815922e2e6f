"""The page and the letters of a paper: A4, margins, the body's style, page numbers from page 2."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.docx.xml import add_page_number, set_language
from reports.profiles import Profile

FONT = "Times New Roman"
LANGUAGES = {"vi": "vi-VN", "en": "en-US"}
PAGE_WIDTH, PAGE_HEIGHT = 210, 297  # millimetres


def open_document(profile: Profile, locale: str) -> DocxDocument:
    """An empty paper of a profile."""
    document = Document()
    section = document.sections[0]
    margins = profile.margins
    section.page_width, section.page_height = Mm(PAGE_WIDTH), Mm(PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    _style(document, profile, locale)
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = number.add_run()
    run.font.size = Pt(profile.sizes.page)
    add_page_number(run)
    return document


def text_points(profile: Profile) -> float:
    """The width between the margins, in points."""
    return (PAGE_WIDTH - profile.margins.left - profile.margins.right) / 25.4 * 72


def _style(document: DocxDocument, profile: Profile, locale: str) -> None:
    for name in ("Normal", "Header", "Footer"):
        style: Any = document.styles[name]
        style.font.name = FONT
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(profile.sizes.text)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    set_language(normal.element.get_or_add_rPr(), LANGUAGES[locale])
