"""YAML text as a tree of nodes that know their line and column: the only door to PyYAML.

Nothing is converted here: a scalar keeps its text and whether it was quoted, because what `no`
or `2024` means depends on the key it belongs to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from kpi.plan.findings import Book, Place

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 40
MAX_NODES = 2_000_000  # after aliases are followed
MAX_BYTES = 32 * 1024 * 1024


@dataclass(slots=True)
class Scalar:
    text: str
    quoted: bool
    place: Place
    size: int = 1


@dataclass(slots=True)
class Sequence:
    items: list[Node]
    place: Place
    size: int = 1


@dataclass(slots=True)
class Entry:
    key: Scalar
    value: Node


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
    seen: dict[str, Place] = field(default_factory=dict)
    merged: list[Node] = field(default_factory=list)


def read_tree(data: bytes, book: Book) -> Node:
    """The document's root node. Reports what is wrong; raises Unreadable if nothing is left."""
    text = _decoded(data, book)
    try:
        root = _Builder(book).build(text)
    except yaml.MarkedYAMLError as error:
        _report_syntax(error, text, book)
        raise Unreadable from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        book.report("yaml_other", Place())
        raise Unreadable from error
    if root is None:
        book.report("empty_file", Place())
        raise Unreadable
    return root


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
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
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


def _place(mark: _Mark | None) -> Place:
    return Place() if mark is None else Place(mark.line + 1, mark.column + 1)


class _Builder:
    """Turns the parser's events into nodes, without recursion."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.open: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.root: Node | None = None

    def build(self, text: str) -> Node | None:
        for event in _events(text):
            match event:
                case yaml.DocumentStartEvent() if self.root is not None:
                    self.book.report("second_document", _place(event.start_mark))
                    return self.root
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.SequenceStartEvent():
                    self._begin(event, Sequence([], _place(event.start_mark)))
                case yaml.MappingStartEvent():
                    self._begin(event, Mapping([], _place(event.start_mark)))
                case yaml.CollectionEndEvent():
                    self._end()
        return self.root

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._refuse_tag(event)
        text = unicodedata.normalize("NFC", event.value)
        quoted = event.style is not None and event.style != ""
        node = Scalar(text, quoted, _place(event.start_mark))
        if event.anchor:
            self.anchors[event.anchor] = node
        self._add(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        place, name = _place(event.start_mark), str(event.anchor)
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

    def _add(self, node: Node) -> None:
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
        else:
            self._entry(top, top.node, top.key, node)
            top.key = None

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.book.report("key_is_no_text", node.place)
        raise Unreadable

    def _entry(self, top: _Open, mapping: Mapping, key: Scalar, value: Node) -> None:
        if key.text == "<<" and not key.quoted:
            top.merged.append(value)
            return
        first = top.seen.setdefault(key.text, key.place)
        if first is key.place:
            mapping.entries.append(Entry(key, value))
        else:
            self.book.report(
                "duplicate_key", key.place, key=key.text, line=first.line, column=first.column
            )

    def _refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None:
            self.book.report("tag", _place(event.start_mark), tag=event.tag)
            raise Unreadable


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
                if entry.key.text not in done.seen:
                    done.seen[entry.key.text] = entry.key.place
                    mapping.entries.append(entry)


_SYNTAX = (  # what the parser says, which of its two places to show, the rule
    ("mapping values are not allowed", "problem", "yaml_colon"),
    ("could not find expected ':'", "context", "yaml_no_colon"),
    ("found unexpected end of stream", "context", "yaml_open_quote"),
    ("found unexpected document indicator", "context", "yaml_open_quote"),
    ("unknown escape character", "problem", "yaml_escape"),
    ("',' or ']'", "context", "yaml_open_list"),
    ("',' or '}'", "context", "yaml_open_braces"),
    ("block sequence entries are not allowed", "problem", "yaml_dash"),
    ("expected key", "problem", "yaml_indent"),
    ("expected '-'", "problem", "yaml_indent"),
    ("expected <block end>", "problem", "yaml_indent"),
    ("expected <document start>", "problem", "yaml_indent"),
    ("expected '<document start>'", "problem", "yaml_indent"),
)


def _report_syntax(error: yaml.MarkedYAMLError, text: str, book: Book) -> None:
    problem = error.problem or ""
    place = _place(error.problem_mark or error.context_mark)
    if "cannot start any token" in problem:
        found = _character_at(text, place)
        rule = "yaml_tab" if found == "\t" else "yaml_character"
        book.report(rule, place, character=found)
        return
    for part, which, rule in _SYNTAX:
        if part in problem:
            shown = _place(error.context_mark) if which == "context" else place
            book.report(rule, shown if error.context_mark or which == "problem" else place)
            return
    book.report("yaml_other", place)


def _character_at(text: str, place: Place) -> str:
    lines = re.split("\r\n|[\n\r\x85\u2028\u2029]", text)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    return line[place.column - 1 : place.column]
