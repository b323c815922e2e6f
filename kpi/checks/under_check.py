"""From files as read to the two frames that the checks work on: submissions and answers.

A submission is one file of one unit and period: what the reader found of it in several sheets
or lines is put together here, and an answer written twice with equal figures counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

import polars as pl

from kpi.records.answers import Answer, FileRead, SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.records.reader_rules import DIFFERING_DUPLICATES
from kpi.records.submission import Submission

Part = TypeVar("Part")
Key = tuple[str, str]  # unit and period


def unpack(arrivals: Sequence[Arrival], readings: Sequence[FileRead | None]) -> list[Submission]:
    """The submissions of every file that was read, in the order of the arrivals."""
    under_check: list[Submission] = []
    for arrival, reading in zip(arrivals, readings, strict=True):
        if reading is not None:
            under_check += [
                _submission(arrival, read, sub)
                for sub, read in enumerate(_of_file(arrival, reading), len(under_check))
            ]
    return under_check


def _submission(arrival: Arrival, read: SubmissionRead, sub: int) -> Submission:
    answers, twice = _once_each(read.answers)
    return Submission(arrival, replace(read, answers=answers), sub=sub, twice=twice)


def _of_file(arrival: Arrival, reading: FileRead) -> Iterator[SubmissionRead]:
    """What a file says, put together by unit and period; then a row of its own for every document
    and for every file of an archive that could not be read: these cost no other."""
    by_key: dict[Key, list[SubmissionRead]] = {}
    documents = [read for read in reading.submissions if read.attachment]
    for read in reading.submissions:
        if not read.attachment:
            by_key.setdefault((read.unit, read.period), []).append(read)
    of_members = [p for p in reading.problems if is_of_member(p, arrival)]
    of_file = tuple(p for p in reading.problems if not is_of_member(p, arrival))
    if not by_key and (of_file or not (of_members or documents)):
        by_key["", ""] = [SubmissionRead("", "")]
    whole = [_merged(reads) for reads in by_key.values()]
    if whole:
        whole[0] = replace(whole[0], problems=(*of_file, *whole[0].problems))
    yield from (*whole, *_of_members(arrival, of_members), *documents)


def is_of_member(problem: Problem, arrival: Arrival) -> bool:
    """Whether a problem speaks of a file in the archive that arrived, and not of all of it."""
    return problem.file.startswith(f"{arrival.path}/")


def _of_members(arrival: Arrival, problems: Iterable[Problem]) -> Iterator[SubmissionRead]:
    by_file: dict[str, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    for told in by_file.values():
        yield SubmissionRead(
            told[0].unit, told[0].period, problems=tuple(told),
            member=told[0].file.removeprefix(f"{arrival.path}/"),
        )  # fmt: skip


def _merged(reads: Sequence[SubmissionRead]) -> SubmissionRead:
    """Several tables of one unit and period as one; what each says of itself is taken from the
    first that says it."""
    if len(reads) == 1:
        return reads[0]
    return replace(
        reads[-1],
        plan=_first(r.plan for r in reads),
        version=_first(r.version for r in reads),
        elsewhere=_first(r.elsewhere for r in reads),
        has_explanations=all(r.has_explanations for r in reads),
        answers=_joined(r.answers for r in reads),
        problems=_joined(r.problems for r in reads),
        words=_joined(r.words for r in reads),
        notes=_joined(r.notes for r in reads),
        seen=_joined(r.seen for r in reads),
        silent=_joined(r.silent for r in reads),
        member=reads[0].member if len({r.member for r in reads}) == 1 else "",
    )


def _first(said: Iterable[str]) -> str:
    return next(filter(None, said), "")


def _joined(parts: Iterable[tuple[Part, ...]]) -> tuple[Part, ...]:
    return tuple(chain.from_iterable(parts))


def _once_each(answers: Iterable[Answer]) -> tuple[tuple[Answer, ...], frozenset[str]]:
    """The answers without equal repetitions, and the indicators whose answers differ."""
    kept: list[Answer] = []
    said: dict[str, Answer] = {}
    differing: set[str] = set()
    for answer in answers:
        first = said.get(answer.indicator)
        if answer.held_by or first is None:
            if not answer.held_by:
                said[answer.indicator] = answer
            kept.append(answer)
        elif _figures(answer) != _figures(first):
            differing.add(answer.indicator)
            kept.append(answer)
    return tuple(kept), frozenset(differing)


def _figures(answer: Answer) -> tuple[object, ...]:
    return answer.state, answer.numerator, answer.denominator, answer.value, answer.done_on


ANSWER_SCHEMA = pl.Schema(
    {
        "row": pl.Int64,
        "sub": pl.Int64,
        "unit": pl.String,
        "period": pl.String,
        **{
            name: pl.Float64 if name in ("numerator", "denominator", "value") else pl.String
            for name in Answer._fields
        },
        "has_explanations": pl.Boolean,
    }
)


def answers_frame(under_check: Sequence[Submission]) -> pl.DataFrame:
    """One row per answer (ANSWER_SCHEMA); `held_by` is empty text unless it is held back."""
    columns: dict[str, list[object]] = {name: [] for name in ANSWER_SCHEMA}
    for submission in under_check:
        count = len(submission.read.answers)
        columns["row"] += range(len(columns["row"]), len(columns["row"]) + count)
        columns["sub"] += [submission.sub] * count
        columns["unit"] += [submission.unit] * count
        columns["period"] += [submission.period] * count
        columns["has_explanations"] += [submission.read.has_explanations] * count
        # strict=False: a submission without answers has no columns
        for name, values in zip(
            Answer._fields, zip(*submission.read.answers, strict=True), strict=False
        ):
            columns[name] += values
    return _held_twice(pl.DataFrame(columns, schema=ANSWER_SCHEMA), under_check)


def _held_twice(answers: pl.DataFrame, under_check: Sequence[Submission]) -> pl.DataFrame:
    """Answers that were given twice with differing figures are held, all of them."""
    pairs = [(p.sub, indicator) for p in under_check for indicator in sorted(p.twice)]
    if not pairs:
        return answers
    twice = pl.DataFrame(pairs, schema={"sub": pl.Int64, "indicator": pl.String}, orient="row")
    marked = twice.with_columns(differs=pl.lit(value=True))
    hold = pl.col("differs").fill_null(value=False) & (pl.col("held_by") == "")
    return (
        answers.join(marked, on=["sub", "indicator"], how="left")
        .sort("row")
        .with_columns(held_by=pl.when(hold).then(pl.lit(DIFFERING_DUPLICATES)).otherwise("held_by"))
        .drop("differs")
    )
