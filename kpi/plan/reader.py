"""Reads YAML nodes under the types of the document's model: strict, and never stopping.

One rule: whatever is wrong is reported with its place and left out; the rest is read on.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import annotated_types
from pydantic.fields import FieldInfo

from kpi.plan import document, scalars
from kpi.plan.document import Written
from kpi.plan.findings import Book, Place, Term
from kpi.plan.likely import likely
from kpi.plan.records import Located, Record
from kpi.plan.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_NAMED: dict[object, str] = {
    document.FieldW: "field",
    document.UnitW: "unit",
    document.IndicatorW: "indicator",
    document.RuleW: "rule",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a model: its type, its limits, whether it must be written."""

    name: str
    type: Any
    required: bool


@dataclass(frozen=True, slots=True)
class Context:
    """Whose value is being read: `where` is said in messages, `path` is the key inside it."""

    where: Term
    path: str = ""

    def under(self, key: str) -> Context:
        return Context(self.where, f"{self.path}.{key}" if self.path else key)


@lru_cache(maxsize=64)
def keys_of(model: type[Written]) -> dict[str, Key]:
    hints = get_type_hints(model, include_extras=True)
    return {
        (info.alias or name): Key(info.alias or name, hints[name], info.is_required())
        for name, info in model.model_fields.items()
    }


def read_document(root: Node, book: Book) -> Record:
    """The whole document as far as it can be read; findings go to the book."""
    reader = Reader(book)
    top = Context(Term("where.file"))
    if not isinstance(root, Mapping):
        book.report("no_mapping", root.place)
        return Record(document.DocumentW, root.place, top.where)
    found = reader.read(root, document.DocumentW, top)
    if found is not None and isinstance(found.value, Record):
        return found.value
    return Record(document.DocumentW, root.place, top.where)


