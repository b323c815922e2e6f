"""A SELECT and the frozen dataclass of its rows: no cell of a report is read by a column's name.

The one rule: columns and fields are the same names with the same types, or the rows are not made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import starmap
from pathlib import Path
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

Row = TypeVar("Row")

SQL_TYPES: Mapping[type, tuple[str, ...]] = {
    str: ("VARCHAR",),
    bool: ("BOOLEAN",),
    int: ("INTEGER", "BIGINT", "HUGEINT"),
    float: ("DOUBLE",),
    date: ("DATE",),
    datetime: ("TIMESTAMP",),
}  # the first is the one that is written


class ColumnsDiffer(Exception):
    """A query does not give what its dataclass says: a defect of the two, never of the data."""


@dataclass(frozen=True, slots=True)
class Query(Generic[Row]):
    """One SELECT in a file of its own; `row` is a frozen dataclass with a field for each column.

    A field that may be empty says `| None`; lists are `list[str]` or `list[int]`.
    """

    file: Path
    row: type[Row]

    @property
    def sql(self) -> str:
        return self.file.read_text(encoding="utf-8")


def query(beside: str, name: str, row: type[Row]) -> Query[Row]:
    """The query `name.sql` that lies beside a module (its `__file__`)."""
    return Query(Path(beside).with_name(f"{name}.sql"), row)


def typed_rows(
    asked_by: Query[Row], types: Mapping[str, str], rows: Sequence[Sequence[object]]
) -> tuple[Row, ...]:
    """Rows of the query as its dataclass; `types` are the SQL types by column, in their order.

    Raises ColumnsDiffer if names or types are not those of the dataclass.
    """
    wanted = allowed_types(asked_by.row)
    wrong = [
        f"{name} is {types.get(name, 'no column')}, wanted {wanted.get(name, 'no field')}"
        for name in {**wanted, **types}
        if _plain(types.get(name)) not in wanted.get(name, ())
    ]
    if wrong:
        raise ColumnsDiffer(f"{asked_by.file.name}: {'; '.join(wrong)}")
    if list(types) == list(wanted):
        return tuple(starmap(asked_by.row, rows))
    places = {name: place for place, name in enumerate(types)}
    return tuple(asked_by.row(*(row[places[name]] for name in wanted)) for row in rows)


def _plain(sql_type: str | None) -> str | None:
    """An enumeration comes out as its texts."""
    return "VARCHAR" if sql_type and sql_type.startswith("ENUM(") else sql_type


def allowed_types(row: type[Any]) -> Mapping[str, tuple[str, ...]]:
    """The SQL types that each field of a dataclass takes, the one to write first."""
    hints = get_type_hints(row)
    return {field.name: _sql_types(hints[field.name]) for field in fields(row)}


def _sql_types(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is list:
        return tuple(f"{kind}[]" for kind in _sql_types(get_args(hint)[0]))
    given = [part for part in get_args(hint) if part is not NoneType]
    return SQL_TYPES[given[0] if given else hint]
