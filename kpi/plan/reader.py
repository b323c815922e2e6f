"""Reads YAML nodes under the types of the document's model: strict, and never stopping.

One rule: whatever is wrong is reported with its place and left out; the rest is read on.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from collections.abc import Mapping as Mapping_
from dataclasses import replace
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin

import annotated_types

from kpi.plan import document, scalars
from kpi.plan.context import (
    Context,
    as_list,
    as_one,
    of_item,
    report,
    report_dash,
    report_missing,
)
from kpi.plan.document import Written
from kpi.plan.examples import example_of, other_example
from kpi.plan.findings import Book, Place, Term
from kpi.plan.flow_text import quoted
from kpi.plan.kinds import Key, inside, keys_of, limits_said, shape_of, type_word, unwrapped
from kpi.plan.meanings import key_meant, keys_with_meaning, with_meaning, word_meant
from kpi.plan.misfits import (
    asks_for_days,
    report_no_day,
    report_no_number,
    report_no_truth,
    report_thousands,
)
from kpi.plan.outdented import gathered, gathered_rows
from kpi.plan.own_values import own_values
from kpi.plan.pairs import as_pair, decimals_in
from kpi.plan.pasted import REFERENCES, clean, pasted_text
from kpi.plan.records import Located, Record
from kpi.plan.remarks import is_remark, without_remark
from kpi.plan.whole_entries import baseline_as_table, whole_entries
from kpi.plan.yaml_tree import Entry, Mapping, Node, Scalar, Sequence
from kpi.plan.years import Span, plan_years, year_meant


def read_document(root: Node, book: Book) -> Record:
    """The whole document as far as it can be read; findings go to the book."""
    reader = Reader(book, plan_years(root))
    top = Context(Term("where.file"))
    if not isinstance(root, Mapping):
        book.report("no_mapping", root.place)
        return Record(document.DocumentW, root.place, top.where)
    found = reader.read(root, document.DocumentW, top)
    if found is not None and isinstance(found.value, Record):
        return found.value
    return Record(document.DocumentW, root.place, top.where)


class Reader:
    def __init__(self, book: Book, years: Span | None = None) -> None:
        self.book = book
        self.years = years

    def read(self, node: Node, kind: Any, context: Context) -> Located | None:
        """The value under a type of the model, or None, and then the reason is in the book."""
        base, limits = unwrapped(kind)
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
        text = clean(node, context, self.book)
        if text in words:
            return Located(text, node.place)
        types = dict.fromkeys(type_word(other) for other in others)
        self._report(
            "unknown_word_or_type", node.place, context, written=text,
            allowed=with_meaning(context.key, words), likely=word_meant(text, context.key, words),
            others=tuple(Term(f"types.{t}") for t in types), example=other_example(context.key),
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
            if not self._hash(node, context):
                self._report("missing_value", node.place, context)
            return None
        text = base is str and context.key not in REFERENCES
        node = without_remark(node, text=text, context=context, book=self.book)
        if get_origin(base) is Literal:
            return self._choice(node, get_args(base), context)
        if base is not str:
            node = replace(node, text=clean(node, context, self.book))
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
        text = pasted_text(node, context, self.book)
        self._hash(node, context)
        return text

    def _hash(self, node: Scalar, context: Context) -> bool:
        """Whether a `#` took away the rest of the line, which may have been meant."""
        if not node.hash:
            return False
        rule = "text_behind_hash" if node.text else "value_behind_hash"
        whole = quoted(f"{node.text} {node.hash}".strip())
        self._report(rule, node.place, context, hash=node.hash, repair=context.written(whole))
        return True

    def _number(self, node: Scalar, context: Context) -> float | None:
        value = scalars.number(node)
        if value is None:
            report_no_number(node, context, self.book)
        elif scalars.THOUSANDS.fullmatch(node.text) and context.key not in _SHARES:
            report_thousands(node, node.text, context, self.book)
            return None
        return value

    def _whole(self, node: Scalar, context: Context) -> int | None:
        value = scalars.whole(node)
        if value is None and scalars.number(node) is not None:
            self._report("not_whole", node.place, context, written=node.text)
        elif value is None:
            report_no_number(node, context, self.book)
        return value

    def _day(self, node: Scalar, context: Context) -> date | None:
        value = scalars.day(node)
        if value is None:
            report_no_day(node, context, self.book)
        return value

    def _truth(self, node: Scalar, context: Context) -> bool | None:
        value = scalars.truth(node)
        if value is None:
            report_no_truth(node, context, self.book)
        return value

    def _choice(self, node: Scalar, words: tuple[str, ...], context: Context) -> str | None:
        text = clean(node, context, self.book)
        if text in words:
            return text
        self._report(
            "unknown_word", node.place, context, written=text,
            allowed=with_meaning(context.key, words), likely=word_meant(text, context.key, words),
        )  # fmt: skip
        return None

    # collections

    def _sequence(self, node: Sequence, base: Any, context: Context) -> object:
        inner = get_args(base)
        if get_origin(base) is tuple and len(node.items) != len(inner):
            if not self._pair(node, base, context):
                self._length(node, len(inner), context)
            return None
        read = []
        for number, item in enumerate(node.items):
            kind = inner[number] if get_origin(base) is tuple else inner[0]
            found = self.read(item, kind, of_item(kind, item, number, context))
            if found is not None:
                read.append(found)
        if get_origin(base) is tuple:
            return tuple(read) if len(read) == len(inner) else None
        return read

    def _table(self, node: Mapping, base: Any, context: Context) -> object:
        key_kind, value_kind = get_args(base)
        read: dict[object, Located] = {}
        rows = list(whole_entries(node, frozenset(), context.where, self.book))
        written = [row.key.text for row in rows]
        for entry in gathered_rows(rows, value_kind, context.where, self.book):
            if self._is_again(entry):
                continue
            key = self._table_key(entry.key, key_kind, context, written)
            found = self.read(entry.value, value_kind, context.under(entry.key.text))
            if key is not None and found is not None:
                found.key_place = entry.key.place
                read[key] = found
        return read

    def _table_key(
        self, node: Scalar, kind: Any, context: Context, taken: list[str]
    ) -> object | None:
        base, limits = unwrapped(kind)
        if get_origin(base) is Literal:
            return self._choice(node, get_args(base), context)
        if base is int:
            value = scalars.key_number(node)
            if value is None or not inside(value, limits):
                meant = year_meant(node.text, self.years, taken)
                self._report("not_a_year", node.place, context, written=node.text, likely=meant)
                return None
            return value
        text = node.text.strip()
        if not text:
            self._report("empty_text", node.place, context, written=node.text)
        return text or None

    def _record(self, node: Mapping, model: type[Written], context: Context) -> Record:
        record = Record(model, node.place, context.where)
        known = keys_of(model)
        if model is document.BaselineW and baseline_as_table(node, context.where, self.book):
            return record
        lists = {key.name for key in known.values() if shape_of(key.type) is Sequence}
        entries = list(whole_entries(node, known.keys(), context.where, self.book, lists))
        for entry in gathered(entries, known, context.where, self.book):
            name = entry.key.text
            if self._is_again(entry):
                continue
            if name in known:
                record.keys[name] = entry.key.place
                self._entry(record, entry, known[name], context.under(name))
            elif not is_remark(entry, self.book):
                self._unknown_key(record, entry.key, known, context)
        for key in known.values():
            if key.required and key.name not in record.keys.keys() | record.meant:
                report_missing(self.book, record, key.name, context.path)
        return record

    def _is_again(self, entry: Entry) -> bool:
        """Whether its key was written before; then it is told."""
        if entry.again is None:
            return False
        first = entry.again
        rule = "duplicate_key" if isinstance(entry.value, Scalar) else "duplicate_section"
        self.book.report(
            rule, entry.key.place, key=entry.key.text, line=first.line,
            column=first.column,
        )  # fmt: skip
        return True

    def _unknown_key(
        self, record: Record, key: Scalar, known: Mapping_[str, Key], context: Context
    ) -> None:
        free = [k for k in known if k not in record.meant and k not in record.keys]
        near = key_meant(key.text, free) or key_meant(key.text, known)
        if near:
            record.meant.add(near)
        self._report(
            "unknown_key" if near else "unknown_key_of_many", key.place, context,
            written=key.text, likely=near, allowed=keys_with_meaning(known),
        )  # fmt: skip

    def _entry(self, record: Record, entry: Entry, key: Key, context: Context) -> None:
        value = entry.value
        if isinstance(value, Scalar) and scalars.is_null(value) and not key.required:
            if not self._hash(value, context):
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
            elif not inside(value, [limit]):
                written = node.text if isinstance(node, Scalar) else ""
                of_year = context.key in {"year", "years"}
                self._report(
                    "out_of_range", node.place, context, written=written,
                    limits=limits_said(limits),
                    likely=year_meant(written, self.years) if of_year else None,
                )  # fmt: skip
                return False
        return True

    def _length(self, node: Sequence, wanted: int | None, context: Context) -> None:
        if meant := decimals_in(node, wanted):
            repair = f"{context.key}: [{', '.join(meant)}]"
            self._report("commas_in_list", node.place, context, repair=repair)
            return
        self._report(
            "list_length", node.place, context, wanted=wanted, count=len(node.items),
            example=example_of(context.key) or example_of(context.owner),
        )  # fmt: skip

    def _wrong_type(self, node: Node, kinds: list[Any], context: Context) -> None:
        if isinstance(node, Scalar) and scalars.is_null(node):
            self._report("missing_value", node.place, context)
            return
        if report_dash(self.book, node, kinds, context):
            return
        if any(self._pair(node, kind, context) for kind in kinds):
            return
        if asks_for_days(node, kinds, context, self.book):
            return
        got = {Scalar: "single", Sequence: "list", Mapping: "mapping"}[type(node)]
        expected = tuple(dict.fromkeys(type_word(kind) for kind in kinds))
        self._report(
            "wrong_type", node.place, context,
            expected=tuple(Term(f"types.{e}") for e in expected), got=Term(f"types.{got}"),
            example=self._instead(node, kinds, context),
        )  # fmt: skip

    def _pair(self, node: Node, kind: Any, context: Context) -> bool:
        """Whether it is two numbers in one text in place of a list of two; then it is told."""
        pair = as_pair(node, kind)
        if pair is None:
            return False
        sign, first, last = pair
        self._report(
            "numbers_in_one", node.place, context, sign=sign,
            repair=f"{context.key}: [{first}, {last}]",
        )  # fmt: skip
        return True

    def _instead(self, node: Node, kinds: list[Any], context: Context) -> str:
        """How what was written is written right, or else how the key is written."""
        written = own_values(node, kinds, context)
        written = written or as_list(node, kinds, context) or as_one(node, kinds, context)
        shown = example_of if isinstance(node, Scalar) else other_example
        owner = context.owner or context.section or "plan"
        return written or shown(context.key) or example_of(owner) or example_of("plan")

    def _report(self, rule: str, place: Place, context: Context, **values: object) -> None:
        report(self.book, rule, place, context, **values)


_SHARES = frozenset({"weight", "share", "on_track", "at_risk", "coverage_floor", "profile"})
