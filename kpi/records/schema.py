"""Declared schemas: what the rows and frames that pass between rooms hold.

The one rule: columns are declared once, as the fields of a frozen dataclass; whatever passes is
held against them at the door: its names, its types, and where it may be empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints_of

if TYPE_CHECKING:
    import polars as pl

Row = TypeVar("Row")
DTYPES = {
    "String": str, "Int32": int, "Int64": int, "Float64": float, "Boolean": bool, "Date": date,
    "Datetime(time_unit='us', time_zone=None)": datetime,
}  # fmt: skip


class SchemaMismatch(TypeError):
    """Rows or a frame are not what was declared; the text is for developers."""


@dataclass(frozen=True, slots=True)
class Of:
    """What a column is of, for `Annotated`: its unit of measure, and what an empty cell means."""

    unit: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One declared column: the type of its values, whether it may be empty, and what it is of."""

    name: str
    type: type
    may_be_empty: bool
    of: Of


@lru_cache(maxsize=256)
def columns_of(kind: type) -> tuple[Column, ...]:
    """The columns that a dataclass declares, in their order."""
    hints = hints_of(kind, include_extras=True)
    names: Iterable[str] = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return tuple(_column(name, hints[name]) for name in names)


def names_of(kind: type) -> tuple[str, ...]:
    """The names of the declared columns."""
    return tuple(column.name for column in columns_of(kind))


def _column(name: str, hint: Any) -> Column:
    of = Of()
    if get_origin(hint) is Annotated:
        hint, *about = get_args(hint)
        of = next((a for a in about if isinstance(a, Of)), of)
    may_be_empty = False
    if get_origin(hint) in (Union, UnionType):
        [hint] = [a for a in get_args(hint) if a is not type(None)]
        may_be_empty = True
    if get_origin(hint) is Literal:
        hint = str
    return Column(name, get_origin(hint) or hint, may_be_empty, of)


def made_rows(
    kind: type[Row], names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[Row, ...]:
    """Rows of values as rows of a declared kind; columns may come in any order.

    A column that is itself declared by a dataclass is given as a mapping of its fields.
    Raises SchemaMismatch.
    """
    _check_names(kind, names)
    if not rows:
        return ()
    given = dict(zip(names, zip(*rows, strict=True), strict=True))
    declared: type = kind
    ordered = [_values(kind, c, given[c.name]) for c in columns_of(declared)]
    return tuple(kind(*values) for values in zip(*ordered, strict=True))


def _values(kind: type, column: Column, values: Sequence[Any]) -> Sequence[Any]:
    if is_dataclass(column.type):
        return [column.type(**value) for value in values]
    allowed = {column.type, type(None)} if column.may_be_empty else {column.type}
    if wrong := set(map(type, values)) - allowed:
        names = sorted(t.__name__ for t in wrong)
        raise SchemaMismatch(f"{kind.__name__}.{column.name} holds {', '.join(names)}")
    return values


def checked_frame(kind: type, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame itself, if it holds the declared columns in their order. Raises SchemaMismatch."""
    if tuple(frame.columns) != names_of(kind):
        _check_names(kind, frame.columns)
        raise SchemaMismatch(f"{kind.__name__}: columns in another order")
    for column in columns_of(kind):
        values = frame[column.name]
        if DTYPES.get(str(values.dtype)) is not column.type:
            raise SchemaMismatch(f"{kind.__name__}.{column.name} holds {values.dtype}")
        if values.null_count() and not column.may_be_empty:
            raise SchemaMismatch(f"{kind.__name__}.{column.name} is empty somewhere")
    return frame


def _check_names(kind: type, names: Sequence[str]) -> None:
    declared = set(names_of(kind))
    if set(names) == declared and len(names) == len(declared):
        return
    more, less = sorted(set(names) - declared), sorted(declared - set(names))
    raise SchemaMismatch(f"{kind.__name__}: not declared: {more}; missing: {less}")
