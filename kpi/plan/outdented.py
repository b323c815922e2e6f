"""Keys that belong under another one and stand below it without being indented.

One rule: what is read is what was meant, and nothing is lost: the lines are told once, with how
far they are to be indented. Only keys that the mapping itself does not have are moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from kpi.plan import scalars
from kpi.plan.document import Written
from kpi.plan.findings import Book, Place, Term
from kpi.plan.kinds import Key, keys_of, members_of, unwrapped
from kpi.plan.yaml_tree import Entry, Node, Scalar, Sequence
from kpi.plan.yaml_tree import Mapping as MappingNode

_STEP = 2


def gathered(
    entries: list[Entry], known: Mapping[str, Key], where: Term, book: Book
) -> Iterator[Entry]:
    """The entries of a record; those that belong under the one before them stand there again."""
    at = 0
    while at < len(entries):
        entry = entries[at]
        key = known.get(entry.key.text)
        strays = _strays(entries[at + 1 :], entry, key, known) if key else []
        at += 1 + len(strays)
        yield _taken_in(entry, strays, where, book) if strays else entry


def gathered_rows(entries: list[Entry], kind: Any, where: Term, book: Book) -> Iterator[Entry]:
    """The same of a table whose values are tables by year (`unit_targets`)."""
    at = 0
    while at < len(entries):
        entry = entries[at]
        strays = (
            _run(entries[at + 1 :], entry, _Children(kind, (), gaps=False))
            if _is_empty(entry)
            else []
        )
        at += 1 + len(strays)
        yield _taken_in(entry, strays, where, book) if strays else entry


@dataclass(frozen=True, slots=True)
class _Children:
    """Which entries belong under a key of this type, and not to the mapping that it stands in."""

    kind: Any
    own: Collection[str]
    gaps: bool = True

    def are(self, entry: Entry) -> bool:
        return any(self._is(entry, member) for member in members_of(self.kind))

    def _is(self, entry: Entry, kind: Any) -> bool:
        base, _ = unwrapped(kind)
        if get_origin(base) is dict:
            return self._is_row(entry, *get_args(base))
        name = entry.key.text
        written = isinstance(base, type) and issubclass(base, Written)
        return written and self._is_free(entry) and name in _names_within(base)

    def _is_row(self, entry: Entry, key_kind: Any, value_kind: Any) -> bool:
        key, _ = unwrapped(key_kind)
        if key is int:
            return scalars.key_number(entry.key) is not None
        words = get_args(key)
        if words:
            return entry.key.text in words
        deep = get_origin(unwrapped(value_kind)[0]) is dict
        nested = isinstance(entry.value, MappingNode) or _is_empty(entry)
        return deep and nested and self._is_free(entry)

    def _is_free(self, entry: Entry) -> bool:
        """Whether the mapping around has no such key, or has it already."""
        return entry.key.text not in self.own or entry.again is not None


def _names_within(model: type[Written]) -> frozenset[str]:
    """The keys of a model and of the models of its values."""
    names = set(keys_of(model))
    for key in keys_of(model).values():
        for member in members_of(key.type):
            base, _ = unwrapped(member)
            if isinstance(base, type) and issubclass(base, Written):
                names |= _names_within(base)
    return frozenset(names)


def _strays(after: list[Entry], entry: Entry, key: Key, known: Collection[str]) -> list[Entry]:
    if _is_empty(entry):
        return _run(after, entry, _Children(key.type, known))
    item = _last_item(entry.value)
    lists = [m for m in members_of(key.type) if get_origin(unwrapped(m)[0]) is list]
    if item is None or not lists:
        return []
    return _run(after, entry, _Children(get_args(unwrapped(lists[0])[0])[0], known))


def _run(after: list[Entry], entry: Entry, children: _Children) -> list[Entry]:
    """The entries right below, in the same column, up to the last one that surely belongs there;
    with `gaps` others may stand between."""
    run: list[Entry] = []
    for number, below in enumerate(after):
        if below.key.indent != entry.key.indent or below.bare:
            break
        if below.key.text in children.own and below.again is None:
            break
        if below.key.place.line <= entry.key.place.line:
            break
        if children.are(below):
            run = after[: number + 1]
        elif not children.gaps:
            break
    return run


def _is_empty(entry: Entry) -> bool:
    return isinstance(entry.value, Scalar) and scalars.is_null(entry.value) and not entry.bare


def _last_item(value: Node) -> MappingNode | None:
    if isinstance(value, Sequence) and value.items and isinstance(value.items[-1], MappingNode):
        return value.items[-1] if value.items[-1].entries else None
    return None


def _taken_in(entry: Entry, strays: list[Entry], where: Term, book: Book) -> Entry:
    first, item = strays[0].key, _last_item(entry.value)
    wanted = item.entries[0].key.indent if item else entry.key.indent + _STEP
    begun = first.place.line
    ends = max(_last_line(stray.value, stray.key.place) for stray in strays)
    lines = Term(f"lines.{'one' if ends == begun else 'more'}", {"first": begun, "last": ends})
    book.report(
        "not_indented", first.place, where=where, key=entry.key.text, lines=lines,
        by=wanted - first.indent,
    )  # fmt: skip
    if item:
        item.entries += _first_ones(strays, item.entries)
        return entry
    inside = _first_ones(strays, [])
    return Entry(entry.key, MappingNode(inside, first.place))


def _first_ones(strays: list[Entry], before: list[Entry]) -> list[Entry]:
    """The strays, knowing which of their keys were written before where they belong."""
    seen = {entry.key.text: entry.key.place for entry in before}
    inside = []
    for stray in strays:
        first = seen.setdefault(stray.key.text, stray.key.place)
        inside.append(replace(stray, again=None if first is stray.key.place else first))
    return inside


def _last_line(node: Node, begun: Place) -> int:
    line = max(begun.line, node.place.line if begun.line <= node.place.line else begun.line)
    match node:
        case Sequence():
            return max([line, *(_last_line(item, begun) for item in node.items)])
        case MappingNode():
            return max([line, *(_last_line(e.value, begun) for e in node.entries)])
        case _:
            return line
