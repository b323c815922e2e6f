"""The official report as a Word file: the only door to python-docx.

The one rule: who writes gives an `OfficialReport` (typed content); this room knows the form of
papers by dated profiles, and no body, place or person.
"""

from reports.docx.content import Annex, Issuer, OfficialReport, Paragraph, Section, Signer, Table
from reports.docx.issuer import issuer_of
from reports.docx.write import write_docx

__all__ = [
    "Annex",
    "Issuer",
    "OfficialReport",
    "Paragraph",
    "Section",
    "Signer",
    "Table",
    "issuer_of",
    "write_docx",
]
