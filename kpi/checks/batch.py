"""A batch of files through all the checks, in the order in which one finding rests on another.

Identity decides about whole submissions; what is left goes through the checks of its answers,
and then through what is said of a submission as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from kpi.checks import found as findings_of
from kpi.checks.answers import examine_answers
from kpi.checks.found import Found
from kpi.checks.identity import FormVersions, identity_findings
from kpi.checks.messages import Wording
from kpi.checks.parcels import Parcel, answers_frame, unpack
from kpi.checks.periods import period_or_none
from kpi.checks.repeats import duplicates_among, earlier_receipts
from kpi.checks.verdicts import (
    Checked,
    CheckedSubmission,
    judged,
    repeated,
    scrubbed,
    without_secrets,
)
from kpi.checks.whole import late_findings
from kpi.database.frames import query, sql_text
from kpi.database.present_ids import under_ids_of
from kpi.moments import local
from kpi.plan.model import Plan
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival

if TYPE_CHECKING:
    import duckdb


def check_batch(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    arrivals: Sequence[Arrival],
    readings: Sequence[FileRead | None],
) -> Checked:
    """What becomes of each file. `readings` go with `arrivals`, None where nothing was read.

    The warehouse is only asked, not changed. Raises CheckFailed if a check cannot run.
    """
    with under_ids_of(con, plan):
        return _checked(con, plan, arrivals, readings)


def _checked(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    arrivals: Sequence[Arrival],
    readings: Sequence[FileRead | None],
) -> Checked:
    words = Wording(plan)
    known = [
        None if a.standing == "duplicate" else r for a, r in zip(arrivals, readings, strict=True)
    ]
    parcels = unpack(arrivals, known)
    found = findings_of.start(parcels)
    _identity(plan, parcels, found, words)
    rejected = _rejected_arrivals(arrivals, parcels, found)
    duplicates = duplicates_among(arrivals, rejected, _unread(readings))
    repeating = {arrivals[place] for place in duplicates}
    own = [p for p in parcels if p.arrival not in repeating]
    alive = [p for p in own if not p.attachment and not found.rejects(p.sub)]
    answers = answers_frame(own)
    taken = examine_answers(con, plan, alive, answers, found, words)
    late = _late(con, plan, alive, found, words)
    rows = dict(answers.group_by("sub").agg("row").rows())
    verdicts = [judged(p, found, rows.get(p.sub, []), late=p.sub in late) for p in own]
    settled = without_secrets(verdicts, {p.sub: p for p in own}, words)
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


def _identity(plan: Plan, parcels: Sequence[Parcel], found: Found, words: Wording) -> None:
    versions = FormVersions(plan)
    by_sub = {p.sub: p for p in parcels}
    for rule, sub in identity_findings(plan, parcels, versions):
        parcel = by_sub[sub]
        if rule in ("unknown_unit", "unknown_period") and found.rejects(sub):
            continue  # the reader has said why
        values = _identity_values(plan, rule, parcel, versions, words)
        found.add(sub, words.of_file(rule, parcel, **values))
    firsts = {p.arrival: p for p in reversed(parcels)}
    for arrival, parcel in firsts.items():
        if arrival.sidecar_problem:
            found.add(parcel.sub, words.sidecar(arrival))


def _identity_values(
    plan: Plan, rule: str, parcel: Parcel, versions: FormVersions, words: Wording
) -> dict[str, object]:
    match rule:
        case "wrong_plan":
            return {"written": parcel.plan, "expected": plan.id}
        case "unknown_unit":
            return {"written": parcel.unit}
        case "unknown_period":
            return {"written": parcel.period}
        case "wrong_sender":
            return {"unit_name": words.unit_name(parcel.unit)}
        case _:
            period = period_or_none(parcel.period)
            expected = versions.expected(parcel.unit, period, parcel.version) if period else ""
            return {"written": parcel.version, "expected": expected}


def _rejected_arrivals(
    arrivals: Sequence[Arrival], parcels: Sequence[Parcel], found: Found
) -> frozenset[int]:
    """Places of the arrivals of which nothing at all can be taken, as far as identity goes."""
    alive = {p.arrival for p in parcels if not found.rejects(p.sub)}
    return frozenset(place for place, arrival in enumerate(arrivals) if arrival not in alive)


def _unread(readings: Sequence[FileRead | None]) -> frozenset[int]:
    """Places of the files whose reader was stopped."""
    return frozenset(
        place
        for place, read in enumerate(readings)
        if read and any(p.rule == "reader_stopped" for p in read.problems)
    )


def _late(
    con: duckdb.DuckDBPyConnection,
    plan: Plan,
    alive: Sequence[Parcel],
    found: Found,
    words: Wording,
) -> frozenset[int]:
    """The submissions that came after their due day. Once something has come of a unit and
    period, what follows is a correction, and is not late."""
    delivered = set(query(con, sql_text("checks", "delivered")).rows())
    days: dict[int, tuple[date, date]] = {}
    for parcel in alive:
        key, period = (parcel.unit, parcel.period), period_or_none(parcel.period)
        if period is not None and key not in delivered:
            received = local(parcel.arrival.received_at, plan.timezone).date()
            days[parcel.sub] = received, plan.calendar.due(period)
        delivered.add(key)
    by_sub = {p.sub: p for p in alive}
    late = late_findings(days)
    for sub in late:
        parcel = by_sub[sub]
        received_at = words.moment(local(parcel.arrival.received_at, plan.timezone))
        due = words.day(days[sub][1])
        found.add(sub, words.of_file("late", parcel, received=received_at, due=due))
    return frozenset(late)


def _in_order(
    con: duckdb.DuckDBPyConnection,
    arrivals: Sequence[Arrival],
    duplicates: Mapping[int, int | None],
    settled: Sequence[CheckedSubmission],
    words: Wording,
) -> list[CheckedSubmission]:
    """Every submission in the order of the arrivals, those of duplicates among them."""
    by_arrival: dict[Arrival, list[CheckedSubmission]] = {}
    for submission in settled:
        by_arrival.setdefault(submission.arrival, []).append(submission)
    earlier = earlier_receipts(con, [arrivals[place].sha256 for place in duplicates])
    ordered: list[CheckedSubmission] = []
    for place, arrival in enumerate(arrivals):
        if place not in duplicates:
            ordered += by_arrival.get(arrival, [])
            continue
        first = duplicates[place]
        parts = (
            [(s.unit, s.period, s.cells_in) for s in by_arrival.get(arrivals[first], [])]
            if first is not None
            else earlier.get(arrival.sha256, ())
        )
        ordered += repeated(arrival, parts, words)
    return ordered
