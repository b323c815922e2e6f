"""A batch of files through all the checks, in the order in which one finding rests on another.

Identity decides about whole submissions; what is left goes through the checks of its answers,
and then through what is said of a submission as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks import findings as findings_of
from kpi.checks.answers import examine_answers
from kpi.checks.findings import Findings
from kpi.checks.identity import FormVersions, identity_frame
from kpi.checks.messages import Messages
from kpi.checks.periods import period_or_none
from kpi.checks.repeats import duplicates_among, earlier_receipts
from kpi.checks.rule import CheckRule, by_rule
from kpi.checks.rules import CHECK_RULES
from kpi.checks.rules.late import LATE
from kpi.checks.under_check import answers_frame, unpack
from kpi.checks.verdicts import (
    Checked,
    judged,
    repeated,
    scrubbed,
    without_secrets,
)
from kpi.checks.whole import delivery_frame
from kpi.database.frames import query, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.moments import local
from kpi.plan.model import Plan
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival
from kpi.records.reader_rules import READER_STOPPED, UNKNOWN_PERIOD, UNKNOWN_UNIT
from kpi.records.submission import Submission

if TYPE_CHECKING:
    import duckdb


def check_batch(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    arrivals: Sequence[Arrival],
    readings: Sequence[FileRead | None],
    rules: Sequence[CheckRule] = CHECK_RULES,
) -> Checked:
    """What becomes of each file. `readings` go with `arrivals`, None where nothing was read.

    The warehouse is only asked, not changed. Raises CheckFailed if a check cannot run.
    """
    with under_ids_of(con, plan):
        return _checked(con, plan, arrivals, readings, rules)


def _checked(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    arrivals: Sequence[Arrival],
    readings: Sequence[FileRead | None],
    rules: Sequence[CheckRule],
) -> Checked:
    words = Messages(plan)
    once_each = [
        None if a.standing == "duplicate" else r for a, r in zip(arrivals, readings, strict=True)
    ]
    under_check = unpack(arrivals, once_each)
    findings = findings_of.start(under_check)
    _identity(plan, rules, under_check, findings, words)
    rejected = _rejected_arrivals(arrivals, under_check, findings)
    duplicates = duplicates_among(arrivals, rejected, _unread(readings))
    repeating = {arrivals[place] for place in duplicates}
    own = [p for p in under_check if p.arrival not in repeating]
    alive = [p for p in own if not p.read.attachment and not findings.rejects(p.sub)]
    answers = answers_frame(own)
    taken = examine_answers(con, plan, alive, answers, findings, words, rules)
    late = _late(con, plan, rules, alive, findings, words)
    rows = dict(answers.group_by("sub").agg("row").rows())
    verdicts = [judged(p, findings, rows.get(p.sub, []), late=p.sub in late) for p in own]
    settled = without_secrets(verdicts, words)
    stained = [s.sub for s in settled if s.secret]
    secret = {s.arrival.sha256 for s in settled if s.secret}
    read = zip(arrivals, readings, strict=True)
    return Checked(
        plan=plan,
        arrivals=tuple(arrivals),
        submissions=tuple(_in_order(con, arrivals, duplicates, settled, words)),
        answers=taken.filter(~pl.col("sub").is_in(stained)) if stained else taken,
        secrets=tuple((a.sha256, scrubbed(r)) for a, r in read if r and a.sha256 in secret),
    )


def _identity(
    plan: Plan,
    rules: Sequence[CheckRule],
    under_check: Sequence[Submission],
    findings: Findings,
    words: Messages,
) -> None:
    versions = FormVersions(plan)
    by_sub = {p.sub: p for p in under_check}
    rows = identity_frame(plan, under_check, versions)
    for rule, row in by_rule(rules, "identity", plan, rows):
        sub = row["row"]
        if rule.name in (UNKNOWN_UNIT, UNKNOWN_PERIOD) and findings.rejects(sub):
            continue  # the reader has said why
        findings.add(sub, words.of_submission(rule, by_sub[sub], row))
    firsts = {p.arrival: p for p in reversed(under_check)}
    for arrival, submission in firsts.items():
        if arrival.sidecar_problem:
            findings.add(submission.sub, words.sidecar(arrival))


def _rejected_arrivals(
    arrivals: Sequence[Arrival], under_check: Sequence[Submission], findings: Findings
) -> frozenset[int]:
    """Places of the arrivals of which nothing at all can be taken, as far as identity goes. A
    document beside a refused form takes nothing of it."""
    forms = {p.arrival for p in under_check if not p.read.attachment}
    alive = {
        p.arrival
        for p in under_check
        if not findings.rejects(p.sub) and not (p.read.attachment and p.arrival in forms)
    }
    return frozenset(place for place, arrival in enumerate(arrivals) if arrival not in alive)


def _unread(readings: Sequence[FileRead | None]) -> frozenset[int]:
    """Places of the files whose reader was stopped."""
    return frozenset(
        place
        for place, read in enumerate(readings)
        if read and any(p.rule == READER_STOPPED for p in read.problems)
    )


def _late(  # noqa: PLR0913, PLR0917 - what a batch shares
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    rules: Sequence[CheckRule],
    alive: Sequence[Submission],
    findings: Findings,
    words: Messages,
) -> frozenset[int]:
    """The submissions that came after their due day. Once something has come of a unit and
    period, what follows is a correction, and is not late."""
    delivered = set(query(con, sql_text("checks", "delivered")).rows())
    days: dict[int, tuple[datetime, date]] = {}
    for submission in alive:
        key, period = (submission.unit, submission.period), period_or_none(submission.period)
        if period is not None and key not in delivered:
            received = local(submission.arrival.received_at, plan.timezone)
            days[submission.sub] = received, plan.calendar.due(period)
        delivered.add(key)
    by_sub = {p.sub: p for p in alive}
    late = by_rule(rules, "delivery", plan, delivery_frame(days))
    for rule, row in late:
        sub = row["row"]
        received, due = days[sub]
        quoted = {"received_at": received, "due": due}
        findings.add(sub, words.of_submission(rule, by_sub[sub], quoted))
    return frozenset(row["row"] for rule, row in late if rule is LATE)


def _in_order(
    con: duckdb.DuckDBPyConnection,
    arrivals: Sequence[Arrival],
    duplicates: Mapping[int, int | None],
    settled: Sequence[Submission],
    words: Messages,
) -> list[Submission]:
    """Every submission in the order of the arrivals, those of duplicates among them."""
    by_arrival: dict[Arrival, list[Submission]] = {}
    for submission in settled:
        by_arrival.setdefault(submission.arrival, []).append(submission)
    earlier = earlier_receipts(con, [arrivals[place].sha256 for place in duplicates])
    ordered: list[Submission] = []
    for place, arrival in enumerate(arrivals):
        if place not in duplicates:
            ordered += by_arrival.get(arrival, [])
            continue
        first = duplicates[place]
        parts = (
            [
                (s.unit, s.period, s.cells_in, s.read.member)
                for s in by_arrival.get(arrivals[first], [])
            ]
            if first is not None
            else earlier.get(arrival.sha256, ())
        )
        ordered += repeated(arrival, parts, words)
    return ordered
