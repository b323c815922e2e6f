"""The three texts of a report, written beside its workbooks."""

from __future__ import annotations

from pathlib import Path

from reports.leading.facts import ask
from reports.report import Report

PAPER, PAGE, MESSAGE = "report.docx", "tom-tat.pdf", "thu.txt"


def write_texts(folder: Path, report: Report) -> list[Path]:
    """Writes the official report, page one and the message; equal reports give equal bytes."""
    from reports.docx import write_docx
    from reports.leading.mail import message
    from reports.leading.page import write_page
    from reports.leading.paper import paper_of
    from reports.profiles import profile_on

    edition, facts = report.edition, ask(report)
    paper = paper_of(edition, facts)
    last_day = edition.plan.calendar.last_day(edition.period)
    write_docx(folder / PAPER, paper, profile_on(last_day, paper.issuer.form))
    write_page(folder / PAGE, edition, facts)
    text = message(edition, facts)
    (folder / MESSAGE).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in (PAPER, PAGE, MESSAGE)]
