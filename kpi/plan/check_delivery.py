"""Errors of the ways in which things go out, and of the addresses that they go to.

One rule: what could go to nobody, or to somebody else, is an error of the plan, never of a run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kpi.plan.check_sources import Needs, check_id, check_keys, is_host
from kpi.plan.findings import Book, Place
from kpi.plan.records import Record

KINDS: Mapping[str, Needs] = {
    "smtp": Needs(("what", "host", "sender"), ("port", "user", "recipients", "ca")),
    "folder": Needs(("what", "path")),
}
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def check_delivery(top: Record, book: Book) -> None:
    """Reports ids that are unfit, taken or doubled (a source's too: the password of either is kept
    under its id), what a kind lacks or is not, and addresses that are none."""
    first: dict[str, Record] = {}
    for source in top.records("sources"):
        check_id(source, first, Book(book.file), "source")  # only to know them
    for way in top.records("delivery"):
        check_id(way, first, book, "delivery")
        check_keys(way, KINDS, book, "delivery")
        _values(way, book)
    for unit in top.records("units"):
        _addresses(unit, unit.texts("recipients"), book)


def _values(way: Record, book: Book) -> None:
    host, sender = way.text("host"), way.text("sender")
    if host is not None and not is_host(host):
        book.report("source_host", way.at("host"), where=way.where, written=host)
    if sender is not None:
        _addresses(way, iter([(sender, way.at("sender"))]), book)
    _addresses(way, way.texts("recipients"), book)
    told_already = any(
        f.line == way.at("what").line and f.rule == "unknown_word" for f in book.found
    )
    if way.has("what") and not way.items("what") and not told_already:
        told = {"where": way.where, "kind": way.text("kind")}
        book.report("delivery_needs", way.at("what"), key="what", **told)
    by_mail = way.text("kind") == "smtp"
    for what, place in way.texts("what"):
        if by_mail and what == "reports" and not way.has("recipients"):
            book.report("delivery_to_nobody", place, where=way.where)


def _addresses(record: Record, given: Iterator[tuple[str, Place]], book: Book) -> None:
    for address, place in given:
        if not ADDRESS.fullmatch(address):
            book.report("delivery_address", place, where=record.where, written=address)
