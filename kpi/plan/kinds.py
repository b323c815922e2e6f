"""The types of the document's model as the reader asks for them: shape, limits, keys.

One rule: everything is read off the model; nothing about a single key stands here.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import annotated_types
from pydantic.fields import FieldInfo

from kpi.plan.document import Written
from kpi.plan.findings import Term
from kpi.plan.mending import Names
from kpi.plan.yaml_tree import Mapping, Node, Scalar, Sequence


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a model: its type, its limits, whether it must be written."""

    name: str
    type: Any
    required: bool


@lru_cache(maxsize=64)
def keys_of(model: type[Written]) -> dict[str, Key]:
    hints = get_type_hints(model, include_extras=True)
    return {
        (info.alias or name): Key(info.alias or name, hints[name], info.is_required())
        for name, info in model.model_fields.items()
    }


def key_names() -> Names:
    """The names of every key that a plan may hold."""
    every = [key for model in Written.__subclasses__() for key in keys_of(model).values()]
    lists = frozenset(key.name for key in every if shape_of(key.type) is Sequence)
    groups = frozenset(
        key.name for key in every if any(shape_of(m) is Mapping for m in members_of(key.type))
    )
    return Names(frozenset(key.name for key in every), lists, groups)


def unwrapped(kind: Any) -> tuple[Any, list[Any]]:
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
            base, more = unwrapped(members[0])
            return base, limits + more
    return kind, limits


def members_of(kind: Any) -> list[Any]:
    """The types of which a value may have any."""
    base, _ = unwrapped(kind)
    if get_origin(base) in {Union, types.UnionType}:
        return [m for m in get_args(base) if m is not type(None)]
    return [base]


def shape_of(kind: Any) -> type[Node]:
    """Which kind of node a type is read from."""
    base, _ = unwrapped(kind)
    origin = get_origin(base) or base
    if origin in {list, tuple}:
        return Sequence
    if origin is dict or (isinstance(origin, type) and issubclass(origin, Written)):
        return Mapping
    return Scalar


def type_word(kind: Any) -> str:
    base, _ = unwrapped(kind)
    origin = get_origin(base) or base
    if origin is Literal:
        return "word"
    names = {str: "text", float: "number", int: "whole", bool: "truth", date: "date"}
    if origin in names:
        return names[origin]
    return {Sequence: "list", Mapping: "mapping"}[shape_of(base)]


def inside(value: object, limits: list[Any]) -> bool:
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


def limits_said(limits: list[Any]) -> tuple[Term, ...]:
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
