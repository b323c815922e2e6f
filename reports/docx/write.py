"""A report onto paper: head, body, foot, in a file whose bytes depend on nothing else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from reports.docx.content import OfficialReport
from reports.profiles import Profile

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of zip files; each part bears it


def write_docx(path: Path, report: OfficialReport, profile: Profile) -> None:
    """Writes the paper in the form of a profile; equal input gives equal bytes.

    Raises ValueError for a table whose rows are not as long as its heads.
    """
    from reports.docx.annex import add_annex
    from reports.docx.body import add_body
    from reports.docx.foot import add_foot
    from reports.docx.head import add_head
    from reports.docx.page import open_document

    document = open_document(profile, report.locale)
    _tell(document, report)
    add_head(document, report, profile)
    add_body(document, report, profile)
    add_foot(document, report, profile)
    if report.annex:
        add_annex(document, report.annex, profile)
    path.write_bytes(_packed(document))


def _tell(document: DocxDocument, report: OfficialReport) -> None:
    about = document.core_properties
    about.title, about.author = report.subject, report.issuer.body
    about.last_modified_by, about.comments, about.language = "", "", report.locale
    about.created = about.modified = report.made.replace(microsecond=0)
    about.revision = 1


def _packed(document: DocxDocument) -> bytes:
    """The file with every part's own date taken off."""
    made, packed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, FIRST_DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()
