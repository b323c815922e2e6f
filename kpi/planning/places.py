"""Findings of the plan's own reader, told by the cells of the workbook that they are about.

One rule: a finding stands at the cell of its own fact, filled or blank; at the code of a row only
what is said of the whole row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from kpi.plan.findings import Book, Finding, Term
from kpi.plan.kinds import key_names
from kpi.plan.yaml_tree import Mapping as MappingNode
from kpi.plan.yaml_tree import Node, Unreadable, read_tree
from kpi.plan.yaml_tree import Sequence as SequenceNode
from kpi.planning.composing import ID, Composed
from kpi.planning.layout import Column, SheetKey, columns_of, heads_of
from kpi.planning.leaves import TARGETS, UNIT_TARGETS, Path
from kpi.planning.problems import BookProblem, Spot

_ITEM = 2  # keys that lead to an item of a section: ("indicators", 3)
_INDEX = re.compile(r"\[\d+\]")
_BY_YEAR = {TARGETS[0]: 3, UNIT_TARGETS[0]: 4}  # keys that lead to a mapping of years
_OF_OTHERS = frozenset(
    ("unknown_reference", "unknown_unit_or_kind", "name_for_id", "name_for_ids", "part_unknown")
)
_LOST_ROWS = frozenset(
    ("no_code", "name_alone", "code_twice", "no_head", "no_table", "sheet_missing", "sheet_renamed")
)


def told(findings: Iterable[Finding], text: str, wanted: Composed) -> tuple[BookProblem, ...]:
    """The findings of a text that was made of a workbook, each with its cell; left out are those
    that only follow from a cell which was not understood."""
    places = _places(text)
    found = (_told(f, places, wanted) for f in findings)
    return tuple(problem for problem in found if not _follows(problem, wanted))


def _told(
    finding: Finding, places: Mapping[tuple[int, int], Path], wanted: Composed
) -> BookProblem:
    path = places.get((finding.line, finding.column), ())
    spot = next((s for p in _paths(finding, path) if (s := _spot_of(p, wanted))), Spot())
    column = _column_of(finding, path)
    if column is not None:
        values = {"head": column, "where": finding.values["where"]}
        return BookProblem("column_needed", spot, values)
    return BookProblem(finding.rule, spot, {}, finding, _other(finding, places, wanted))


def _other(
    finding: Finding, places: Mapping[tuple[int, int], Path], wanted: Composed
) -> Spot | None:
    """The cell of what a finding speaks of by its line in the text."""
    line, column = finding.values.get("line"), finding.values.get("column")
    if not isinstance(line, int) or not isinstance(column, int):
        return None
    path = places.get((line, column), ())
    ways = (path[:length] for length in range(len(path), _ITEM, -1))
    return next((spot for way in ways if (spot := _spot_of(way, wanted))), None)


def _paths(finding: Finding, path: Path) -> Iterator[Path]:
    """The facts that a finding may be about, likeliest first; `path` is the one at its place."""
    year = finding.values.get("year")
    years = _BY_YEAR.get(path[_ITEM]) if len(path) > _ITEM else None
    if year is not None and years:
        yield (*path[:years], year)
    if finding.rule == "missing_key" or len(path) <= _ITEM:
        yield (*path[: _length(path)], *_keys(finding))
    while path:
        yield path
        path = path[:-1]


def _length(path: Path) -> int:
    return 1 if path[:1] == ("plan",) else _ITEM


def _keys(finding: Finding) -> Path:
    """The keys that a finding names, from its item on: `baseline.value`, `reported_by[2]`; of
    several the first."""
    several = finding.values.get("keys")
    first = several[0] if isinstance(several, tuple) and several else ""
    named = _INDEX.sub("", str(finding.values.get("key", first)))
    return tuple(_key(part) for part in named.split(".") if part)


def _spot_of(path: Path, wanted: Composed) -> Spot | None:
    """The cell of a fact; of one in several cells the first."""
    for spots in (wanted.spots, wanted.blanks):
        if path in spots:
            return spots[path]
    if len(path) <= _ITEM:
        return None
    inside = (spot for at, spot in wanted.spots.items() if at[: len(path)] == path)
    return next(inside, None)


def _column_of(finding: Finding, path: Path) -> ColumnHead | None:
    """Where what is missing would be written; None if nothing is, or it has no column."""
    if finding.rule != "missing_key" or not path or path[0] not in _LISTED:
        return None
    columns = (c for sheet in _LISTED[path[0]] for c in columns_of(sheet))
    wanted = _keys(finding)
    return next((ColumnHead("", {"column": c}) for c in columns if c.path == wanted), None)


_LISTED: Mapping[Any, tuple[SheetKey, ...]] = {
    "indicators": ("indicators", "details"), "units": ("units",), "fields": ("fields",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnHead(Term):
    """What the column of a fact is called."""

    def said(self, locale: str) -> str:
        return heads_of(cast("Column", self.values["column"]), locale)[0]


def _follows(problem: BookProblem, wanted: Composed) -> bool:
    """Whether a finding would not be there but for a cell or a row that was not understood."""
    unclear = {(p.spot.sheet, p.spot.cell) for p in wanted.problems if p.spot.cell}
    if problem.spot.cell and (problem.spot.sheet, problem.spot.cell) in unclear:
        return True
    codes = {(s.sheet, s.cell) for path, s in wanted.spots.items() if path[-1:] == ID}
    rows_lost = bool(codes & unclear) or any(p.rule in _LOST_ROWS for p in wanted.problems)
    return rows_lost and problem.finding is not None and problem.finding.rule in _OF_OTHERS


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
    at = (node.place.line, node.place.column)
    found[at] = path
    if isinstance(node, MappingNode):
        for entry in node.entries:
            inner = (*path, _key(entry.key.text))
            found[entry.key.place.line, entry.key.place.column] = inner
            _walk(entry.value, inner, found)
        if len(path) <= _ITEM:
            found[at] = path  # an item begins where its first key does
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            _walk(item, (*path, number), found)


def _key(text: str) -> Any:
    return int(text) if text.isdecimal() else text
