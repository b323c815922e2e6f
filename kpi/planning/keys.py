"""Keys taken out of the plan's text and put into it, line by line, before values are edited.

One rule: whatever is no line of the key itself stays where it is, comments above all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kpi.plan.yaml_tree import Entry as KeyNode
from kpi.plan.yaml_tree import Mapping
from kpi.planning.leaves import Entry

Dump = Callable[[str, Any], str]
"""A key with its value as lines of text without indent."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `start` to `end` (from 0, `end` not included) become `new`."""

    start: int
    end: int
    new: tuple[str, ...] = ()


def applied(lines: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    made = list(lines)
    for edit in sorted(edits, key=lambda e: (e.start, e.end), reverse=True):
        made[edit.start : edit.end] = edit.new
    return made


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one text, by its lines."""

    lines: Sequence[str]
    dump: Dump

    def edits(
        self, node: Mapping, before: Entry, after: Entry, order: Sequence[str]
    ) -> Iterator[Edit]:
        """What makes the keys of a mapping those that are wanted; values are left as they are."""
        if not _is_block(self.lines, node):
            return
        for entry in node.entries:
            name = entry.key.text
            if name in before and name not in after:
                start, end = lines_of(self.lines, entry)
                yield Edit(start, end)
            elif isinstance(entry.value, Mapping) and isinstance(after.get(name), dict):
                inner = [str(key) for key in after[name]]
                yield from self.edits(entry.value, before[name], after[name], inner)
        yield from self._added(node, before, after, order)

    def _added(
        self, node: Mapping, before: Entry, after: Entry, order: Sequence[str]
    ) -> Iterator[Edit]:
        added: dict[int, list[str]] = {}
        indent = " " * (node.entries[0].key.place.column - 1)
        for name in sorted((n for n in after if n not in before), key=order.index):
            earlier = [e for e in node.entries if e.key.text in order[: order.index(name)]]
            last = max(earlier or node.entries[:1], key=lambda e: e.key.place.line)
            text = self.dump(name, after[name])
            new = [indent + line if line else "" for line in text.splitlines()]
            added.setdefault(lines_of(self.lines, last)[1], []).extend(new)
        for at, new in added.items():
            yield Edit(at, at, tuple(new))


def _is_block(lines: Sequence[str], node: Mapping) -> bool:
    """Whether each key has a line of its own."""
    places = {entry.key.place.line for entry in node.entries}
    return len(places) == len(node.entries) > 0 and all(
        re.fullmatch(r"[\s-]*", lines[e.key.place.line - 1][: e.key.place.column - 1])
        for e in node.entries
    )


def lines_of(lines: Sequence[str], entry: KeyNode) -> tuple[int, int]:
    """The lines of a key and its value: those below it that stand further in."""
    start = entry.key.place.line - 1
    indent = entry.key.place.column - 1
    end = start + 1
    last = end
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > indent):
        end += 1
        if lines[end - 1].strip():
            last = end
    return start, last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