class Reader:
    def __init__(self, book: Book) -> None:
        self.book = book

    def read(self, node: Node, kind: Any, context: Context) -> Located | None:
        """The value under a type of the model, or None, and then the reason is in the book."""
        base, limits = _unwrapped(kind)
        if get_origin(base) in {Union, types.UnionType}:
            return self._union(node, base, context)
        value = self._shaped(node, base, context)
        if value is None or not self._within(value, limits, node, context):
            return None
        return Located(value, node.place)

    def _union(self, node: Node, union: Any, context: Context) -> Located | None:
        members = [m for m in get_args(union) if m is not type(None)]
        for member in members:
            if shape_of(member) is type(node):
                if isinstance(node, Scalar) and get_origin(member) is Literal:
                    others = [m for m in members if m is not member]
                    return self._word_among(node, get_args(member), others, context)
                return self.read(node, member, context)
        self._wrong_type(node, members, context)
        return None

    def _word_among(
        self, node: Scalar, words: tuple[str, ...], others: list[Any], context: Context
    ) -> Located | None:
        """One of the words; whoever writes none of them may have meant another type."""
        if scalars.is_null(node):
            self._report("missing_value", node.place, context)
            return None
        text = node.text.strip()
        if text in words:
            return Located(text, node.place)
        types = dict.fromkeys(_type_word(other) for other in others)
        self._report(
            "unknown_word_or_type", node.place, context, written=text, allowed=words,
            likely=likely(text, words), others=tuple(Term(f"types.{t}") for t in types),
        )  # fmt: skip
        return None

    def _shaped(self, node: Node, base: Any, context: Context) -> object | None:
        if shape_of(base) is not type(node):
            self._wrong_type(node, [base], context)
            return None
        match node:
            case Scalar():
                return self._scalar(node, base, context)
            case Sequence():
                return self._sequence(node, base, context)
            case Mapping() if get_origin(base) is dict:
                return self._table(node, base, context)
            case Mapping():
                return self._record(node, base, context)

    # scalars

    def _scalar(self, node: Scalar, base: Any, context: Context) -> object | None:
        if scalars.is_null(node):
            self._report("missing_value", node.place, context)
            return None
        if get_origin(base) is Literal:
            return self._choice(node, get_args(base), context)
        reading: dict[Any, Callable[[Scalar, Context], object | None]] = {
            str: self._text,
            float: self._number,
            int: self._whole,
            bool: self._truth,
            date: self._day,
        }
        return reading[base](node, context)

    def _text(self, node: Scalar, context: Context) -> str | None:
        text = node.text.strip()
        rule = (
            "number_in_text"
            if scalars.looks_like_number(node)
            else "date_in_text"
            if scalars.looks_like_date(node)
            else "empty_text"
            if not text
            else None
        )
        if rule:
            self._report(rule, node.place, context, written=node.text)
            return None
        return text

    def _number(self, node: Scalar, context: Context) -> float | None:
        value = scalars.number(node)
        if value is None:
            self._no_number(node, context)
        elif scalars.THOUSANDS.fullmatch(node.text):
            meant = node.text.replace(".", "")
            self._report(
                "looks_like_thousands", node.place, context, written=node.text, meant=meant
            )
        return value

    def _whole(self, node: Scalar, context: Context) -> int | None:
        value = scalars.whole(node)
        if value is None and scalars.number(node) is not None:
            self._report("not_whole", node.place, context, written=node.text)
        elif value is None:
            self._no_number(node, context)
        return value

    def _no_number(self, node: Scalar, context: Context) -> None:
        meant = scalars.number_meant(node)
        rule = "quoted_number" if node.quoted and meant else "not_a_number"
        self._report(rule, node.place, context, written=node.text, likely=meant)

    def _day(self, node: Scalar, context: Context) -> date | None:
        value = scalars.day(node)
        if value is None:
            meant = scalars.date_meant(node)
            self._report("not_a_date", node.place, context, written=node.text, likely=meant)
        return value

    def _truth(self, node: Scalar, context: Context) -> bool | None:
        value = scalars.truth(node)
        if value is None:
            self._report("not_true_or_false", node.place, context, written=node.text)
        return value

    def _choice(self, node: Scalar, words: tuple[str, ...], context: Context) -> str | None:
        text = node.text.strip()
        if text in words:
            return text
        near = likely(text, words)
        self._report("unknown_word", node.place, context, written=text, allowed=words, likely=near)
        return None

    # collections

    def _sequence(self, node: Sequence, base: Any, context: Context) -> object:
        inner = get_args(base)
        if get_origin(base) is tuple and len(node.items) != len(inner):
            self._length(node, len(inner), context)
            return None
        read = []
        for number, item in enumerate(node.items):
            kind = inner[number] if get_origin(base) is tuple else inner[0]
            found = self.read(item, kind, _of_item(kind, item, number, context))
            if found is not None:
                read.append(found)
        if get_origin(base) is tuple:
            return tuple(read) if len(read) == len(inner) else None
        return read

    def _table(self, node: Mapping, base: Any, context: Context) -> object:
        key_kind, value_kind = get_args(base)
        read: dict[object, Located] = {}
        for entry in node.entries:
            key = self._table_key(entry.key, key_kind, context)
            found = self.read(entry.value, value_kind, context.under(entry.key.text))
            if key is not None and found is not None:
                found.key_place = entry.key.place
                read[key] = found
        return read

    def _table_key(self, node: Scalar, kind: Any, context: Context) -> object | None:
        base, limits = _unwrapped(kind)
        if get_origin(base) is Literal:
            return self._choice(node, get_args(base), context)
        if base is int:
            value = scalars.key_number(node)
            if value is None or not _inside(value, limits):
                self._report("not_a_year", node.place, context, written=node.text)
                return None
            return value
        text = node.text.strip()
        if not text:
            self._report("empty_text", node.place, context, written=node.text)
        return text or None

    def _record(self, node: Mapping, model: type[Written], context: Context) -> Record:
        record = Record(model, node.place, context.where)
        known = keys_of(model)
        for entry in node.entries:
            name = entry.key.text
            if name in known:
                record.keys[name] = entry.key.place
                self._entry(record, entry, known[name], context.under(name))
            else:
                near = likely(name, [k for k in known if k not in record.meant])
                if near:
                    record.meant.add(near)
                self._report(
                    "unknown_key", entry.key.place, context, written=name,
                    likely=near, allowed=tuple(known),
                )  # fmt: skip
        for key in known.values():
            if key.required and key.name not in record.keys.keys() | record.meant:
                report_missing(self.book, record, key.name, context.path)
        return record

    def _entry(self, record: Record, entry: Entry, key: Key, context: Context) -> None:
        value = entry.value
        if isinstance(value, Scalar) and scalars.is_null(value) and not key.required:
            self._report("empty_value", entry.key.place, context)
            del record.keys[key.name]
            return
        if key.type is document.HeadW:
            context = Context(Term("where.plan"))
        found = self.read(value, key.type, context)
        if found is not None:
            record.entries[key.name] = found

    # limits and reports

    def _within(self, value: object, limits: list[Any], node: Node, context: Context) -> bool:
        for limit in limits:
            if isinstance(limit, (annotated_types.MinLen, annotated_types.MaxLen)):
                if isinstance(value, list) and isinstance(node, Sequence):
                    wanted = (
                        limit.min_length
                        if isinstance(limit, annotated_types.MinLen)
                        else limit.max_length
                    )
                    if len(node.items) != wanted:
                        self._length(node, wanted, context)
                        return False
                    if len(value) != wanted:
                        return False  # an item could not be read, which is reported
            elif not _inside(value, [limit]):
                written = node.text if isinstance(node, Scalar) else ""
                self._report(
                    "out_of_range", node.place, context, written=written, limits=_said(limits)
                )
                return False
        return True

    def _length(self, node: Sequence, wanted: int | None, context: Context) -> None:
        self._report("list_length", node.place, context, wanted=wanted, count=len(node.items))

    def _wrong_type(self, node: Node, kinds: list[Any], context: Context) -> None:
        if isinstance(node, Scalar) and scalars.is_null(node):
            self._report("missing_value", node.place, context)
            return
        got = {Scalar: "single", Sequence: "list", Mapping: "mapping"}[type(node)]
        expected = tuple(dict.fromkeys(_type_word(kind) for kind in kinds))
        self._report(
            "wrong_type", node.place, context,
            expected=tuple(Term(f"types.{e}") for e in expected),
            got=Term(f"types.{got}"),
        )  # fmt: skip

    def _report(self, rule: str, place: Place, context: Context, **values: object) -> None:
        self.book.report(rule, place, key=context.path, where=context.where, **values)


