"""Errors among units: validity, and succession that neither loses nor doubles anything."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from kpi.plan.cycles import cycles
from kpi.plan.findings import Book, Term
from kpi.plan.names import Names, Use, check_reference
from kpi.plan.records import Record

SHARE_TOLERANCE = 1e-6  # shares are typed with a few decimals


def check_units(top: Record, names: Names, book: Book) -> None:
    for unit in top.records("units"):
        for times in (unit, *unit.records("spans")):
            first, last = times.day("from"), times.day("to")
            if first and last and first > last:
                book.report(
                    "unit_dates_order", times.at("to"), where=unit.where, first=first, last=last
                )
        if unit.has("spans"):
            _check_spans(unit, book)
    _succession(top, names, book)


def _check_spans(unit: Record, book: Book) -> None:
    """Spans stand in place of `from` and `to`, in order, each begun after the one before."""
    for key in ("from", "to"):
        if unit.has(key):
            book.report("spans_beside_dates", unit.key(key), where=unit.where, key=key)
    spans = list(unit.records("spans"))
    if not unit.items("spans") and "spans" in unit.entries:
        book.report("spans_empty", unit.at("spans"), where=unit.where)
    for number, (before, after) in enumerate(pairwise(spans), start=2):
        if _unread(before, "to") or _unread(after, "from"):
            continue
        ended, begun = before.day("to"), after.day("from")
        if ended is None:
            book.report("span_never_ends", before.place, where=unit.where, number=number - 1)
        if begun is None:
            book.report("span_never_begins", after.place, where=unit.where, number=number)
        if ended and begun and begun <= ended:
            book.report("spans_order", after.at("from"), where=unit.where, begun=begun, ended=ended)


def _unread(record: Record, key: str) -> bool:
    """Whether a day was written that could not be read; that is reported already."""
    return record.has(key) and record.day(key) is None


def _validity(unit: Record) -> tuple[date | None, date | None] | None:
    """First and last day of all; None where a day could not be read."""
    spans = list(unit.records("spans")) if unit.has("spans") else [unit]
    if not spans or _unread(spans[0], "from") or _unread(spans[-1], "to"):
        return None
    return spans[0].day("from"), spans[-1].day("to")


def _succession(top: Record, names: Names, book: Book) -> None:
    shares: dict[str, list[tuple[Record, float]]] = defaultdict(list)
    unreadable: set[str] = set()
    edges: dict[str, list[str]] = {}
    for unit in top.records("units"):
        own = unit.text("id") or ""
        edges.setdefault(own, [])
        seen: set[str] = set()
        for part in unit.records("succeeds"):
            name = part.text("unit")
            if name is None or not check_reference(
                book, Use(unit, "succeeds", name, part.at("unit")), "unit", names.units, names.units
            ):
                continue
            if name in seen:
                book.report("succeeds_twice", part.at("unit"), where=unit.where, unit=name)
            seen.add(name)
            edges[own].append(name)
            _check_time(unit, names.units[name], part, book)
            if part.has("share") and part.number("share") is None:
                unreadable.add(name)
            shares[name].append((part, part.number("share") or 1.0))
    for circle in cycles(edges):
        place = names.units[circle[0]].key("succeeds")
        book.report("cycle", place, what=Term("things.units"), circle=" → ".join(circle))
    for name in shares.keys() - unreadable:
        _check_total(name, shares[name], book)


def _check_time(unit: Record, before: Record, part: Record, book: Book) -> None:
    """A successor begins after the end of the unit that it takes over from."""
    earlier, later = _validity(before), _validity(unit)
    if unit is before or earlier is None or later is None:
        return
    ended, begun = earlier[1], later[0]
    name = before.text("id")
    if ended is None:
        book.report("predecessor_goes_on", part.at("unit"), where=unit.where, unit=name)
    elif begun is None or begun <= ended:
        book.report(
            "successor_too_early", part.at("unit"), where=unit.where, unit=name,
            begun=begun or "…", ended=ended,
        )  # fmt: skip


def _check_total(name: str, parts: list[tuple[Record, float]], book: Book) -> None:
    total = sum(share for _, share in parts)
    if abs(total - 1) > SHARE_TOLERANCE:
        place = min(part.at("share") for part, _ in parts)
        book.report("shares_total", place, unit=name, total=total, count=len(parts))
