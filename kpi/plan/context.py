"""Whose value is being read, as messages call it.

One rule: a message names the item by its id where it has one, else by its place in the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from kpi.plan import document
from kpi.plan.characters import DASHES, named, without_odd
from kpi.plan.examples import example_of
from kpi.plan.findings import Book, Place, Term
from kpi.plan.kinds import unwrapped
from kpi.plan.records import Record
from kpi.plan.yaml_tree import Entry, Mapping, Node, Scalar, Sequence

_NAMED: dict[object, str] = {
    document.FieldW: "field",
    document.UnitW: "unit",
    document.IndicatorW: "indicator",
    document.RuleW: "rule",
    document.SourceW: "source",
    document.DeliveryW: "delivery",
}


@dataclass(frozen=True, slots=True)
class Context:
    """Whose value is being read: `where` is said in messages, `path` is the key inside it; of an
    item of one of the plan's lists that list is the `section`."""

    where: Term
    path: str = ""
    section: str = ""

    def under(self, key: str) -> Context:
        return Context(self.where, f"{self.path}.{key}" if self.path else key)

    @property
    def key(self) -> str:
        """The last key of the path."""
        return self.path.rsplit(".", 1)[-1].split("[")[0]

    def written(self, value: str) -> str:
        """How a value is written under the key, or in the list, that it belongs to."""
        return value if self.path.endswith("]") else f"{self.key}: {value}"

    @property
    def owner(self) -> str:
        """The first key of the path, for which there is an example."""
        return self.path.split(".", 1)[0].split("[")[0]


def report(book: Book, rule: str, place: Place, context: Context, **values: object) -> None:
    """A finding about the value that is being read."""
    key = context.path or context.section or "plan"
    book.report(rule, place, key=key, where=context.where, **values)


def other_dash(node: Node) -> Scalar | None:
    """The text that begins with a dash other than the one a list is made with."""
    first = node.entries[0].key if isinstance(node, Mapping) and node.entries else node
    if isinstance(first, Scalar) and re.match(rf"[{re.escape(DASHES)}]\s*\S", first.text):
        return first
    return None


def report_dash(book: Book, node: Node, kinds: list[Any], context: Context) -> bool:
    """Whether it is a list of which an item begins with another dash, or with one and no blank
    behind it; then it is told."""
    if dash := other_dash(node):
        said: dict[str, object] = {"character": named(dash.text[0]), "at": dash.place.column}
        report(book, "yaml_other_dash", dash.place, context, **said)
        return True
    wanted = any(get_origin(unwrapped(kind)[0]) is list for kind in kinds)
    glued = _GLUED.match(node.text) if isinstance(node, Scalar) and not node.quoted else None
    if wanted and glued:
        report(book, "yaml_dash_blank", node.place, context, repair=f"- {glued['item']}")
    return wanted and glued is not None


_GLUED = re.compile(r"-(?P<item>[^\W\d_].*?)(?=\s+-|$)")


def as_one(node: Node, kinds: list[Any], context: Context) -> str:
    """How the list of one word is written as the word."""
    texts = any(unwrapped(k)[0] is str for k in kinds)
    if not texts or not isinstance(node, Sequence) or len(node.items) != 1:
        return ""
    only = node.items[0]
    return f"{context.key}: {only.text}" if isinstance(only, Scalar) else ""


def as_list(node: Node, kinds: list[Any], context: Context) -> str:
    """How the single value written is written as a list of words."""
    texts = any(get_args(unwrapped(k)[0]) == (document.Text,) for k in kinds)
    if not isinstance(node, Scalar) or not texts or not node.text.strip():
        return ""
    text = without_odd(node.text).strip().strip("[]")
    parts = [part.strip().removeprefix("- ") for part in re.split(r"[,;]", text) if part.strip()]
    return f"{context.key}: [{', '.join(parts)}]"


def report_missing(book: Book, record: Record, key: str, path: str = "") -> None:
    """A key that must be written and is not."""
    meaning = Term(f"keys.{record.model.__name__}.{key}")
    name = f"{path}.{key}" if path else key
    example = example_of(key, record.model.__name__)
    book.report(
        "missing_key", record.place, key=name, where=record.where, meaning=meaning, example=example
    )


def of_item(kind: Any, item: Node, number: int, context: Context) -> Context:
    """Items of the plan's lists are named by their id, others by their place in the list."""
    base, _ = unwrapped(kind)
    name = _NAMED.get(base) if isinstance(base, type) else None
    if name is None:
        return Context(context.where, f"{context.path}[{number + 1}]")
    written = next((e.value for e in _entries(item) if e.key.text == "id"), None)
    if isinstance(written, Scalar) and written.text.strip():
        return Context(Term(f"where.{name}", {"id": written.text.strip()}), section=context.key)
    return Context(Term(f"where.{name}_number", {"number": number + 1}), section=context.key)


def _entries(node: Node) -> list[Entry]:
    return node.entries if isinstance(node, Mapping) else []