def report_missing(book: Book, record: Record, key: str, path: str = "") -> None:
    """A key that must be written and is not."""
    meaning = Term(f"keys.{record.model.__name__}.{key}")
    name = f"{path}.{key}" if path else key
    book.report("missing_key", record.place, key=name, where=record.where, meaning=meaning)


def _of_item(kind: Any, item: Node, number: int, context: Context) -> Context:
    """Items of the plan's lists are named by their id, others by their place in the list."""
    base, _ = _unwrapped(kind)
    name = _NAMED.get(base) if isinstance(base, type) else None
    if name is None:
        return Context(context.where, f"{context.path}[{number + 1}]")
    written = next((e.value for e in _entries(item) if e.key.text == "id"), None)
    if isinstance(written, Scalar) and written.text.strip():
        return Context(Term(f"where.{name}", {"id": written.text.strip()}))
    return Context(Term(f"where.{name}_number", {"number": number + 1}))


def _entries(node: Node) -> list[Entry]:
    return node.entries if isinstance(node, Mapping) else []


def _unwrapped(kind: Any) -> tuple[Any, list[Any]]:
    """A type without its annotations and without None, and the limits they held. Kept by identity,
    for annotated types cannot be hashed; the type is kept too, so that its identity is its own."""
    known = _UNWRAPPED.get(id(kind))
    if known is None:
        known = _UNWRAPPED[id(kind)] = (kind, *_unwrap(kind))
    return known[1:]


_UNWRAPPED: dict[int, tuple[Any, Any, list[Any]]] = {}


def _unwrap(kind: Any) -> tuple[Any, list[Any]]:
    limits: list[Any] = []
    if get_origin(kind) is Annotated:
        kind, *extras = get_args(kind)
        for extra in extras:
            if isinstance(extra, FieldInfo):
                limits += extra.metadata
    if get_origin(kind) in {Union, types.UnionType}:
        members = [m for m in get_args(kind) if m is not type(None)]
        if len(members) == 1:
            base, more = _unwrapped(members[0])
            return base, limits + more
    return kind, limits


def shape_of(kind: Any) -> type[Node]:
    """Which kind of node a type is read from."""
    base, _ = _unwrapped(kind)
    origin = get_origin(base) or base
    if origin in {list, tuple}:
        return Sequence
    if origin is dict or (isinstance(origin, type) and issubclass(origin, Written)):
        return Mapping
    return Scalar


def _type_word(kind: Any) -> str:
    base, _ = _unwrapped(kind)
    origin = get_origin(base) or base
    if origin is Literal:
        return "word"
    names = {str: "text", float: "number", int: "whole", bool: "truth", date: "date"}
    if origin in names:
        return names[origin]
    return {Sequence: "list", Mapping: "mapping"}[shape_of(base)]


def _inside(value: object, limits: list[Any]) -> bool:
    if not isinstance(value, (int, float)):
        return True
    for limit in limits:
        match limit:
            case annotated_types.Ge() if not value >= limit.ge:  # type: ignore[operator]
                return False
            case annotated_types.Gt() if not value > limit.gt:  # type: ignore[operator]
                return False
            case annotated_types.Le() if not value <= limit.le:  # type: ignore[operator]
                return False
            case _:
                pass
    return True


def _said(limits: list[Any]) -> tuple[Term, ...]:
    words: list[Term] = []
    for limit in limits:
        match limit:
            case annotated_types.Ge():
                words.append(Term("limits.ge", {"limit": limit.ge}))
            case annotated_types.Gt():
                words.append(Term("limits.gt", {"limit": limit.gt}))
            case annotated_types.Le():
                words.append(Term("limits.le", {"limit": limit.le}))
            case _:
                pass
    return tuple(words)
