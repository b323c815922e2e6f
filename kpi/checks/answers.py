"""The checks of answers, one after the other: by themselves, against each other, against the past.

What one step holds back the next does not see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks.across import rule_breaches
from kpi.checks.cells import cells_frame, with_plan
from kpi.checks.findings import Findings
from kpi.checks.history import history_frame
from kpi.checks.longer import longer_frame
from kpi.checks.messages import Messages
from kpi.checks.milestones import milestones_frame
from kpi.checks.missed import missed_frame
from kpi.checks.odd import parts_frame
from kpi.checks.rule import CheckRule, Frame, broken_rules, by_rule
from kpi.checks.rules import RULE_BY_NAME
from kpi.checks.series import with_past
from kpi.checks.silence import blank_frame, silence_frame
from kpi.checks.under_check import ANSWER_SCHEMA
from kpi.checks.versions import history_before, with_batch
from kpi.checks.whole import copies_frame, evidence_frame, missing_frame
from kpi.checks.wording import Row
from kpi.moments import local
from kpi.plan.model import Plan
from kpi.records.reader_rules import DIFFERING_DUPLICATES
from kpi.records.submission import Submission

if TYPE_CHECKING:
    import duckdb


def examine_answers(  # noqa: PLR0913, PLR0917 - what a batch shares
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    alive: Sequence[Submission],
    answers: pl.DataFrame,
    findings: Findings,
    words: Messages,
    rules: Sequence[CheckRule],
) -> pl.DataFrame:
    """The answers that are taken (ANSWER_SCHEMA and `questioned`); problems go into `findings`."""
    exam = _Exam(plan, alive, findings, words, rules)
    given = with_plan(
        plan, answers.filter(pl.col("sub").is_in(list(exam.under_check))), exam.days()
    )
    exam.remember(given)
    _repeated_in_file(exam, given)
    _mark_readers_warnings(exam, given)
    read = exam.accepted(given)
    _judge(exam, "cells", cells_frame(plan, read))
    possible = exam.accepted(read)
    before = history_before(con, plan, possible, exam.silent())
    _across(exam, possible, before)
    taken = exam.accepted(possible)
    versions = with_batch(before, taken)
    past = with_past(taken, versions)
    _judge(exam, "history", history_frame(plan, past))
    _judge(exam, "missed", missed_frame(plan, taken, past))
    _judge(exam, "longer", longer_frame(taken, versions))
    _judge(exam, "parts", parts_frame(plan, taken))
    _judge(exam, "milestones", milestones_frame(taken))
    _judge(exam, "evidence", evidence_frame(taken))
    under_check = list(exam.under_check.values())
    _judge_whole(exam, "copies", copies_frame(taken, before, versions))
    _judge_whole(exam, "blank", blank_frame(plan, under_check, given))
    _silence(exam, silence_frame(under_check, versions))
    whole = [p for p in under_check if not p.arrival.entered]  # one figure is no form
    _missing(exam, missing_frame(plan, whole, given, versions))
    questioned = pl.col("row").is_in(sorted(findings.questioned))
    return taken.select(*ANSWER_SCHEMA.names(), questioned=questioned)


class _Exam:
    """What the steps share: the plan, the submissions, the findings, the rows to quote."""

    def __init__(
        self,
        plan: Plan,
        alive: Sequence[Submission],
        findings: Findings,
        words: Messages,
        rules: Sequence[CheckRule],
    ) -> None:
        self.plan, self.findings, self.words, self.rules = plan, findings, words, rules
        self.under_check = {p.sub: p for p in alive}
        self._given = pl.DataFrame()

    def days(self) -> pl.DataFrame:
        """The local day of receipt of each submission."""
        rows = [
            (p.sub, local(p.arrival.received_at, self.plan.timezone).date())
            for p in self.under_check.values()
        ]
        schema = {"sub": pl.Int64, "received_on": pl.Date}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def silent(self) -> list[tuple[str, str]]:
        """The units and periods of submissions in which some row says nothing."""
        return sorted({(p.unit, p.period) for p in self.under_check.values() if p.read.silent})

    def remember(self, given: pl.DataFrame) -> None:
        self._given = given

    def rows(self, wanted: Sequence[int]) -> Mapping[int, Row]:
        """The rows to quote in messages, by number."""
        chosen = self._given.filter(pl.col("row").is_in(sorted(set(wanted))))
        return {row["row"]: row for row in chosen.to_dicts()}

    def file(self, row: Row) -> str:
        return self.under_check[row["sub"]].file

    def accepted(self, answers: pl.DataFrame) -> pl.DataFrame:
        """The answers that nothing has held back so far."""
        free = (pl.col("held_by") == "") & ~pl.col("row").is_in(sorted(self.findings.held))
        return answers.filter(free)


def _repeated_in_file(exam: _Exam, given: pl.DataFrame) -> None:
    """Answers that stand twice with differing figures, and whatever the reader held back."""
    exam.findings.held.update(given.filter(pl.col("held_by") != "")["row"])
    twice = [(p.sub, i) for p in exam.under_check.values() for i in p.twice]
    if not twice:
        return
    wanted = pl.DataFrame(twice, schema={"sub": pl.Int64, "indicator": pl.String}, orient="row")
    held = given.join(wanted, on=["sub", "indicator"], how="semi").filter(
        pl.col("held_by") == DIFFERING_DUPLICATES
    )
    for row in exam.rows(held["row"].to_list()).values():
        problem = exam.words.of_reader(DIFFERING_DUPLICATES, exam.file(row), row)
        exam.findings.about_row(row, problem)


def _mark_readers_warnings(exam: _Exam, given: pl.DataFrame) -> None:
    """A warning of the reader about an indicator marks its figure and can be answered by it."""
    warned = {
        (sub, problem.indicator)
        for sub in exam.under_check
        for problem in exam.findings.problems.get(sub, ())
        if problem.severity == "warning" and problem.indicator
    }
    if not warned:
        return
    for row in given.to_dicts():
        if (row["sub"], row["indicator"]) in warned:
            exam.findings.answer(row)


def _judge(exam: _Exam, name: Frame, rows: pl.DataFrame) -> None:
    """The rules of a frame of answers; a row of it is of the answer `answer`, else of its own."""
    broken = broken_rules(exam.rules, name, exam.plan, rows)
    facts = rows.filter(pl.col("row").is_in(sorted(broken))).to_dicts()
    answers = exam.rows([f.get("answer", f["row"]) for f in facts])
    for fact in sorted(facts, key=lambda f: int(f.get("answer", f["row"]))):
        own = answers[fact.get("answer", fact["row"])]
        for rule in broken[fact["row"]]:
            exam.findings.about_row(
                own, exam.words.of_answer(rule, exam.file(own), {**fact, **own})
            )


def _judge_whole(exam: _Exam, name: Frame, rows: pl.DataFrame) -> None:
    """The rules of a frame whose rows are submissions."""
    for rule, row in by_rule(exam.rules, name, exam.plan, rows):
        problem = exam.words.of_submission(rule, exam.under_check[row["row"]], row)
        exam.findings.add(row["row"], problem)


def _across(exam: _Exam, possible: pl.DataFrame, before: pl.DataFrame) -> None:
    breaches = rule_breaches(exam.plan, exam.rules, possible, before)
    rows = exam.rows(breaches["row"].to_list())
    for breach in breaches.to_dicts():
        own = rows[breach["row"]]
        rule = RULE_BY_NAME[f"rule_{exam.plan.rules[breach['rule_number']].severity}"]
        exam.findings.about_row(own, exam.words.of_answer(rule, exam.file(own), {**breach, **own}))


def _silence(exam: _Exam, rows: pl.DataFrame) -> None:
    for rule, row in by_rule(exam.rules, "silence", exam.plan, rows):
        file = exam.under_check[row["sub"]].file
        exam.findings.add(row["sub"], exam.words.of_answer(rule, file, row))


def _missing(exam: _Exam, rows: pl.DataFrame) -> None:
    for rule, row in by_rule(exam.rules, "missing", exam.plan, rows):
        problem = exam.words.of_row(rule, exam.under_check[row["sub"]], row["indicator"])
        exam.findings.add(row["sub"], problem)
