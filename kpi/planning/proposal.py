"""The door: a plan's workbook and the plan as it is become what would be written, or what is wrong.

One rule: nothing is written here, and no plan with an error is proposed; all that is wrong is told
at once, cells that are not understood beside what the plan's own reader finds in the others.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from kpi.planning.taking import opened, taken
from kpi.planning.writing import edited, facts_of
from kpi.workbooks.grid import Refused


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a workbook asks for. With `problems` there is no `plan`, and nothing may be written.

    `assumed` are facts of new indicators that a list left out; `unread` are heads of columns that
    are no facts of a plan, and sheets that are none of its workbook; `comments_lost`: the text had
    to be written anew; `renamed` are items that look like ones of the plan under another id, and do
    not name it as a former one.
    """

    text: str = ""
    plan: Plan | None = None
    changes: tuple[Change, ...] = ()
    problems: tuple[BookProblem, ...] = ()
    warnings: tuple[BookProblem, ...] = ()
    assumed: tuple[Change, ...] = ()
    unread: tuple[Spot, ...] = ()
    comments_lost: bool = False
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
    return Proposal(text, reading.plan, found, (), warnings, assumed, unread, not kept, new_ids)


def says_the_same(path: FilePath, current: str, *, alone: bool = False) -> bool:
    """Whether a file is a workbook of the plan whose text is `current`, with nothing to take in;
    `alone`: and with no sheet or column of somebody's own beside."""
    try:
        found = propose(path, current)
    except (Refused, OSError):
        return False
    unread = alone and found.unread
    return found.plan is not None and not found.changes and not unread


def _is_known(pair: Renamed, plan: Plan) -> bool:
    """Whether the plan names the former id of an item."""
    items = plan.indicator_by_id if pair.section == "indicators" else plan.unit_by_id
    return pair.new in items and pair.old in items[pair.new].was
