"""What each unit gets back: one workbook a unit and period, with all that is still open. A file
that a unit filled for several periods goes back once, for all of them.

It is the sender's latest workbook; what an earlier submission left open is listed in it too. One
that cannot be put in its place stops no other: it is told, and the next run writes it.
"""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from flows.console import disk_reason, note
from flows.unit_notices import Key, notices, tell_units
from kpi.collect.outbox import Awaiting, awaiting_feedback, given_back, sent_in
from kpi.home import Home
from kpi.periods import UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.records.problems import Problem
from kpi.records.reader_rules import SIDECAR_UNREADABLE
from kpi.records.submission import Submission
from kpi.warehouse.store import Warehouse
from kpi.words import say

if TYPE_CHECKING:
    from reports.feedback import Again
    from reports.forms import FormFigures

MACROS = ".xlsm"  # what a sender's workbook with macros comes back as
UNKNOWN = "chua-ro"  # the outbox folder of files whose unit or period could not be told
# lateness cannot be mended in a workbook: the status and the report's page of deliveries tell it
TOLD_ELSEWHERE = frozenset({"late", SIDECAR_UNREADABLE})
AT_A_TIME = 50  # workbooks between two notes of what is done: a stopped run repeats no more


TOLD_BY_NAME = 10
_FULL = {errno.ENOSPC, errno.EDQUOT}  # no other file could be written either


@dataclass(frozen=True, slots=True)
class Blocked:
    """A feedback file that could not be replaced (Excel has it open), and why, in words."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class GivenBack:
    """The feedback files that were written, and those that wait for the next run."""

    written: tuple[Path, ...]
    blocked: tuple[Blocked, ...]


def give_back(home: Home, plan: Plan, warehouse: Warehouse) -> GivenBack:
    """Writes the feedback workbooks that are not in the outbox yet.

    A unit of which nothing is open any more loses the workbook of its earlier submission. Raises
    OSError if the disk is full.
    """
    written: list[Path] = []
    blocked: list[Blocked] = []
    done: list[str] = []
    waiting = awaiting_feedback(home, warehouse.con)
    desk = _Desk(plan, warehouse, notices(plan, warehouse) if waiting else {})
    places = {a.submission.name: place_of(home, plan, a.submission) for a in waiting}
    unclear = {place for place in places.values() if place.parent.name == UNKNOWN}
    for together in _groups(waiting):
        names = [awaiting.submission.name for awaiting in together]
        was_unclear = _unclear(home, together[0].submission.file)
        try:
            if was_unclear not in unclear:
                _remove(was_unclear)  # what came under this name is known by now
            targets = [places[name] for name in names]
            written += _settle_all(targets, desk, together)
        except OSError as error:
            if error.errno in _FULL:
                given_back(warehouse.con, done)
                raise
            path = _held(error, places[names[0]])
            blocked.append(Blocked(path, disk_reason(error, plan.locale)))
            continue
        done += names
        if len(done) >= AT_A_TIME:
            given_back(warehouse.con, done)
            done.clear()
    given_back(warehouse.con, done)
    keys = [(a.submission.unit, a.submission.period) for a in waiting]
    tell_units(home, plan, warehouse, [key for key in keys if key in desk.told])
    return GivenBack(tuple(written), tuple(blocked))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every workbook is written with: `told` by unit and period, what was decided about them;
    `known`, the figures of a period once they were read."""

    plan: Plan
    warehouse: Warehouse
    told: Mapping[Key, tuple[str, ...]]
    known: dict[str, Callable[[str], FormFigures]] = field(default_factory=dict)

    def told_of(self, submissions: Sequence[Submission]) -> tuple[str, ...]:
        return tuple(line for s in submissions for line in self.told.get((s.unit, s.period), ()))


def _groups(waiting: Sequence[Awaiting]) -> list[list[Awaiting]]:
    """Submissions by the workbook that they go back in, in the order of taking."""
    found: dict[str, list[Awaiting]] = {}
    for awaiting in waiting:
        submission = awaiting.submission
        key = submission.arrival.sha256 if awaiting.together else submission.name
        found.setdefault(key, []).append(awaiting)
    return list(found.values())


def tell_blocked(home: Home, plan: Plan, blocked: Sequence[Blocked]) -> None:
    """Names the files that could not be replaced, and what to do."""
    for one in blocked[:TOLD_BY_NAME]:
        note(say("outputs.feedback_blocked", plan.locale, file=one.path, reason=one.reason))
    if more := len(blocked[TOLD_BY_NAME:]):
        folder = home.data / "outbox"
        note(say("outputs.feedback_blocked_more", plan.locale, count=more, folder=folder))


def _settle_all(targets: Sequence[Path], desk: _Desk, together: Sequence[Awaiting]) -> list[Path]:
    """Writes one workbook for submissions of one file; each its own, if that cannot be marked."""
    if len(together) > 1:
        written = _settle_together(targets, desk, together)
        if written is not None:
            return written
    found: list[Path] = []
    for target, awaiting in zip(targets, together, strict=True):
        found += _settle(target, desk, awaiting)
    return found


