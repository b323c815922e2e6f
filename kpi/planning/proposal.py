"""The door: a plan's workbook and the plan as it is become what would be written, or what is wrong.

One rule: nothing is written here, and no plan with an error is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, cast

from kpi.plan.findings import Book, Finding, Term
from kpi.plan.kinds import key_names
from kpi.plan.load import parse_plan
from kpi.plan.model import Plan
from kpi.plan.yaml_tree import Mapping as MappingNode
from kpi.plan.yaml_tree import Node, Unreadable, read_tree
from kpi.plan.yaml_tree import Sequence as SequenceNode
from kpi.planning.changes import Change, changes
from kpi.planning.composing import Composed, composed
from kpi.planning.document import written_document
from kpi.planning.layout import Column, SheetKey, columns_of, heads_of
from kpi.planning.leaves import Path
from kpi.planning.problems import BookProblem, Spot
from kpi.planning.renamed import Renamed
from kpi.planning.taking import opened, taken
from kpi.planning.writing import edited, facts_of


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
    if wanted.problems:
        return Proposal(problems=tuple(wanted.problems), unread=unread)
    document = wanted.document()
    text, kept = edited(current, document)
    reading = parse_plan(text)
    places = _places(text)
    problems = tuple(_told(f, places, wanted) for f in reading.errors)
    if reading.plan is None:
        return Proposal(problems=problems, unread=unread)
    found = changes(facts_of(before), facts_of(document))
    assumed = tuple(
        Change("indicators", "changed", i, "", p, None, v) for i, p, v in wanted.assumed
    )
    warnings = tuple(_told(f, places, wanted) for f in reading.warnings)
    new_ids = tuple(pair for pair in wanted.renamed if not _is_known(pair, reading.plan))
    return Proposal(text, reading.plan, found, (), warnings, assumed, unread, not kept, new_ids)


def _is_known(pair: Renamed, plan: Plan) -> bool:
    """Whether the plan names the former id of an item."""
    items = plan.indicator_by_id if pair.section == "indicators" else plan.unit_by_id
    return pair.new in items and pair.old in items[pair.new].was


def _told(
    finding: Finding, places: Mapping[tuple[int, int], Path], wanted: Composed
) -> BookProblem:
    """A finding of the plan's own reader, with the cell that its place was read from."""
    path = places.get((finding.line, finding.column), ())
    while path and path not in wanted.spots:
        path = path[:-1]
    spot = wanted.spots.get(path, Spot())
    column = _column_of(finding, path)
    if column is not None:
        values = {"head": column, "where": finding.values["where"]}
        return BookProblem("column_needed", spot, values)
    return BookProblem(finding.rule, spot, {}, finding)


def _column_of(finding: Finding, path: Path) -> ColumnHead | None:
    """Where what is missing would be written; None if nothing is, or it has no column."""
    if finding.rule != "missing_key" or not path or path[0] not in _LISTED:
        return None
    columns = (c for sheet in _LISTED[path[0]] for c in columns_of(sheet))
    wanted = (finding.values["key"],)
    return next((ColumnHead("", {"column": c}) for c in columns if c.path == wanted), None)


_LISTED: Mapping[Any, tuple[SheetKey, ...]] = {
    "indicators": ("indicators", "details"), "units": ("units",), "fields": ("fields",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnHead(Term):
    """What the column of a fact is called."""

    def said(self, locale: str) -> str:
        return heads_of(cast("Column", self.values["column"]), locale)[0]


def _places(text: str) -> dict[tuple[int, int], Path]:
    """Which fact stands where in a text, by line and column."""
    found: dict[tuple[int, int], Path] = {}
    try:
        root = read_tree(text.encode("utf-8", "surrogatepass"), Book(""), key_names())
    except Unreadable:
        return found
    _walk(root, (), found)
    return found


def _walk(node: Node, path: Path, found: dict[tuple[int, int], Path]) -> None:
    found[node.place.line, node.place.column] = path
    if isinstance(node, MappingNode):
        for entry in node.entries:
            inner = (*path, _key(entry.key.text))
            found[entry.key.place.line, entry.key.place.column] = inner
            _walk(entry.value, inner, found)
        found[node.place.line, node.place.column] = path
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            _walk(item, (*path, number), found)


def _key(text: str) -> Any:
    return int(text) if text.isdecimal() else text
