"""A plan's text made to say what is wanted: edited where it differs, untouched where it does not.

One rule: the text is read again before it is given, and what it says is what was wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi.plan.document import DeliveryW, FieldW, HeadW, IndicatorW, RuleW, SourceW, UnitW, Written
from kpi.plan.findings import Book
from kpi.plan.kinds import key_names, keys_of
from kpi.plan.shipped import SCHEMA_NAME
from kpi.plan.yaml_tree import Mapping as MappingNode
from kpi.plan.yaml_tree import Node, Unreadable, read_tree
from kpi.plan.yaml_tree import Sequence as SequenceNode
from kpi.planning.blocks import blocks, indented, rearranged
from kpi.planning.document import written_document
from kpi.planning.keys import Edit, Keys, applied, lines_of
from kpi.planning.leaves import Entry, Flat, Path, flat, nested
from kpi.planning.scalars import (
    CommentedMap,
    FoldedScalarString,
    as_node,
    dumped,
    editor,
    folded_node,
)  # fmt: skip

LISTS: Mapping[str, type[Written]] = {
    "fields": FieldW, "units": UnitW, "indicators": IndicatorW, "rules": RuleW,
    "sources": SourceW, "delivery": DeliveryW,
}  # fmt: skip
MODELS: Mapping[str, type[Written]] = {"plan": HeadW, **LISTS}
_SHORT: frozenset[str] = frozenset(("fields",))  # their items stand on one line
_LONG_TEXTS = frozenset(("definition", "basis", "scope_note", "message"))
_INDENT = 6  # of an item's folded text


def facts_of(document: Entry) -> dict[str, list[Flat]]:
    """Every mapping's facts, by section; `plan` is a list of one."""
    found = {key: [flat(m, e) for e in document.get(key, [])] for key, m in LISTS.items()}
    return {"plan": [flat(HeadW, document.get("plan", {}))], **found}


def edited(text: str, wanted: Entry) -> tuple[str, bool]:
    """The text that says what is wanted, and whether its comments were kept: a text that cannot be
    edited piece by piece is written anew. `text` is a sound plan's, or empty."""
    target = facts_of(wanted)
    if text:
        body, ends, mark = _plain_lines(text)
        made = _by_pieces(body, target)
        if made is not None and facts_of(written_document(made)) == target:
            return mark + made.replace("\n", ends), True
        return mark + fresh(wanted).replace("\n", ends), False
    return fresh(wanted), True


def _plain_lines(text: str) -> tuple[str, str, str]:
    """The text with plain line ends, what its own are, and its byte order mark."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    ends = "\r\n" if "\r\n" in text else "\n"
    return text.removeprefix(mark).replace("\r\n", "\n"), ends, mark


def _by_pieces(text: str, target: dict[str, list[Flat]]) -> str | None:
    before = facts_of(written_document(text))
    if before == target:
        return text
    try:
        text = _with_items(text, before, target)
        now = facts_of(written_document(text))
        return _with_facts(text, now, target) if now != target else text
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, Unreadable):
        return None  # written anew


def _with_items(text: str, before: dict[str, list[Flat]], target: dict[str, list[Flat]]) -> str:
    """Items taken out, put in and moved; those that stay keep their lines."""
    for key in LISTS:
        order = matched(before[key], target[key], key)
        if order == list(range(len(before[key]))):
            continue
        root = read_tree(text.encode(), Book(""), key_names())
        node, end = _section(root, key, text)
        if not target[key] and key in ("rules", "sources", "delivery"):
            text = _without(root, key, text)
        elif isinstance(node, SequenceNode) and _is_block(text, node):
            starts = [item.place.line - 1 for item in node.items]
            text = _rearranged(text, key, starts, end, zip(order, target[key], strict=True))
        else:
            text = _replaced(text, key, target[key])
    return text


def _without(root: Node, key: str, text: str) -> str:
    """A section taken out whole."""
    entries = root.entries if isinstance(root, MappingNode) else []
    lines = text.splitlines()
    edits = [Edit(*lines_of(lines, e)) for e in entries if e.key.text == key]
    return "\n".join(applied(lines, edits)) + "\n"


def matched(before: Sequence[Flat], after: Sequence[Flat], key: str) -> list[int | None]:
    """For each item that is wanted the number of the one it was, None for a new one."""
    name = ("check",) if key == "rules" else ("id",)
    left: dict[Any, list[int]] = {}
    for number, facts in enumerate(before):
        left.setdefault(facts.get(name), []).append(number)
    return [found.pop(0) if (found := left.get(facts.get(name), [])) else None for facts in after]


def _section(root: Node, key: str, text: str) -> tuple[Node | None, int]:
    """A section's list, and the line (from 0) before which it ends."""
    entries = root.entries if isinstance(root, MappingNode) else []
    places = sorted(e.key.place.line - 1 for e in entries)
    for entry in entries:
        if entry.key.text == key:
            after = [line for line in places if line > entry.key.place.line - 1]
            return entry.value, after[0] if after else len(text.splitlines())
    return None, 0


def _is_block(text: str, node: SequenceNode) -> bool:
    lines = text.splitlines()
    return bool(node.items) and all(
        lines[item.place.line - 1][: item.place.column - 1].strip() == "-" for item in node.items
    )