def _settle_together(
    targets: Sequence[Path], desk: _Desk, together: Sequence[Awaiting]
) -> list[Path] | None:
    """At the first one's place; what lay at the others' is in it. None if nothing was written."""
    problems = [_open_of(desk.plan, awaiting) for awaiting in together]
    written: list[Path] = []
    if any(p.rule not in TOLD_ELSEWHERE for found in problems for p in found):
        from reports.feedback import Returned, write_together

        submissions = [awaiting.submission for awaiting in together]
        parts = [
            Returned(one, found, partial(_again, desk, one) if _has_form(desk.plan, one) else None)
            for one, found in zip(submissions, problems, strict=True)
        ]
        told = desk.told_of(submissions)
        path = write_together(targets[0], desk.plan, parts, together[0].original, told=told)
        if path is None:
            return None
        written.append(path)
    for target in targets[1:] if written else targets:
        _remove(target)
    return written


def _settle(target: Path, desk: _Desk, awaiting: Awaiting) -> list[Path]:
    """Writes the workbook of one submission, or takes the earlier one away; what was written."""
    submission, problems = awaiting.submission, _open_of(desk.plan, awaiting)
    if any(p.rule not in TOLD_ELSEWHERE for p in problems):
        again = partial(_again, desk, submission)
        return [_write(target, desk, awaiting, problems, again)]
    _remove(target)
    return []


def _open_of(plan: Plan, awaiting: Awaiting) -> tuple[Problem, ...]:
    """What is open of a submission, and of earlier ones of its unit and period."""
    earlier = (_of_another_file(plan, problem) for problem in awaiting.left_open)
    return (*awaiting.submission.problems, *earlier)


def _held(error: OSError, target: Path) -> Path:
    """The file that stands in the way: the workbook, or its earlier one of the other kind."""
    other = target.with_suffix(MACROS)
    return other if str(other) in (error.filename, error.filename2) else target


def unclear_files(home: Home) -> tuple[Path, ...]:
    """The workbooks of files whose unit or period nobody could tell, and that nobody has dealt
    with since: whoever deletes one has."""
    folder = home.outbox(UNKNOWN)
    try:
        return tuple(sorted(p for p in folder.iterdir() if p.suffix in {".xlsx", MACROS}))
    except OSError:
        return ()


def _remove(target: Path) -> None:
    target.unlink(missing_ok=True)
    target.with_suffix(MACROS).unlink(missing_ok=True)


def _of_another_file(plan: Plan, problem: Problem) -> Problem:
    """The problem with its file named, and no cell: that of this workbook is another."""
    message = say(
        "cli.collect.from_earlier", plan.locale, file=problem.file, message=problem.message
    )
    return replace(problem, message=message, sheet="", cell="")


def place_of(home: Home, plan: Plan, submission: Submission) -> Path:
    """`data/outbox/PERIOD/PERIOD_UNIT_can-sua.xlsx`, so that it can be sent back as it is."""
    if submission.unit in plan.unit_by_id and submission.period:
        return place_in(home, plan, submission.unit, submission.period)
    return _unclear(home, submission.file)


def place_in(home: Home, plan: Plan, unit: str, period: str) -> Path:
    """Where the workbook of a unit and period lies that has to be mended."""
    from reports.forms.write import safe_unit_name

    return home.outbox(period) / f"{period}_{safe_unit_name(plan, unit)}_can-sua.xlsx"


def _unclear(home: Home, file: str) -> Path:
    """The place of a file of which unit or period is not known; a workbook that was returned from
    there keeps its place when it comes back."""
    name = PurePosixPath(file).name
    if found := _RETURNED.search(name):
        return home.outbox(UNKNOWN) / f"{name[: found.start()]}{found[1]}_can-sua.xlsx"
    name = _OURS.sub("", name)
    mark = hashlib.sha256(file.encode()).hexdigest()[:6]
    safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in name[:80])
    return home.outbox(UNKNOWN) / f"{safe}-{mark}_can-sua.xlsx"


_RETURNED = re.compile(r"(-[0-9a-f]{6})_can-sua.*$")
_OURS = re.compile(r"_can-sua(?=(?:[ _-]?\(?\d{1,2}\)?)?\.\w+$)")


def _again(desk: _Desk, submission: Submission) -> Again:
    """What a form in place of the sender's file shows; of a period the figures are read once."""
    figures = desk.known.get(submission.period)
    if figures is None:
        from reports.forms import figures_reader

        period = parse_period(submission.period)
        figures = figures_reader(desk.warehouse.con, desk.plan, period)
        desk.known[submission.period] = figures
    from reports.feedback import Again

    return Again(sent_in(desk.warehouse.con, submission.name), figures(submission.unit))


def _write(
    target: Path,
    desk: _Desk,
    awaiting: Awaiting,
    problems: Sequence[Problem],
    again: Callable[[], Again],
) -> Path:
    submission, plan = awaiting.submission, desk.plan
    from reports.feedback import write_feedback

    return write_feedback(
        target,
        plan,
        unit=submission.unit,
        period=submission.period,
        original=awaiting.original,
        problems=problems,
        outcome=submission.outcome,
        counts=submission,
        received=submission.received_at,
        shared=awaiting.shared,
        again=again if _has_form(plan, submission) else None,
        told=desk.told_of([submission]),
    )


def _has_form(plan: Plan, submission: Submission) -> bool:
    return submission.unit in plan.unit_by_id and is_period(submission.period)


def is_period(label: str) -> bool:
    try:
        parse_period(label)
    except UnknownPeriod:
        return False
    return True
