"""What each unit gets back: one workbook a unit and period, that of its latest submission."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from kpi.collect import CollectedSubmission
from kpi.home import Home
from kpi.plan.model import Plan
from reports.feedback import write_feedback
from reports.forms.write import safe_unit_name

UNKNOWN = "chua-ro"  # the outbox folder of files whose unit or period could not be told
SILENT = ("duplicate", "attachment")


def give_back(
    home: Home, plan: Plan, submissions: Sequence[CollectedSubmission]
) -> tuple[Path, ...]:
    """Writes a feedback workbook for every submission that has problems; gives their paths.

    A unit whose latest submission has none loses the workbook of its earlier one.
    """
    written = []
    for submission in latest(submissions):
        target = place_of(home, plan, submission)
        if submission.problems:
            target.parent.mkdir(parents=True, exist_ok=True)
            written.append(_write(target, plan, submission))
        else:
            target.unlink(missing_ok=True)
    return tuple(written)


def latest(submissions: Iterable[CollectedSubmission]) -> list[CollectedSubmission]:
    """The last submission of each unit and period; files that name none each stand alone."""
    found: dict[tuple[str, str, str], CollectedSubmission] = {}
    for s in submissions:
        if s.outcome not in SILENT:
            known = bool(s.unit and s.period)
            found[s.unit, s.period, "" if known else s.file] = s
    return list(found.values())


def place_of(home: Home, plan: Plan, submission: CollectedSubmission) -> Path:
    """`data/outbox/PERIOD/PERIOD_UNIT_can-sua.xlsx`, so that it can be sent back as it is."""
    if submission.unit in plan.unit_by_id and submission.period:
        unit = safe_unit_name(plan, submission.unit)
        folder = home.outbox(submission.period)
        return folder / f"{submission.period}_{unit}_can-sua.xlsx"
    name = PurePosixPath(submission.file).name[:80]
    mark = hashlib.sha256(submission.file.encode()).hexdigest()[:6]
    safe = "".join(c if c.isalnum() or c in "-_." else "-" for c in name)
    return home.outbox(UNKNOWN) / f"{safe}-{mark}_can-sua.xlsx"


def _write(target: Path, plan: Plan, submission: CollectedSubmission) -> Path:
    return write_feedback(
        target,
        plan,
        unit=submission.unit,
        period=submission.period,
        original=submission.original,
        problems=submission.problems,
        outcome=submission.outcome,
        counts=submission,
        received=submission.received_at,
    )