def _rearranged(
    text: str, key: str, starts: Sequence[int], end: int, wanted: Iterable[tuple[int | None, Flat]]
) -> str:
    """The text with a section's items, which begin at these lines, as they are wanted: by the
    number that each was, or new."""
    lines = text.splitlines()
    dash = lines[starts[0]].index("-")
    short = lines[starts[0]][dash + 1 :].lstrip().startswith("{")
    new = [
        indented(item_text(key, facts, short=short), dash) if was is None else was
        for was, facts in wanted
    ]
    return "\n".join(rearranged(lines, blocks(lines, starts, end), new)) + "\n"


def item_text(key: str, facts: Flat, *, short: bool) -> str:
    """A list of one item, as it stands in the file."""
    return dumped([_item(LISTS[key], facts, short=short)])


def _item(model: type[Written], facts: Flat, *, short: bool) -> CommentedMap:
    made = CommentedMap()
    entry = nested(facts)
    for name in keys_of(model):
        if name in entry:
            made[name] = _value(name, entry[name], short=short)
    if short:
        made.fa.set_flow_style()
    return made


def _value(name: str, value: Any, *, short: bool = False) -> Any:
    if name in _LONG_TEXTS and isinstance(value, str) and not short:
        return folded_node(value, _INDENT)
    return as_node(value)


def _replaced(text: str, key: str, target: Sequence[Flat]) -> str:
    """A section that is no list of lines, or is not there, written as a whole."""
    yaml = editor()
    document = yaml.load(text)
    if target:
        document[key] = [_item(LISTS[key], f, short=key in _SHORT) for f in target]
    else:
        document.pop(key, None)
    return dumped(document)


def _with_facts(text: str, before: dict[str, list[Flat]], target: dict[str, list[Flat]]) -> str:
    """Facts of items changed in place: keys by their lines, values by ruamel.yaml."""
    text = _with_keys(text, before, target)
    before = facts_of(written_document(text))
    document = editor().load(text)
    for key, wanted in target.items():
        nodes = [document["plan"]] if key == "plan" else document.get(key, [])
        for node, was, facts in zip(nodes, before[key], wanted, strict=True):
            _change(node, MODELS[key], was, facts)
    return dumped(document) if before != target else text


def _with_keys(text: str, before: dict[str, list[Flat]], target: dict[str, list[Flat]]) -> str:
    lines = text.splitlines()
    root = read_tree(text.encode(), Book(""), key_names())
    keys = Keys(lines, _key_text)
    edits: list[Edit] = []
    for key, wanted in target.items():
        node, _ = _section(root, key, text)
        items = node.items if isinstance(node, SequenceNode) else [node]
        order = list(keys_of(MODELS[key]))
        for item, was, facts in zip(items, before[key], wanted, strict=False):
            if isinstance(item, MappingNode) and was != facts:
                edits += keys.edits(item, nested(was), nested(facts), order)
    return "\n".join(applied(lines, edits)) + "\n"


def _key_text(name: str, value: Any) -> str:
    return dumped(CommentedMap({name: _value(name, value)}))


def _change(node: CommentedMap, model: type[Written], was: Flat, facts: Flat) -> None:
    for path in [p for p in was if p not in facts]:
        _remove(node, path)
    for path, value in facts.items():
        if was.get(path) != value or path not in was:
            _put(node, path, value, list(keys_of(model)))


def _remove(node: CommentedMap, path: Path) -> None:
    """A key inside braces; one with a line of its own is gone by now."""
    inside = _inside(node, path)
    del inside[_key_in(inside, path[-1])]
    if not inside and len(path) > 1:
        _remove(node, path[:-1])


def _inside(node: CommentedMap, path: Path) -> CommentedMap:
    for key in path[:-1]:
        node = node[_key_in(node, key)]
    return node


def _key_in(node: CommentedMap, key: Any) -> Any:
    """A key as the text has it: in JSON's way a year is a text."""
    return key if key in node else str(key)


def _put(node: CommentedMap, path: Path, value: Any, order: Sequence[Any]) -> None:
    for key in path[:-1]:
        if _key_in(node, key) not in node:
            _insert(node, key, as_node({}), order)
        node, order = node[_key_in(node, key)], []
    key = _key_in(node, path[-1])
    if key in node:
        old = node[key]
        node[key] = _kept(old, value) if isinstance(value, str) else as_node(value, old=old)
    else:
        _insert(node, path[-1], _value(str(path[-1]), value), order)


def _kept(old: Any, value: str) -> Any:
    folded = isinstance(old, FoldedScalarString)
    return folded_node(value, _INDENT) if folded else as_node(value, old=old)


def _insert(node: CommentedMap, key: Any, value: Any, order: Sequence[Any]) -> None:
    """A key inside braces, where its model has it; years in their order."""
    earlier = order[: order.index(key)] if key in order else ()
    at = sum(1 for k in node if k in earlier or (not order and str(k) < str(key)))
    node.insert(at, key, value)


def fresh(wanted: Entry) -> str:
    """A plan's whole text."""
    facts = facts_of(wanted)
    head = _item(HeadW, facts["plan"][0], short=False)
    document = CommentedMap({"plan": head})
    for key, model in LISTS.items():
        if key in wanted:
            document[key] = [_item(model, f, short=key in _SHORT) for f in facts[key]]
    return f"# yaml-language-server: $schema={SCHEMA_NAME}\n{dumped(document)}"
