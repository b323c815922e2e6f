"""What the plan calls things: ids of fields, units and indicators, kinds of units.

One rule: a reference means exactly one thing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kpi.plan.findings import Book, Place, Term
from kpi.plan.likely import fold, likely
from kpi.plan.records import Record

_NO_FILE_NAME = frozenset('\\/:*?"<>|')
RESERVED = "ALL"  # stands for the whole plan in exports
MANY = 100  # findings after which no likely word is searched: thousands of units make it slow


@dataclass(frozen=True, slots=True)
class Names:
    """The first record of every id."""

    fields: dict[str, Record]
    units: dict[str, Record]
    kinds: dict[str, Record]
    indicators: dict[str, Record]


def read_names(top: Record, book: Book) -> Names:
    """Collects the ids; reports those that are doubled, reserved or unfit for a file name."""
    units = _by_id(top, "units", book)
    names = Names(
        fields=_by_id(top, "fields", book),
        units=units,
        kinds=_kinds(top),
        indicators=_by_id(top, "indicators", book),
    )
    for unit in units.values():
        _check_unit_id(unit, names, book)
    return names


def _kinds(top: Record) -> dict[str, Record]:
    kinds: dict[str, Record] = {}
    for unit in top.records("units"):
        if kind := unit.text("kind"):
            kinds.setdefault(kind, unit)
    return kinds


def _by_id(top: Record, section: str, book: Book) -> dict[str, Record]:
    found: dict[str, Record] = {}
    folded: dict[str, Record] = {}
    for record in top.records(section):
        name = record.text("id")
        if name is None:
            continue
        same = found.get(name) or folded.get(fold(name))
        if same is not None:
            place = same.at("id")
            book.report(
                "duplicate_id", record.at("id"), what=Term(f"things.{section}"), id=name,
                other=same.text("id"), line=place.line, column=place.column,
            )  # fmt: skip
        if name == RESERVED and section != "indicators":
            book.report("reserved_id", record.at("id"), id=name)
        found.setdefault(name, record)
        folded.setdefault(fold(name), record)
    return found


def _check_unit_id(unit: Record, names: Names, book: Book) -> None:
    name = unit.text("id") or ""
    bad = sorted(set(name) & _NO_FILE_NAME)
    if bad or name.endswith("."):
        book.report("id_unfit_for_file", unit.at("id"), id=name, character=(bad or ["."])[0])
    if name in names.kinds and any(
        u.text("kind") == name for u in names.units.values() if u is not unit
    ):
        place = names.kinds[name].at("kind")
        book.report("id_is_a_kind", unit.at("id"), id=name, line=place.line, column=place.column)


@dataclass(frozen=True, slots=True)
class Use:
    """A name used under a key of a record."""

    record: Record
    key: str
    name: str
    place: Place


def check_reference(book: Book, use: Use, thing: str, known: Collection[str]) -> bool:
    """Whether the name used is known; if not, says so with the likely one."""
    if use.name in known:
        return True
    book.report(
        "unknown_reference",
        use.place,
        key=use.key,
        where=use.record.where,
        written=use.name,
        what=Term(f"references.{thing}"),
        likely=likely(use.name, known) if len(book.found) < MANY else None,
    )
    return False
