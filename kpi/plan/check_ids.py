"""Errors of ids that would mean two things: parts of a ratio, former ids that others bear.

One rule: under an id, now or of former times, there is one indicator or unit.
"""

from __future__ import annotations

from kpi.plan.findings import Book, Place, Term
from kpi.plan.likely import fold
from kpi.plan.names import Names
from kpi.plan.records import Record

_PARTS = (".a", ".b")


def check_ids(top: Record, names: Names, book: Book) -> None:
    _parts(names, book)
    for section in ("units", "indicators"):
        _former(top, section, book)


def _parts(names: Names, book: Book) -> None:
    """`VB01.a` and `VB01.b` stand for the numerator and denominator of the ratio VB01."""
    ratios = {fold(i): i for i, r in names.indicators.items() if r.text("measure") == "ratio"}
    for name, record in names.indicators.items():
        folded = fold(name)
        base = ratios.get(folded[:-2]) if folded.endswith(_PARTS) else None
        if base is not None:
            book.report("id_is_a_part", record.at("id"), id=name, ratio=base)


def _former(top: Record, section: str, book: Book) -> None:
    records = list(top.records(section))
    living = {fold(name): r for r in records if (name := r.text("id"))}
    taken: dict[str, tuple[Record, Place]] = {}
    for record in records:
        for name, place in record.texts("was"):
            said: dict[str, object] = {
                "where": record.where, "id": name, "what": Term(f"things.{section}"),
            }  # fmt: skip
            other = living.get(fold(name))
            if other is not None:
                at = other.at("id")
                book.report("former_id_lives", place, **said, line=at.line, column=at.column)
            elif fold(name) in taken and taken[fold(name)][1] is not place:
                at = taken[fold(name)][1]
                book.report("former_id_twice", place, **said, line=at.line, column=at.column)
            taken.setdefault(fold(name), (record, place))
