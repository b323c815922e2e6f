"""The two heavy neighbours of a run left out, for tests of very many runs: files are read in this
process instead of in children, and expectations are looked at row by row instead of by the library.

Rule: what they give is the same; `test_in_process.py` compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
import pytest

from kpi.checks import engine
from kpi.checks.engine import ROW, Expect
from kpi.plan.model import Plan
from kpi.reading.one_file import read_one
from kpi.reading.process import pool
from kpi.reading.process.pool import ReadTask
from kpi.records.answers import FileRead


@contextmanager
def in_this_process() -> Iterator[None]:
    """Within it no process is started and no suite of the library is built."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pool, "read_files", read_files)
        patched.setattr(engine, "_results", results)
        patched.setattr(engine, "get_ready_meanwhile", lambda: None)
        yield


def read_files(
    tasks: Sequence[ReadTask], plan: Plan, **_: object
) -> Iterator[tuple[ReadTask, FileRead]]:
    for task in tasks:
        yield task, read_one(task.path, task.name, task.received_at, plan)


def results(
    _name: str, frame: pl.DataFrame, suite: Sequence[Expect], _asked: Mapping[str, object]
) -> list[Any]:
    told = []
    for expect in suite:
        rows = tuple(row[ROW] for row in frame.iter_rows(named=True) if not _holds(expect, row))
        told.append(engine._Result(expect, not rows, rows))
    return told


def _holds(expect: Expect, row: Mapping[str, Any]) -> bool:
    a, b = row[expect.a], row[expect.b] if expect.b else None
    if expect.kind == "present":
        return a is not None
    if a is None or (expect.b and b is None):
        return True
    low, high = expect.low, expect.high
    return {
        "true": lambda: a is True,
        "at_least": lambda: a >= b,
        "equal": lambda: a == b,
        "between": lambda: (low is None or a >= low) and (high is None or a <= high),
        "in_set": lambda: a in expect.among,
    }[expect.kind]()
