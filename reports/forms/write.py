"""The blank forms of a period: one file per unit that must report, under a safe name."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kpi.files import write_whole
from kpi.periods import Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from reports.forms.figures import FormFigures
from reports.forms.filled import holds_answers
from reports.forms.form import form_bytes

LONGEST_NAME = 100
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms of a period by what became of them, each in plan order: `blank` lie there now,
    `kept` had been filled in and stay as they are, `blocked` could not be replaced."""

    blank: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    blocked: list[Path] = field(default_factory=list)


def write_forms(  # noqa: PLR0913 - the parts of a form, and the moment
    plan: Plan,
    period: Period,
    folder: Path,
    now: datetime,
    *,
    figures_of: Callable[[str], FormFigures | None] | None = None,
    backfill: bool = False,
) -> FormsWritten:
    """Write the forms of every unit that must report, never over one that holds answers.

    `figures_of` gives what is known of a unit; `now` is UTC without zone. A period without such
    units has no forms.
    """
    done = FormsWritten()
    for unit in units_that_must_report(plan, period, backfill=backfill):
        path = folder / form_file_name(plan, unit, period)
        figures = figures_of(unit) if figures_of else None
        data = form_bytes(plan, unit, period, backfill=backfill, figures=figures)
        _place(path, data, plan, now, done)
    return done


def _place(path: Path, data: bytes, plan: Plan, now: datetime, done: FormsWritten) -> None:
    try:
        there = path.read_bytes() if path.exists() else None
        if there is not None and there != data and holds_answers(path, plan, now):
            done.kept.append(path)
            return
        if there != data:
            write_whole(path, data)
        done.blank.append(path)
    except PermissionError:  # Windows keeps a file that Excel has open
        done.blocked.append(path)


def form_file_name(plan: Plan, unit: str, period: Period) -> str:
    """`PERIOD_UNIT.xlsx`; a unit whose id is no file name, or which differs from another's only
    by case, gets its safe letters and six hex digits of the id."""
    return f"{period.label}_{safe_unit_name(plan, unit)}.xlsx"


def safe_unit_name(plan: Plan, unit: str) -> str:
    """A unit's id as part of a file name, the same on every system and in every period."""
    safe = _safe(unit)
    if safe == unit and _times_used(plan)[safe.casefold()] == 1:
        return safe
    return f"{safe}-{hashlib.sha256(unit.encode()).hexdigest()[:6]}"


_latest: list[tuple[Plan, Counter[str]]] = []


def _times_used(plan: Plan) -> Counter[str]:
    """How many units have each name; of the plan used last it is kept, as thousands ask."""
    if not _latest or _latest[0][0] is not plan:
        _latest[:] = [(plan, Counter(_safe(unit.id).casefold() for unit in plan.units))]
    return _latest[0][1]


def _safe(unit: str) -> str:
    return _UNSAFE.sub("-", unit)[:LONGEST_NAME].rstrip(" .") or "-"
