"""The end of a paper: who receives it at the left, who signs it at the right, on one page."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.shared import Pt
from docx.table import Table as DocxTable

from kpi.words import say
from reports.docx.body import hold_last_row
from reports.docx.content import OfficialReport
from reports.docx.page import text_points
from reports.docx.parts import add_text
from reports.docx.xml import keep_whole, set_frames, set_widths
from reports.profiles import Profile

ROOM_TO_SIGN = 72.0  # points


def add_foot(document: DocxDocument, report: OfficialReport, profile: Profile) -> None:
    """Recipients and signature, with the end of the text on their page; what the plan does not name
    is left out."""
    _hold_the_end(document)
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=2)
    set_frames(table, drawn=False)
    set_widths(table, (text_points(profile) / 2,) * 2)
    keep_whole(table.rows[0])
    left, right = table.rows[0].cells
    issuer, sizes = report.issuer, profile.sizes
    if issuer.recipients:
        underlined = profile.recipients_style == "underlined"
        add_text(
            left,
            say("official.recipients", report.locale),
            sizes.recipients_title,
            underline=underlined,
            bold=not underlined,
            italic=not underlined,
            align="left",
        )
        for line in issuer.recipients:
            add_text(left, f"- {line.lstrip('- ')}", sizes.recipients, align="left")
    if issuer.signer.title:
        add_text(right, issuer.signer.title.upper(), sizes.signature, bold=True)
    name = add_text(right, issuer.signer.name, sizes.signature, bold=True)
    name.paragraph_format.space_before = Pt(ROOM_TO_SIGN)
    for cell in (left, right):
        if len(cell.paragraphs) > 1:
            cell._tc.remove(cell.paragraphs[0]._p)


def _hold_the_end(document: DocxDocument) -> None:
    """The last words before the signature go over with it: a signature alone signs nothing."""
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    if _ends_with_table(document):
        hold_last_row(document)


def _ends_with_table(document: DocxDocument) -> bool:
    """Whether nothing but the table's own blank line stands behind the last table."""
    last = list(document.iter_inner_content())[-2:]
    return len(last) == 2 and isinstance(last[0], DocxTable) and not getattr(last[1], "text", "")
