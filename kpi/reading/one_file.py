"""Reads one file from its bytes to its answers: pure, and never raising for what a file holds."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kpi.reading.asking import Asking
from kpi.reading.attachments import read_attachment
from kpi.reading.catalogue import Catalogue, catalogue_of
from kpi.reading.submissions import read_workbook
from kpi.records.answers import FileRead
from kpi.workbooks.grid import Refused, Workbook
from kpi.workbooks.guard import look_at
from kpi.workbooks.package import Package
from kpi.workbooks.refusals import UNREADABLE_FILE
from kpi.workbooks.source import Member, Source

if TYPE_CHECKING:
    from kpi.plan.model import Plan


def read_one(
    path: Path | Member, name: str, received_at: datetime, plan: Plan | Catalogue
) -> FileRead:
    """What the file at `path` says; `name` is its inbox path. A naive `received_at` is UTC."""
    known = plan if isinstance(plan, Catalogue) else _catalogue(plan)
    try:
        kind, package = look_at(path, name)
        if kind == "attachment":
            return read_attachment(name, known)
        if kind == "zip":
            from kpi.reading.archives import read_archive

            return read_archive(path, name, received_at, known, read_one)
        book = open_book(path, kind, package, known)
        return read_workbook(book, name, local_day(received_at, known), known)
    except Refused as refused:
        return FileRead(problems=(Asking.of(known, name).refusal(refused),))
    except OSError:
        return FileRead(problems=(Asking.of(known, name).about_file(
            UNREADABLE_FILE, "cannot_open"),))  # fmt: skip


def open_book(
    path: Source, kind: str, package: Package | None = None, known: Catalogue | None = None
) -> Workbook:
    """The workbook of a file of a kind that the guard told; `package` if it opened one."""
    if kind == "csv":
        from kpi.reading.tables.across import find_head
        from kpi.workbooks.csv_text import read_csv

        return read_csv(path, partial(find_head, known=known))
    if kind == "xls":
        from kpi.workbooks.xls.reader import read_xls

        return read_xls(path)
    if kind == "ods":
        from kpi.workbooks.ods.reader import read_ods

        return read_ods(path)
    from kpi.workbooks.xlsx.reader import read_xlsx

    return read_xlsx(path, package)


def local_day(moment: datetime, known: Catalogue) -> date:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(_zone(known.timezone)).date()


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


_latest: list[tuple[Plan, Catalogue]] = []


def _catalogue(plan: Plan) -> Catalogue:
    """The catalogue of the plan used last is kept: a run reads many files under one plan."""
    if not _latest or _latest[0][0] is not plan:
        _latest[:] = [(plan, catalogue_of(plan))]
    return _latest[0][1]
