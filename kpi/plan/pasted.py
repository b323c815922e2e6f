"""Text that another program's characters came along with: odd blanks and signs, curly quotes.

One rule: in an id, a word or a number they are told and read as meant; in a text they stay, but
for what takes no room, and only what surely has a cause is told.
"""

from __future__ import annotations

import re
import unicodedata

from kpi.plan.characters import (
    as_typed,
    is_hidden,
    is_odd,
    named,
    stands_for,
    typed_as,
    with_sign,
    without_odd,
)
from kpi.plan.context import Context, report
from kpi.plan.findings import Book, Place
from kpi.plan.flow_text import quoted, without_curly
from kpi.plan.units_of_measure import canonical
from kpi.plan.yaml_tree import Scalar

REFERENCES = frozenset(
    {"id", "field", "lead", "support", "reported_by", "unit", "kind", "weighted_by", "was"}
)
_CODE = REFERENCES | {"check", "formula"}


def clean(node: Scalar, context: Context, book: Book) -> str:
    """The text without characters that look like nothing; the first of them is told."""
    at = next((n for n, mark in enumerate(node.text) if is_odd(mark)), None)
    if at is None:
        return typed(node, context, book)
    place = Place(node.place.line, node.place.column + at + node.quoted)
    said: dict[str, object] = {"character": named(node.text[at]), "at": place.column}
    if sign := stands_for(node.text[at]):
        repair = context.written(with_sign(node.text, at))
        report(book, "odd_sign", place, context, **said, sign=sign, repair=repair)
    else:
        report(book, "odd_character", place, context, **said)
    return as_typed(without_odd(node.text).strip())


_WITH_LINES = re.compile(r"-?\d[\d.]*|\d{4}-\d{1,2}-\d{1,2}")


def typed(node: Scalar, context: Context, book: Book) -> str:
    """The text in the keyboard's letters, figures and dashes; the first that is none is told."""
    text = node.text.strip()
    dashed = as_typed(text, dashes=True)
    whole = context.key in REFERENCES or _WITH_LINES.fullmatch(dashed) is not None
    meant = dashed if whole else as_typed(text)
    if meant != text:
        look_alike(node, meant, context.written(meant), context, book)
    return meant


def look_alike(node: Scalar, meant: str, repair: str, context: Context, book: Book) -> None:
    """Tells the first character in which a text differs from what the keyboard types."""
    text = node.text
    begun = len(text) - len(text.lstrip())
    at = next(n for n, (a, b) in enumerate(zip(text[begun:], meant, strict=False)) if a != b)
    place = Place(node.place.line, node.place.column + begun + at + node.quoted)
    report(
        book, "look_alike", place, context, character=named(text[begun + at]), at=place.column,
        sign=meant[at], repair=repair,
    )  # fmt: skip


_WORD = re.compile(r"\w+")


def _mixed(text: str) -> str:
    """The text with the keyboard's letters in the words that have letters of both kinds."""
    return _WORD.sub(lambda f: as_typed(f[0]) if _is_mixed(f[0]) else f[0], text)


def _is_mixed(word: str) -> bool:
    alike = {c for c in word if typed_as(c)}
    return bool(alike) and any(unicodedata.name(c, "").startswith("LATIN") for c in word)


def pasted_text(node: Scalar, context: Context, book: Book) -> str:
    """A text as it is read; ids and formulas without what does not belong to them."""
    text = node.text.strip()
    if not node.quoted and (inner := without_curly(text)) != text:
        return _curly(text, inner, node.place, context, book)
    if context.key in REFERENCES:
        return clean(node, context, book)
    if not node.quoted and text.count('"') == 1 and '"' in text[:1] + text[-1:]:
        repair = context.written(quoted(text.strip('" ')))
        report(book, "lone_quote", node.place, context, repair=repair)
    if context.key in {"formula", "check"}:
        return typed(node, context, book)
    if (mixed := _mixed(text)) != text:
        repair = context.written(quoted(mixed) if node.quoted else mixed)
        look_alike(node, mixed, repair, context, book)
        return mixed
    hidden = next((n for n, c in enumerate(node.text) if is_hidden(c)), None)
    if not hidden:
        return text
    place = Place(node.place.line, node.place.column + hidden + node.quoted)
    report(
        book, "hidden_character", place, context, character=named(node.text[hidden]),
        at=place.column,
    )  # fmt: skip
    return "".join(c for c in text if not is_hidden(c))


def _curly(text: str, inner: str, place: Place, context: Context, book: Book) -> str:
    """A text that stands between curly quotes as a whole; ids and formulas have no quotes."""
    if context.key == "unit_of_measure" and canonical(text) != text:
        return text
    code = context.key in _CODE
    rule = "curly_quotes_around" if code else "curly_quotes"
    report(book, rule, place, context, repair=context.written(quoted(text)))
    return inner if code else text
