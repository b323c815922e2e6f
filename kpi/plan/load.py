"""The door of the plan's room: a file becomes a plan, or the full list of what is wrong in it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from kpi.plan.check_delivery import check_delivery
from kpi.plan.check_formulas import check_formulas, check_rules
from kpi.plan.check_head import check_head
from kpi.plan.check_ids import check_ids
from kpi.plan.check_indicators import check_indicators
from kpi.plan.check_sources import check_sources
from kpi.plan.check_units import check_units
from kpi.plan.document import DocumentW
from kpi.plan.findings import Book, Finding, Place
from kpi.plan.kinds import key_names
from kpi.plan.model import Plan
from kpi.plan.names import read_names
from kpi.plan.oddities import report_oddities
from kpi.plan.reader import read_document
from kpi.plan.records import Record, plain
from kpi.plan.resolve import resolve
from kpi.plan.yaml_tree import Unreadable, read_tree


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan and its warnings, or no plan and its errors (and warnings), by line and column."""

    plan: Plan | None
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "warning")


def read_plan(path: Path, *, now: datetime | None = None) -> PlanReading:
    """Reads a plan's file. A file that cannot be opened is a finding too, never an exception.

    `now` (UTC without zone), if given, adds warnings of what is odd by its day; the plan means
    the same on every day.
    """
    book = Book(path.name)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        book.report("no_file", Place(), path=str(path))
    except OSError as error:
        book.report("unreadable_file", Place(), path=str(path), reason=type(error).__name__)
    else:
        return parse_plan(data, path.name, now=now)
    return PlanReading(None, book.in_order())


def parse_plan(
    text: str | bytes, name: str = "indicators.yaml", *, now: datetime | None = None
) -> PlanReading:
    """Reads a plan's text; `name` is the file named in messages."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    book = Book(name)
    try:
        top = read_document(read_tree(data, book, key_names()), book)
    except Unreadable:
        return PlanReading(None, book.in_order())
    if top.keys:
        _check(top, book)
    plan = None if book.has_errors else _resolved(top, data, book)
    if plan is not None:
        report_oddities(plan, top, book, now)
    return PlanReading(plan, book.in_order())


def _check(top: Record, book: Book) -> None:
    names = read_names(top, book)
    check_head(top, book)
    check_ids(top, names, book)
    check_units(top, names, book)
    check_indicators(top, names, book)
    check_formulas(names, book)
    check_rules(top, names, book)
    check_sources(top, book)
    check_delivery(top, book)


def _resolved(top: Record, data: bytes, book: Book) -> Plan | None:
    try:
        document = DocumentW.model_validate(plain(top))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        book.report("model_disagrees", top.place, key=where, reason=first["type"])
        return None
    text = data.decode("utf-8-sig")
    return resolve(document, sha256=hashlib.sha256(data).hexdigest(), text=text)
