"""A batch as rows of the tables: one frame per table, columns as in the migrations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import polars as pl

from kpi.moments import as_utc
from kpi.records.arrival import Arrival
from kpi.records.submission import Submission

BOOKS = ("loaded", "superseded", "unchanged")
_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(("arrival", "ordinal", "size"), pl.Int64),
    **dict.fromkeys(("received_at", "first_seen_at", "known_at"), pl.Datetime("us")),
    **dict.fromkeys(("sidecar_problem", "entered"), pl.Boolean),
}


def _frame(rows: Sequence[tuple[object, ...]], *columns: str) -> pl.DataFrame:
    """Rows under the names of their columns, which hold text unless `_TYPES` says otherwise."""
    schema = {name: _TYPES.get(name, pl.String) for name in columns}
    return pl.DataFrame(rows, schema=schema, orient="row")


def arrivals_frame(arrivals: Sequence[Arrival], run: str, first: int) -> pl.DataFrame:
    rows = [
        (
            n,
            a.path,
            a.sha256,
            a.size,
            a.received_at,
            a.first_seen_at,
            run,
            a.sidecar_problem,
            a.entered,
        )
        for n, a in enumerate(arrivals, first)
    ]
    return _frame(
        rows,
        "arrival",
        "path",
        "sha256",
        "size",
        "received_at",
        "first_seen_at",
        "run",
        "sidecar_problem",
        "entered",
    )


def submissions_frame(
    loaded: Sequence[Submission], run: str, sequence: int, plan_version: int
) -> pl.DataFrame:
    rows = [
        {
            "submission": s.name,
            "sequence": sequence + n,
            "run": run,
            "file": s.file,
            "sha256": s.arrival.sha256,
            "unit": s.unit or None,
            "period": s.period or None,
            "received_at": s.received_at,
            "late": s.late,
            "form_version": s.read.version or None,
            "plan_version": plan_version,
            "outcome": s.outcome,
            "cells_in": s.cells_in,
            "held": s.held,
            **{book: getattr(s, book) for book in BOOKS},
        }
        for n, s in enumerate(loaded)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def members_frame(loaded: Sequence[Submission]) -> pl.DataFrame:
    """Which file of its archive a submission is, where it is one."""
    rows = [(s.name, s.read.member) for s in loaded if s.read.member]
    return _frame(rows, "submission", "member")


_PROBLEM_TEXTS = ("file", "sheet", "cell", "unit", "period", "indicator", "written", "answered")


def problems_frame(loaded: Sequence[Submission]) -> pl.DataFrame:
    rows = [
        (
            s.name,
            ordinal,
            p.rule,
            p.severity,
            p.message,
            s.received_at,
            *(getattr(p, name) or None for name in _PROBLEM_TEXTS),
        )
        for s in loaded
        for ordinal, p in enumerate(s.problems, 1)
    ]
    return _frame(
        rows, "submission", "ordinal", "rule", "severity", "message", "known_at", *_PROBLEM_TEXTS
    )


def statements_frame(loaded: Sequence[Submission]) -> pl.DataFrame:
    rows = [
        (s.name, s.unit, s.period, ordinal, heading, text, s.received_at)
        for s in loaded
        if s.outcome.startswith("accepted")
        for ordinal, (heading, text) in enumerate(s.read.words, 1)
    ]
    return _frame(rows, "submission", "unit", "period", "ordinal", "heading", "text", "known_at")


def notes_frame(loaded: Sequence[Submission]) -> pl.DataFrame:
    """What people wrote outside the tables of files that were taken."""
    rows = [
        (s.name, ordinal, note.sheet or None, note.cell or None, note.text, s.received_at)
        for s in loaded
        if s.outcome.startswith("accepted")
        for ordinal, note in enumerate(s.read.notes, 1)
    ]
    return _frame(rows, "submission", "ordinal", "sheet", "cell", "text", "known_at")


def run_frame(loaded: Sequence[Submission], run: str, files: int, now: datetime) -> pl.DataFrame:
    books = ("cells_in", "held", *BOOKS)
    return pl.DataFrame(
        [
            {
                "run": run,
                "started_at": as_utc(now),
                "finished_at": datetime.now(UTC).replace(tzinfo=None),
                "files": files,
                **{book: sum(getattr(s, book) for s in loaded) for book in books},
            }
        ]
    )
