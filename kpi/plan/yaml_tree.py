"""YAML text as a tree of nodes that know their line and column: the only door to PyYAML.

Nothing is converted here: a scalar keeps its text and whether it was quoted, because what `no`
or `2024` means depends on the key it belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

import yaml

from kpi.plan.findings import Book, Place
from kpi.plan.flow_text import open_brackets, quoted, segment_at
from kpi.plan.line_breaks import without_breaks
from kpi.plan.mending import MOST_MENDED, Mended, Names, mend
from kpi.plan.syntax import report_syntax

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 40
MAX_NODES = 2_000_000  # after aliases are followed
MAX_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class Scalar:
    """`hash` is what a `#` behind a plain scalar took away, if no blank follows the `#`.
    `indent` is its column (from 0) as it is read, once slips are mended."""

    text: str
    quoted: bool
    place: Place
    size: int = 1
    hash: str = ""
    indent: int = 0


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    place: Place
    size: int = 1


@dataclass(slots=True)
class Entry:
    """`bare` is what stands in braces without a colon, from the value before on: a comma there
    parted what belongs together (`97,5`). `again` is the place of the same key before: kept where
    it follows a key without a value, or a list, to which it may belong."""

    key: Scalar
    value: Node
    bare: str = ""
    again: Place | None = None


@dataclass(slots=True)
class Mapping:
    entries: list[Entry]
    place: Place
    size: int = 1


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):
    """The text is no single YAML document; the finding is already in the book."""


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    node: Sequence | Mapping
    anchor: str | None
    key: Scalar | None = None
    key_end: int = -1
    value_start: int = -1
    seen: dict[str, Place] = field(default_factory=dict)
    merged: list[Node] = field(default_factory=list)
    lost: bool = False


def read_tree(data: bytes, book: Book, names: Names | None = None) -> Node:
    """The document's root node. Reports what is wrong; raises Unreadable if nothing is left.

    Slips that have one plain repair are reported and read on as mended; `names` are those of
    the plan's keys.
    """
    mended = Mended(without_breaks(_decoded(data, book), book))
    for _ in range(MOST_MENDED):
        attempt = Book(book.file)
        builder = _Builder(attempt, mended)
        try:
            root = builder.build()
        except yaml.MarkedYAMLError as error:
            slip = mend(mended, error, names or Names(), _events)
            if slip is None:
                book.found += attempt.found
                report_syntax(error, mended, book)
                raise Unreadable from error
            place = Place(slip.line + 1, slip.column + 1)
            book.report(slip.rule, place, at=place.column, **slip.values)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            book.report("yaml_other", Place())
            raise Unreadable from error
        except Unreadable:
            book.found += attempt.found
            raise
        else:
            book.found += attempt.found
            if root is None:
                book.report("empty_file", Place())
                raise Unreadable
            return root
    raise Unreadable  # the first slips are in the book, more than enough to begin with


def _decoded(data: bytes, book: Book) -> str:
    if len(data) > MAX_BYTES:
        book.report("file_too_large", Place(), limit=MAX_BYTES // 1024 // 1024)
        raise Unreadable
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        book.report("not_utf8", Place())
        raise Unreadable
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        book.report("not_utf8", _place_after(before))
        raise Unreadable from error
    stray = _UNPRINTABLE.search(text)
    if stray:
        code = f"U+{ord(stray[0]):04X}"
        book.report("unprintable", _place_after(text[: stray.start()]), code=code)
        raise Unreadable
    if not text.strip():
        book.report("empty_file", Place())
        raise Unreadable
    return text


_UNPRINTABLE = re.compile(
    "[^\t\n\x0b\x0c\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def _place_after(text: str) -> Place:
    lines = text.splitlines() or [""]
    if text.endswith(("\n", "\r")):
        lines.append("")
    return Place(len(lines), len(lines[-1]) + 1)


class _Mark(Protocol):
    """What the marks of PyYAML's two parsers have in common; both count from 0."""

    line: int
    column: int
    index: int


def _place(mark: _Mark | None, mended: Mended) -> Place:
    return Place() if mark is None else mended.place(mark.line + 1, mark.column + 1)


def _shown(node: Node) -> str:
    return node.text if isinstance(node, Scalar) else "…"


def _index(mark: _Mark | None) -> int:
    return -1 if mark is None else mark.index


def _column(mark: _Mark | None) -> int:
    return 0 if mark is None else mark.column


