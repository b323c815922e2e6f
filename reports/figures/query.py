"""A SELECT and the frozen dataclass of its rows: no cell of a report is read by a column's name.

The one rule: columns and fields are the same names with the same types, or the rows are not made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from inspect import getfile
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

    A field that may be empty says `| None`; lists are `list[str]` or `list[int]`. Written out only
    where the row is another room's; a report's own rows say their query themselves (`row_of`).
    """

    file: Path
    row: type[Row]

    @property
    def sql(self) -> str:
        return self.file.read_text(encoding="utf-8")


_declared: dict[type[Any], Query[Any]] = {}


def row_of(name: str) -> Callable[[type[Row]], type[Row]]:
    """Declares a dataclass as the row of `name.sql`, which lies beside its module.

    Stands above `@dataclass`, which makes another class of the one below it. A row that extends
    another is of no query until it says of which.
    """

    def declare(row: type[Row]) -> type[Row]:
        _declared[row] = Query(Path(getfile(row)).with_name(f"{name}.sql"), row)
        return row

    return declare


def query_of(asked: type[Row] | Query[Row]) -> Query[Row]:
    """The query whose rows are asked for; raises TypeError of a class that is the row of none."""
    if isinstance(asked, Query):
        return asked
    if asked not in _declared:
        raise TypeError(f"{asked.__qualname__} is the row of no query: @row_of above @dataclass")
    return _declared[asked]


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
