"""The checks of answers, one after the other: by themselves, against each other, against the past.

What one step holds back the next does not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks.cells import cell_findings, with_plan
from kpi.checks.found import Found
from kpi.checks.history import history_facts, history_findings
from kpi.checks.known import known_before, with_batch
from kpi.checks.longer import longer_findings
from kpi.checks.messages import Row, Wording
from kpi.checks.milestones import late_days
from kpi.checks.missed import missed_findings
from kpi.checks.odd import odd_findings
from kpi.checks.parcels import ANSWER_SCHEMA, Parcel
from kpi.checks.rules import rule_breaches
from kpi.checks.series import with_past
from kpi.checks.silence import blank_forms, kept_figures
from kpi.checks.telling import Telling
from kpi.checks.whole import copy_findings, evidence_findings, missing_findings
from kpi.moments import local
from kpi.plan.model import Plan

if TYPE_CHECKING:
    import duckdb


def examine_answers(  # noqa: PLR0913, PLR0917 - what a batch shares
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    alive: Sequence[Parcel],
    answers: pl.DataFrame,
    found: Found,
    words: Wording,
) -> pl.DataFrame:
    """The answers that are taken (ANSWER_SCHEMA and `questioned`); problems go into `found`."""
    exam = _Exam(plan, alive, found, words)
    given = with_plan(plan, answers.filter(pl.col("sub").is_in(list(exam.parcels))), exam.days())
    exam.remember(given)
    _repeated_in_file(exam, given)
    _mark_readers_warnings(exam, given)
    read = exam.accepted(given)
    _cells(exam, read)
    possible = exam.accepted(read)
    before = known_before(con, plan, possible, exam.silent())
    _rules(exam, possible, before)
    taken = exam.accepted(possible)
    versions = with_batch(before, taken)
    past = with_past(taken, versions)
    _history(exam, past)
    _missed(exam, taken, past)
    _longer(exam, taken, versions)
    _odd(exam, taken)
    _milestones(exam, taken)
    _evidence(exam, taken)
    _whole(exam, given, taken, before, versions)
    questioned = pl.col("row").is_in(sorted(found.questioned))
    return taken.select(*ANSWER_SCHEMA.names(), questioned=questioned)


class _Exam:
    """What the steps share: the plan, the submissions, the findings, the rows to quote."""

    def __init__(self, plan: Plan, alive: Sequence[Parcel], found: Found, words: Wording) -> None:
        self.plan, self.found, self.words = plan, found, words
        self.telling = Telling(plan, words)
        self.parcels = {p.sub: p for p in alive}
        self._given = pl.DataFrame()

    def days(self) -> pl.DataFrame:
        """The local day of receipt of each submission."""
        rows = [
            (p.sub, local(p.arrival.received_at, self.plan.timezone).date())
            for p in self.parcels.values()
        ]
        schema = {"sub": pl.Int64, "received_on": pl.Date}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def silent(self) -> list[tuple[str, str]]:
        """The units and periods of submissions in which some row says nothing."""
        return sorted({(p.unit, p.period) for p in self.parcels.values() if p.silent})

    def remember(self, given: pl.DataFrame) -> None:
        self._given = given

    def rows(self, wanted: Sequence[int]) -> Mapping[int, Row]:
        """The rows to quote in messages, by number."""
        chosen = self._given.filter(pl.col("row").is_in(sorted(set(wanted))))
        return {row["row"]: row for row in chosen.to_dicts()}

    def file(self, row: Row) -> str:
        return self.parcels[row["sub"]].arrival.path

    def accepted(self, answers: pl.DataFrame) -> pl.DataFrame:
        """The answers that nothing has held back so far."""
        free = (pl.col("held_by") == "") & ~pl.col("row").is_in(sorted(self.found.held))
        return answers.filter(free)


def _repeated_in_file(exam: _Exam, given: pl.DataFrame) -> None:
    """Answers that stand twice with differing figures, and whatever the reader held back."""
    exam.found.held.update(given.filter(pl.col("held_by") != "")["row"])
    twice = [(p.sub, i) for p in exam.parcels.values() for i in p.twice]
    if not twice:
        return
    wanted = pl.DataFrame(twice, schema={"sub": pl.Int64, "indicator": pl.String}, orient="row")
    held = given.join(wanted, on=["sub", "indicator"], how="semi").filter(
        pl.col("held_by") == "differing_duplicates"
    )
    for row in exam.rows(held["row"].to_list()).values():
        problem = exam.telling.of_cell("differing_duplicates", exam.file(row), row)
        exam.found.about_row(row, problem)


def _mark_readers_warnings(exam: _Exam, given: pl.DataFrame) -> None:
    """A warning of the reader about an indicator marks its figure and can be answered by it."""
    warned = {
        (sub, problem.indicator)
        for sub in exam.parcels
        for problem in exam.found.problems.get(sub, ())
        if problem.severity == "warning" and problem.indicator
    }
    if not warned:
        return
    for row in given.to_dicts():
        if (row["sub"], row["indicator"]) in warned:
            exam.found.answer(row)


def _cells(exam: _Exam, read: pl.DataFrame) -> None:
    told = cell_findings(exam.plan, read)
    for number, row in exam.rows(list(told)).items():
        exam.found.about_row(row, exam.telling.of_cell(told[number], exam.file(row), row))


def _rules(exam: _Exam, possible: pl.DataFrame, before: pl.DataFrame) -> None:
    breaches = rule_breaches(exam.plan, possible, before)
    rows = exam.rows(breaches["row"].to_list())
    for breach in breaches.to_dicts():
        row = rows[breach["row"]]
        exam.found.about_row(row, exam.telling.of_rule(exam.file(row), row, breach))


def _missed(exam: _Exam, taken: pl.DataFrame, past: pl.DataFrame) -> None:
    missed = missed_findings(exam.plan, taken, past)
    for number, row in exam.rows(list(missed)).items():
        problem = exam.telling.of_missed(exam.file(row), row, missed[number])
        exam.found.about_row(row, problem)


def _history(exam: _Exam, past: pl.DataFrame) -> None:
    facts = history_facts(exam.plan, past)
    told = history_findings(facts)
    quoted = {f["row"]: f for f in facts.filter(pl.col("row").is_in(sorted(told))).to_dicts()}
    for number, row in exam.rows(list(told)).items():
        for rule in told[number]:
            problem = exam.telling.of_history(rule, exam.file(row), row, quoted[number])
            exam.found.about_row(row, problem)


def _longer(exam: _Exam, taken: pl.DataFrame, versions: pl.DataFrame) -> None:
    differing = {f["row"]: f for f in longer_findings(taken, versions).to_dicts()}
    for number, row in exam.rows(list(differing)).items():
        problem = exam.telling.of_longer(exam.file(row), row, differing[number])
        exam.found.about_row(row, problem)


def _odd(exam: _Exam, taken: pl.DataFrame) -> None:
    told = odd_findings(exam.plan, taken)
    for number, row in exam.rows(list(told)).items():
        exam.found.about_row(row, exam.telling.of_cell(told[number], exam.file(row), row))


def _milestones(exam: _Exam, taken: pl.DataFrame) -> None:
    for row in exam.rows(late_days(taken)).values():
        exam.found.about_row(row, exam.telling.of_late_day(exam.file(row), row))


def _evidence(exam: _Exam, taken: pl.DataFrame) -> None:
    for row in exam.rows(evidence_findings(taken)).values():
        problem = exam.words.of_answer("missing_evidence", exam.file(row), row)
        exam.found.about_row(row, problem)


def _whole(
    exam: _Exam,
    given: pl.DataFrame,
    taken: pl.DataFrame,
    before: pl.DataFrame,
    versions: pl.DataFrame,
) -> None:
    for rule, sub, other in copy_findings(taken, before, versions):
        values = {"other_unit": exam.words.unit_name(other)}
        if rule == "copy_of_last_period":
            values = {"other_period_title": exam.words.title(other)}
        exam.found.add(sub, exam.words.of_file(rule, exam.parcels[sub], **values))
    parcels = list(exam.parcels.values())
    for sub in blank_forms(exam.plan, parcels, given):
        exam.found.add(sub, exam.words.of_blank(exam.parcels[sub]))
    for sub, silent, kept in kept_figures(parcels, versions):
        exam.found.add(sub, exam.telling.of_kept(exam.parcels[sub], silent, kept))
    for sub, indicator in missing_findings(exam.plan, parcels, given, versions):
        problem = exam.words.of_row("missing_indicator", exam.parcels[sub], indicator)
        exam.found.add(sub, problem)
