"""What the plan calls things: ids of fields, units and indicators, kinds of units.

One rule: a reference means exactly one thing.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kpi.plan.findings import Book, Place, Term
from kpi.plan.likely import fold, likely
from kpi.plan.records import Record

_NO_FILE_NAME = frozenset('\\/:*?"<>|')
# what Windows keeps for devices, in any case and with any extension
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)))
)
RESERVED = "ALL"  # stands for the whole plan in exports
_LEAST_NAME = 6  # shorter ones are ids; nearness says nothing of them
_NEAR_NAME = 0.85
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
    if name.split(".")[0].casefold() in _DEVICES:
        book.report("id_of_a_device", unit.at("id"), id=name)
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


def check_reference(
    book: Book, use: Use, thing: str, known: Collection[str], called: Mapping[str, Record]
) -> bool:
    """Whether the name used is known; if not, says so with the likely one. `called` are the records
    that go by ids: whoever writes one's name in place of its id is told the id."""
    if use.name in known:
        return True
    said: dict[str, object] = {
        "key": use.key, "where": use.record.where, "written": use.name,
        "what": Term(f"references.{thing}"),
    }  # fmt: skip
    looked_for = len(book.found) < MANY
    if looked_for and (ids := _ids_called(use.name, called)):
        rule = "name_for_id" if len(ids) == 1 else "name_for_ids"
        book.report(rule, use.place, **said, id=ids[0], ids=ids)
        return False
    near = likely(use.name, known) if looked_for else None
    kinds = sorted(set(known) - called.keys())
    only = [r for r in called.values() if r.text("kind") == near] if near in kinds else []
    if len(only) == 1:
        there, unit = only[0].at("kind"), only[0].text("id")
        book.report("unknown_kind_near", use.place, **said, near=near, unit=unit, line=there.line)
        return False
    rule = "unknown_unit_or_kind" if thing == "unit_or_kind" and kinds else "unknown_reference"
    book.report(rule, use.place, **said, likely=near, kinds=tuple(kinds))
    return False


def _ids_called(name: str, called: Mapping[str, Record]) -> tuple[str, ...]:
    """The ids of those whose name or other name this is; else of the one whose name is near."""
    wanted = fold(name)
    names = {i: {fold(n) for n in _names_of(record)} for i, record in called.items()}
    same = tuple(i for i, own in names.items() if wanted in own)
    if same or len(wanted) < _LEAST_NAME:
        return same
    by_name = {n: i for i, own in names.items() for n in own}
    near = difflib.get_close_matches(wanted[:200], list(by_name), n=1, cutoff=_NEAR_NAME)
    return (by_name[near[0]],) if near else ()


def _names_of(record: Record) -> Iterator[str]:
    if name := record.text("name"):
        yield name
    yield from (alias for alias, _ in record.texts("aliases"))
