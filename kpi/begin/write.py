"""A new home: its folders, its plan with the schema beside it, and a page that says what to do.

One rule: nothing that is there is written over; the plan comes last, so that a home cut short is
no home.
"""

from __future__ import annotations

from pathlib import Path

from kpi.begin.first_plan import Answers, first_plan
from kpi.files import folder, private_folder, write_whole
from kpi.home import Home
from kpi.plan.shipped import SCHEMA_NAME, shipped_schema_text
from kpi.words import say


class AlreadyBegun(Exception):
    """The folder holds a plan, or data of one; the text is the path that was found."""


def begin(home: Home, answers: Answers) -> Path:
    """Makes the home and gives the path of the page to read first.

    Raises AlreadyBegun, and OSError where the disk does not take it.
    """
    for found in (home.plan, home.archive / "ledger.jsonl", home.warehouse):
        if found.exists():
            raise AlreadyBegun(found)
    folder(home.root)
    for place in (home.inbox, home.outboxes, home.all_forms, home.all_reports):
        folder(place)
    private_folder(home.archive)
    page = home.root / say("begin.page.name", answers.locale)
    if not page.exists():
        write_whole(page, page_text(answers))
    schema = home.root / SCHEMA_NAME
    if not schema.exists():
        write_whole(schema, shipped_schema_text())
    write_whole(home.plan, first_plan(answers))
    return page


def page_text(answers: Answers) -> str:
    """The page to read first, as Windows' own editor shows it."""
    first, last = answers.years
    text = say(
        "begin.page.text", answers.locale,
        plan=answers.plan, owner=answers.owner, first=first, last=last,
    )  # fmt: skip
    return "\ufeff" + text.replace("\n", "\r\n")