class _Builder:
    """Turns the parser's events into nodes, without recursion."""

    def __init__(self, book: Book, mended: Mended) -> None:
        self.book = book
        self.mended = mended
        self.text = mended.text
        self.open: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None

    def build(self) -> Node | None:
        for event in _events(self.text):
            match event:
                case yaml.DocumentStartEvent() if self.root is not None:
                    self.book.report("second_document", self._place(event.start_mark))
                    return self.root
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.SequenceStartEvent():
                    self._begin(event, Sequence([], self._place(event.start_mark)))
                case yaml.MappingStartEvent():
                    self._begin(event, Mapping([], self._place(event.start_mark)))
                case yaml.CollectionEndEvent():
                    self._end()
        return self.root

    def _place(self, mark: _Mark | None) -> Place:
        return _place(mark, self.mended)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        text = unicodedata.normalize("NFC", event.value)
        quoted = event.style is not None and event.style != ""
        node = Scalar(text, quoted, self._place(event.start_mark), indent=_column(event.start_mark))
        begin, end = _index(event.start_mark), _index(event.end_mark)
        if not quoted and (taken := _HASH.match(self.text, end)):
            node.hash = _COMMENT.split(taken[1])[0].rstrip()
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node, begin, end)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place, name = self._place(event.start_mark), str(event.anchor)
        if any(o.anchor == name for o in self.open):
            self.book.report("alias_of_itself", place, name=name)
            raise Unreadable
        node = self.anchors.get(name)
        if node is None:
            self.book.report("unknown_alias", place, name=name)
            raise Unreadable
        self._add(node)

    def _begin(self, event: yaml.CollectionStartEvent, node: Sequence | Mapping) -> None:
        self._refuse_tag(event)
        if len(self.open) >= MAX_DEPTH:
            self.book.report("too_deep", node.place)
            raise Unreadable
        self.open.append(_Open(node, event.anchor))

    def _end(self) -> None:
        done = self.open.pop()
        if isinstance(done.node, Mapping):
            _merge(done.node, done, self.book)
        if done.anchor:
            self.anchors[done.anchor] = done.node
        self._add(done.node)

    def _add(self, node: Node, begin: int = -1, end: int = -1) -> None:
        if not self.open:
            self.root = node
            return
        top = self.open[-1]
        top.node.size += node.size
        if top.node.size > MAX_NODES:
            self.book.report("too_large", top.node.place)
            raise Unreadable
        if isinstance(top.node, Sequence):
            top.node.items.append(node)
        elif top.key is None:
            top.key = self._as_key(node)
            top.key_end = end
        else:
            bare = self._bare(top, begin, end)
            top.value_start = top.value_start if bare else begin
            self._entry(top, top.node, Entry(top.key, node, bare))
            top.key = None

    def _bare(self, top: _Open, begin: int, end: int) -> str:
        """What a comma parted: the value before and this key, which no colon follows."""
        colon = self.text[top.key_end : top.key_end + 1] == ":"
        if begin < 0 or begin != end or begin != top.key_end or colon or top.key is None:
            return ""
        return self.text[top.value_start : top.key_end] if top.value_start >= 0 else top.key.text

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.book.report("key_is_no_text", node.place)
        raise Unreadable

    def _entry(self, top: _Open, mapping: Mapping, entry: Entry) -> None:
        key, value = entry.key, entry.value
        if key.text == "<<" and not key.quoted:
            top.merged.append(value)
            return
        first = top.seen.setdefault(key.text, key.place)
        if first is key.place:
            mapping.entries.append(entry)
        elif key.text == "id" and not top.lost:
            top.lost = True  # what follows belongs to another item
            self.book.report("lost_dash", key.place, repair=f"- id: {_shown(value)}")
        elif entry.bare or top.lost:
            pass
        elif _follows_parent(mapping):
            mapping.entries.append(replace(entry, again=first))
        else:
            before = next((e.value for e in mapping.entries if e.key.place is first), value)
            said: dict[str, object] = {
                "key": key.text, "line": first.line, "column": first.column
            }  # fmt: skip
            rule = "duplicate_key"
            if isinstance(before, Scalar) and isinstance(value, Scalar):
                rule = rule if before.text == value.text else "duplicate_key_differs"
                said |= {"first": before.text, "second": value.text}
            self.book.report(rule, key.place, **said)

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            at = _column(event.start_mark)
            line = self.text[: _index(event.start_mark)].rpartition("\n")[2]
            line += self.text[_index(event.start_mark) :].partition("\n")[0]
            segment = segment_at(line, at, flow=bool(open_brackets(line[:at]).marks))
            repair = segment.lead + quoted(segment.value)
            self.book.report("tag", self._place(event.start_mark), tag=event.tag, repair=repair)
            raise Unreadable


def _follows_parent(mapping: Mapping) -> bool:
    """Whether the entry before has no value, or a list, or was kept for that reason."""
    last = mapping.entries[-1]
    if isinstance(last.value, Sequence):
        return True
    empty = isinstance(last.value, Scalar) and not last.value.text and not last.value.quoted
    return last.again is not None or empty


_COMMENT = re.compile(r"\s#\s")
_HASH = re.compile(r"[ \t]+(#[^\s#-][^\r\n]*)")


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=LOADER)


def _merge(mapping: Mapping, done: _Open, book: Book) -> None:
    """`<<`: keys of the mappings named come along where the mapping has none of its own."""
    for source in done.merged:
        for other in source.items if isinstance(source, Sequence) else [source]:
            if not isinstance(other, Mapping):
                book.report("merge_needs_mapping", other.place)
                continue
            for entry in other.entries:
                if not entry.again and entry.key.text not in done.seen:
                    done.seen[entry.key.text] = entry.key.place
                    mapping.entries.append(entry)
