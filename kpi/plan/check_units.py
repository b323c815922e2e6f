"""Errors among units: validity, and succession that neither loses nor doubles anything."""

from __future__ import annotations

from collections import defaultdict

from kpi.plan.cycles import cycles
from kpi.plan.findings import Book, Term
from kpi.plan.names import Names, Use, check_reference
from kpi.plan.records import Record

SHARE_TOLERANCE = 1e-6  # shares are typed with a few decimals


def check_units(top: Record, names: Names, book: Book) -> None:
    for unit in top.records("units"):
        first, last = unit.day("from"), unit.day("to")
        if first and last and first > last:
            book.report("unit_dates_order", unit.at("to"), where=unit.where, first=first, last=last)
    _succession(top, names, book)


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
                book, Use(unit, "succeeds", name, part.at("unit")), "unit", names.units
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
    if unit is before or (unit.has("from") and unit.day("from") is None):
        return
    if before.has("to") and before.day("to") is None:
        return
    ended, begun = before.day("to"), unit.day("from")
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
