"""PDF files without an office: the only door to fpdf2.

The one rule: who wants a PDF gives blocks (data), and this room lays them out with measured text.
"""

from reports.pdf.blocks import (
    Block,
    Column,
    Heading,
    Paragraph,
    Space,
    StatusBar,
    StatusPart,
    Table,
)
from reports.pdf.canvas import trial_fonts
from reports.pdf.write import About, pages_of, write_pdf

__all__ = [
    "About",
    "Block",
    "Column",
    "Heading",
    "Paragraph",
    "Space",
    "StatusBar",
    "StatusPart",
    "Table",
    "pages_of",
    "trial_fonts",
    "write_pdf",
]
