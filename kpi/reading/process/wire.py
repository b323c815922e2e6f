"""Readings between processes: one line of JSON each, nothing pickled."""

from __future__ import annotations

import json
from dataclasses import fields
from operator import attrgetter
from typing import Any

from kpi.records.answers import (
    Answer,
    FileRead,
    Note,
    Seen,
    SeenColumn,
    Silent,
    SubmissionRead,
)
from kpi.records.problems import Problem

_DEFAULTS = tuple(Answer._field_defaults.get(name) for name in Answer._fields)
_problem_values = attrgetter(*(f.name for f in fields(Problem)))


def to_line(read: FileRead) -> str:
    data = {
        "s": [_submission(s) for s in read.submissions],
        "p": [_problem_values(p) for p in read.problems],
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def from_line(line: str) -> FileRead:
    data = json.loads(line)
    return FileRead(
        tuple(_to_submission(s) for s in data["s"]),
        tuple(Problem(*p) for p in data["p"]),
    )


def _submission(read: SubmissionRead) -> list[Any]:
    return [
        read.unit, read.period, read.plan, read.version,
        [_shortened(a) for a in read.answers],
        [_problem_values(p) for p in read.problems],
        read.words, read.has_explanations, read.layout, read.notes, read.seen, read.silent,
        read.elsewhere,
        *((read.member, read.attachment) if read.member or read.attachment else ()),
    ]  # fmt: skip


def _shortened(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Without the empty texts at the end, which are what is not said anyway."""
    end = len(values)
    while end and values[end - 1] == "" == _DEFAULTS[end - 1]:
        end -= 1
    return values[:end]


def _to_submission(data: list[Any]) -> SubmissionRead:
    unit, period, plan, version, answers, problems, words, has_explanations, layout, *rest = data
    notes, seen, silent, elsewhere, *odd = rest  # `odd`: of an archive's file, or a document
    return SubmissionRead(
        unit, period, plan, version,
        tuple(Answer(*a) for a in answers),
        tuple(Problem(*p) for p in problems),
        tuple((heading, text) for heading, text in words),
        has_explanations, layout,
        tuple(Note(*n) for n in notes),
        tuple(Seen(s, row, tuple(SeenColumn(*c) for c in columns)) for s, row, columns in seen),
        tuple(Silent(*s) for s in silent),
        elsewhere, *odd,
    )  # fmt: skip
