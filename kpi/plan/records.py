"""What was read, each value with its place; a value that could not be read is simply absent.

So every later check can look at the good parts of a plan that has bad ones, and all errors come
at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kpi.plan.document import Written
from kpi.plan.findings import Place, Term

T = TypeVar("T")


@dataclass(slots=True)
class Located:
    """A value and where it stands; `key_place` is its key's place inside a table.

    The value is text, a number, a day, a truth value, a Record, a list of Located or a dict of
    Located.
    """

    value: object
    place: Place
    key_place: Place | None = None


@dataclass(slots=True, eq=False)
class Record:
    """One mapping of the plan under its model. `keys` holds every known key that
    was written, `meant` those probably meant by unknown ones."""

    model: type[Written]
    place: Place
    where: Term
    entries: dict[str, Located] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        """Whether the key was written, well or not."""
        return key in self.keys

    def key(self, key: str) -> Place:
        """Where the key stands; the record's own place if it was not written."""
        return self.keys.get(key, self.place)

    def at(self, key: str) -> Place:
        """Where the key's value stands."""
        found = self.entries.get(key)
        return found.place if found else self.key(key)

    def _value(self, key: str, kind: type[T]) -> T | None:
        found = self.entries.get(key)
        return found.value if found and isinstance(found.value, kind) else None

    def text(self, key: str) -> str | None:
        return self._value(key, str)

    def number(self, key: str) -> float | None:
        value = self._value(key, float)
        return float(whole) if value is None and (whole := self.whole(key)) is not None else value

    def whole(self, key: str) -> int | None:
        return self._value(key, int)

    def day(self, key: str) -> date | None:
        return self._value(key, date)

    def record(self, key: str) -> Record | None:
        return self._value(key, Record)

    def items(self, key: str) -> list[Located]:
        return self._value(key, list) or []

    def table(self, key: str) -> Mapping[object, Located]:
        return self._value(key, dict) or {}

    def records(self, key: str) -> Iterator[Record]:
        for item in self.items(key):
            if isinstance(item.value, Record):
                yield item.value

    def texts(self, key: str) -> Iterator[tuple[str, Place]]:
        for item in self.items(key):
            if isinstance(item.value, str):
                yield item.value, item.place

    def yearly(self, key: str) -> dict[int, Located]:
        return yearly(self.table(key))


def yearly(table: Mapping[object, Located]) -> dict[int, Located]:
    return {
        year: found
        for year, found in table.items()
        if isinstance(year, int) and isinstance(found.value, float)
    }


def plain(value: object) -> object:
    """The value without places, as the document's model takes it."""
    match value:
        case Record():
            return {key: plain(found.value) for key, found in value.entries.items()}
        case Located():
            return plain(value.value)
        case list():
            return [plain(item) for item in value]
        case tuple():
            return tuple(plain(item) for item in value)
        case dict():
            return {key: plain(found) for key, found in value.items()}
        case _:
            return value
