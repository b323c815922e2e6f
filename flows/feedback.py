"""What each unit gets back: one workbook a unit and period, with all that is still open.

It is the sender's latest workbook; what an earlier submission left open is listed in it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kpi.collect import CollectedSubmission
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.problems import Problem
from kpi.warehouse.frames import sql_text
from kpi.warehouse.store import Warehouse
from kpi.words import say
from reports.feedback import write_feedback
from reports.forms.write import safe_unit_name

UNKNOWN = "chua-ro"  # the outbox folder of files whose unit or period could not be told
SILENT = ("duplicate", "attachment")


@dataclass(frozen=True, slots=True)
class Open:
    """A problem of an earlier submission that nothing later has settled."""

    submission: str
    file: str
    sha256: str
    sheet: str | None
    cell: str | None
    indicator: str
    written: str | None
    rule: str
    message: str


def give_back(
    home: Home, plan: Plan, warehouse: Warehouse, submissions: Sequence[CollectedSubmission]
) -> tuple[Path, ...]:
    """Writes a feedback workbook wherever something is open; gives their paths.

    A unit of which nothing is open any more loses the workbook of its earlier submission.
    """
    written = []
    for submission in latest(submissions):
        target = place_of(home, plan, submission)
        problems = (*submission.problems, *left_open(plan, warehouse, submission))
        if problems:
            target.parent.mkdir(parents=True, exist_ok=True)
            written.append(_write(target, plan, submission, problems))
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


def left_open(plan: Plan, warehouse: Warehouse, latest: CollectedSubmission) -> tuple[Problem, ...]:
    """What earlier submissions of the unit and period left open, each with its file named.

    The cells are those of another file, so they are told in the message and not painted here.
    """
    if not (latest.unit and latest.period):
        return ()
    asked = {"unit": latest.unit, "period": latest.period, "submission": latest.submission}
    rows = warehouse.con.execute(sql_text("open_problems"), asked).fetchall()
    return tuple(
        Problem(
            rule=row.rule,
            message=say(
                "cli.collect.from_earlier", plan.locale, file=row.file, message=row.message
            ),
            file=row.file,
            unit=latest.unit,
            period=latest.period,
            indicator=row.indicator,
            written=row.written or "",
            submission=row.submission,
        )
        for row in (Open(*r) for r in rows)
    )


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


def _write(
    target: Path, plan: Plan, submission: CollectedSubmission, problems: Sequence[Problem]
) -> Path:
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
    )
