"""The door: a plan's workbook and the plan as it is become what would be written, or what is wrong.

One rule: nothing is written here, and no plan with an error is proposed; all that is wrong is told
at once, cells that are not understood beside what the plan's own reader finds in the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.planning.changes import Change, changes
from kpi.planning.composing import composed
from kpi.planning.document import written_document
from kpi.planning.places import told
from kpi.planning.problems import BookProblem, Spot
from kpi.planning.renamed import Renamed
from kpi.planning.taking import Taken, opened, taken
from kpi.planning.writing import edited, facts_of
from kpi.workbooks.grid import Refused


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a planner should look at before a new plan is taken: `assumed` are facts of new
    indicators that a list left out; `comments_lost`: the text had to be written anew."""

    assumed: tuple[Change, ...] = ()
    warnings: tuple[BookProblem, ...] = ()
    comments_lost: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a workbook asks for. With `problems` there is no `plan`, and nothing may be written.

    `unread` are heads of columns that are no facts of a plan, and sheets that are none of its
    workbook; `renamed` are items that look like ones of the plan under another id, and do not name
    it as a former one.
    """

    text: str = ""
    plan: Plan | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[BookProblem, ...] = ()
    unread: tuple[Spot, ...] = ()
    remarks: Remarks = Remarks()
    renamed: tuple[Renamed, ...] = ()


def propose(path: FilePath, current: str, keep: Sequence[Renamed] = ()) -> Proposal:
    """What the workbook at `path` would make of the plan whose text is `current` (empty: none);
    items of `keep` name the ids that they bore.

    Raises Refused for a file that is no workbook or must not be opened, and OSError.
    """
    said = taken(opened(path))
    before = written_document(current) if current else {}
    wanted = composed(before, said, keep)
    unread = tuple(said.unread)
    document = wanted.document()
    text, kept = edited(current, document)
    reading = parse_plan(text)
    problems = (*wanted.problems, *told(reading.errors, text, wanted))
    if problems or reading.plan is None:
        return Proposal(problems=problems, unread=unread)
    found = changes(facts_of(before), facts_of(document))
    assumed = tuple(
        Change("indicators", "changed", i, "", p, None, v) for i, p, v in wanted.assumed
    )
    warnings = told(reading.warnings, text, wanted)
    new_ids = tuple(pair for pair in wanted.renamed if not _is_known(pair, reading.plan))
    remarks = Remarks(assumed, warnings, comments_lost=not kept)
    return Proposal(text, reading.plan, found, (), unread, remarks, new_ids)


def says_the_same(path: FilePath, current: str, *, alone: bool = False) -> bool:
    """Whether a file is a workbook of the plan whose text is `current`, with nothing to take in;
    `alone`: and with no sheet or column of somebody's own beside."""
    return plan_said(path, [current], alone=alone) is not None


def plan_said(path: FilePath, texts: Iterable[str], *, alone: bool = False) -> int | None:
    """Which of some plans a workbook says: the place of the first; None for none, and for a file
    that cannot be read."""
    try:
        said = taken(opened(path))
    except (Refused, OSError):
        return None
    if alone and said.unread:
        return None
    return next((place for place, text in enumerate(texts) if _says(said, text)), None)


def _says(said: Taken, text: str) -> bool:
    """Whether what was typed is all that the plan says: no text has to be edited to know."""
    before = written_document(text)
    wanted = composed(before, said)
    return not wanted.problems and not changes(facts_of(before), facts_of(wanted.document()))


def _is_known(pair: Renamed, plan: Plan) -> bool:
    """Whether the plan names the former id of an item."""
    items = plan.indicator_by_id if pair.section == "indicators" else plan.unit_by_id
    return pair.new in items and pair.old in items[pair.new].was
