"""What each unit gets back: one workbook a unit and period, with all that is still open.

It is the sender's latest workbook; what an earlier submission left open is listed in it too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from kpi.collect import CollectedSubmission
from kpi.collect.outbox import Awaiting, awaiting_feedback, given_back, sent_in
from kpi.home import Home
from kpi.periods import UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.problems import Problem
from kpi.warehouse.store import Warehouse
from kpi.words import say
from reports.feedback import MACROS, Again, write_feedback
from reports.forms import FormFigures, figures_reader, safe_unit_name

UNKNOWN = "chua-ro"  # the outbox folder of files whose unit or period could not be told
Figures = dict[str, Callable[[str], FormFigures]]
# lateness cannot be mended in a workbook: the status and the report's page of deliveries tell it
TOLD_ELSEWHERE = frozenset({"late", "sidecar_unreadable"})
AT_A_TIME = 50  # workbooks between two notes of what is done: a stopped run repeats no more


def give_back(home: Home, plan: Plan, warehouse: Warehouse) -> tuple[Path, ...]:
    """Writes the feedback workbooks that are not in the outbox yet; gives their paths.

    A unit of which nothing is open any more loses the workbook of its earlier submission.
    """
    written: list[Path] = []
    done: list[str] = []
    known: Figures = {}
    waiting = awaiting_feedback(home, warehouse.con)
    places = {a.submission.submission: place_of(home, plan, a.submission) for a in waiting}
    unclear = {place for place in places.values() if place.parent.name == UNKNOWN}
    for awaiting in waiting:
        submission = awaiting.submission
        target = places[submission.submission]
        earlier = [_of_another_file(plan, problem) for problem in awaiting.left_open]
        problems = (*submission.problems, *earlier)
        was_unclear = _unclear(home, submission.file)
        if was_unclear not in unclear:
            _remove(was_unclear)  # what came under this name is known by now
        if any(p.rule not in TOLD_ELSEWHERE for p in problems):
            target.parent.mkdir(parents=True, exist_ok=True)
            again = partial(_again, plan, warehouse, submission, known)
            written.append(_write(target, plan, awaiting, problems, again))
        else:
            _remove(target)
        done.append(submission.submission)
        if len(done) == AT_A_TIME:
            given_back(warehouse.con, done)
            done.clear()
    given_back(warehouse.con, done)
    return tuple(written)


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


def place_of(home: Home, plan: Plan, submission: CollectedSubmission) -> Path:
    """`data/outbox/PERIOD/PERIOD_UNIT_can-sua.xlsx`, so that it can be sent back as it is."""
    if submission.unit in plan.unit_by_id and submission.period:
        unit = safe_unit_name(plan, submission.unit)
        folder = home.outbox(submission.period)
        return folder / f"{submission.period}_{unit}_can-sua.xlsx"
    return _unclear(home, submission.file)


def _unclear(home: Home, file: str) -> Path:
    """The place of a file of which unit or period is not known; a workbook that was returned from
    there keeps its place when it comes back."""
    name = PurePosixPath(file).name
    if found := _RETURNED.search(name):
        return home.outbox(UNKNOWN) / f"{name[: found.start()]}{found[1]}_can-sua.xlsx"
    mark = hashlib.sha256(file.encode()).hexdigest()[:6]
    safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in name[:80])
    return home.outbox(UNKNOWN) / f"{safe}-{mark}_can-sua.xlsx"


_RETURNED = re.compile(r"(-[0-9a-f]{6})_can-sua.*$")


def _again(
    plan: Plan, warehouse: Warehouse, submission: CollectedSubmission, known: Figures
) -> Again:
    """What a form in place of the sender's file shows; of a period the figures are read once."""
    figures = known.get(submission.period)
    if figures is None:
        period = parse_period(submission.period)
        figures = known[submission.period] = figures_reader(warehouse.con, plan, period)
    return Again(sent_in(warehouse.con, submission.submission), figures(submission.unit))


def _write(
    target: Path,
    plan: Plan,
    awaiting: Awaiting,
    problems: Sequence[Problem],
    again: Callable[[], Again],
) -> Path:
    submission = awaiting.submission
    known = submission.unit in plan.unit_by_id and _is_period(submission.period)
    return write_feedback(
        target,
        plan,
        unit=submission.unit,
        period=submission.period,
        original=submission.original,
        problems=problems,
        outcome=submission.outcome,
        counts=submission,
        received=submission.received_at,
        shared=awaiting.shared,
        again=again if known else None,
    )


def _is_period(label: str) -> bool:
    try:
        parse_period(label)
    except UnknownPeriod:
        return False
    return True
