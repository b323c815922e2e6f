"""Text that another program's characters came along with: odd blanks and signs, curly quotes.

One rule: in an id, a word or a number they are told and read as meant; in a text they stay, but
for what takes no room, and only what surely has a cause is told.
"""

from __future__ import annotations

from kpi.plan.characters import is_hidden, is_odd, named, stands_for, with_sign, without_odd
from kpi.plan.context import Context, report
from kpi.plan.findings import Book, Place
from kpi.plan.flow_text import quoted, without_curly
from kpi.plan.units_of_measure import canonical
from kpi.plan.yaml_tree import Scalar

_REFERENCES = frozenset(
    {"id", "field", "lead", "support", "reported_by", "unit", "kind", "weighted_by", "was"}
)
_CODE = _REFERENCES | {"check", "formula"}


def clean(node: Scalar, context: Context, book: Book) -> str:
    """The text without characters that look like nothing; the first of them is told."""
    at = next((n for n, mark in enumerate(node.text) if is_odd(mark)), None)
    if at is None:
        return node.text.strip()
    place = Place(node.place.line, node.place.column + at + node.quoted)
    said: dict[str, object] = {"character": named(node.text[at]), "at": place.column}
    if sign := stands_for(node.text[at]):
        repair = context.written(with_sign(node.text, at))
        report(book, "odd_sign", place, context, **said, sign=sign, repair=repair)
    else:
        report(book, "odd_character", place, context, **said)
    return without_odd(node.text).strip()


def pasted_text(node: Scalar, context: Context, book: Book) -> str:
    """A text as it is read; ids and formulas without what does not belong to them."""
    text = node.text.strip()
    if not node.quoted and (inner := without_curly(text)) != text:
        return _curly(text, inner, node.place, context, book)
    if context.key in _REFERENCES:
        return clean(node, context, book)
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
