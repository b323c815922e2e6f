"""From files as read to the two frames that the checks work on: submissions and answers.

A submission is one file of one unit and period: what the reader found of it in several sheets
or lines is put together here, and an answer written twice with equal figures counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from kpi.records.answers import Answer, FileRead, Note, Silent, SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem


@dataclass(slots=True)
class SubmissionUnderCheck:
    """One submission in the making. `sub` is its place in the batch's order."""

    sub: int
    arrival: Arrival
    unit: str = ""
    period: str = ""
    plan: str = ""
    version: str = ""
    member: str = ""
    layout: str = "form"
    has_explanations: bool = True
    attachment: bool = False
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    silent: list[Silent] = field(default_factory=list)
    elsewhere: str = ""
    twice: set[str] = field(default_factory=set)


def unpack(
    arrivals: Sequence[Arrival], readings: Sequence[FileRead | None]
) -> list[SubmissionUnderCheck]:
    """The submissions of every file that was read, in the order of the arrivals."""
    under_check: list[SubmissionUnderCheck] = []
    for arrival, reading in zip(arrivals, readings, strict=True):
        if reading is not None:
            under_check += _of_file(arrival, reading, len(under_check))
    return under_check


def _of_file(arrival: Arrival, reading: FileRead, first: int) -> list[SubmissionUnderCheck]:
    by_key: dict[tuple[str, str], SubmissionUnderCheck] = {}
    for read in reading.submissions:
        key = (read.unit, read.period)
        if key not in by_key:
            by_key[key] = SubmissionUnderCheck(
                first + len(by_key), arrival, *key, member=read.member,
                attachment=reading.attachment,
            )  # fmt: skip
        _add(by_key[key], read)
    of_members = [p for p in reading.problems if is_of_member(p, arrival)]
    of_file = [p for p in reading.problems if not is_of_member(p, arrival)]
    if not by_key and not (of_members and not of_file):
        by_key["", ""] = SubmissionUnderCheck(first, arrival, attachment=reading.attachment)
    under_check = list(by_key.values())
    if under_check:
        under_check[0].problems[:0] = of_file
    under_check += _of_members(arrival, of_members, first + len(under_check))
    for submission in under_check:
        submission.answers, submission.twice = _once_each(submission.answers)
    return under_check


def is_of_member(problem: Problem, arrival: Arrival) -> bool:
    """Whether a problem speaks of a file in the archive that arrived, and not of all of it."""
    return problem.file.startswith(f"{arrival.path}/")


def _of_members(
    arrival: Arrival, problems: Iterable[Problem], first: int
) -> list[SubmissionUnderCheck]:
    """A row of its own for every file of an archive that could not be read: it costs no other."""
    by_file: dict[str, SubmissionUnderCheck] = {}
    for problem in problems:
        if problem.file not in by_file:
            number = first + len(by_file)
            by_file[problem.file] = SubmissionUnderCheck(
                number, arrival, problem.unit, problem.period,
                member=problem.file.removeprefix(f"{arrival.path}/"),
            )  # fmt: skip
        by_file[problem.file].problems.append(problem)
    return list(by_file.values())


def _add(submission: SubmissionUnderCheck, read: SubmissionRead) -> None:
    if read.member != submission.member:
        submission.member = ""  # several files of the archive: none of them alone
    submission.elsewhere = submission.elsewhere or read.elsewhere
    submission.plan = submission.plan or read.plan
    submission.version = submission.version or read.version
    submission.layout = read.layout
    submission.has_explanations = submission.has_explanations and read.has_explanations
    submission.answers += read.answers
    submission.problems += read.problems
    submission.words += read.words
    submission.notes += read.notes
    submission.silent += read.silent


def _once_each(answers: Iterable[Answer]) -> tuple[list[Answer], set[str]]:
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
    return kept, differing


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


def answers_frame(under_check: Sequence[SubmissionUnderCheck]) -> pl.DataFrame:
    """One row per answer (ANSWER_SCHEMA); `held_by` is empty text unless it is held back."""
    columns: dict[str, list[object]] = {name: [] for name in ANSWER_SCHEMA}
    for submission in under_check:
        count = len(submission.answers)
        columns["row"] += range(len(columns["row"]), len(columns["row"]) + count)
        columns["sub"] += [submission.sub] * count
        columns["unit"] += [submission.unit] * count
        columns["period"] += [submission.period] * count
        columns["has_explanations"] += [submission.has_explanations] * count
        # strict=False: a submission without answers has no columns
        for name, values in zip(
            Answer._fields, zip(*submission.answers, strict=True), strict=False
        ):
            columns[name] += values
    return _held_twice(pl.DataFrame(columns, schema=ANSWER_SCHEMA), under_check)


def _held_twice(answers: pl.DataFrame, under_check: Sequence[SubmissionUnderCheck]) -> pl.DataFrame:
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
        .with_columns(
            held_by=pl.when(hold).then(pl.lit("differing_duplicates")).otherwise("held_by")
        )
        .drop("differs")
    )
