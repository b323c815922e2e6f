"""The blank forms of a period: one folder a unit, with every form that the unit must fill."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kpi.files import write_whole
from kpi.periods import Period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan
from reports.forms.figures import FormFigures
from reports.forms.filled import holds_answers
from reports.forms.form import Part, book_bytes

LONGEST_NAME = 100
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
FiguresOf = Callable[[str, Period], FormFigures | None]


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms of some periods by what became of them, each in plan order: `blank` lie there now,
    `kept` had been filled in and stay as they are, `blocked` could not be replaced. `units` must
    report, in `periods`."""

    units: list[str] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)
    blank: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    blocked: list[Path] = field(default_factory=list)


def write_forms(  # noqa: PLR0913 - the parts of a form, and the moment
    plan: Plan,
    periods: Sequence[Period],
    folder: Path,
    now: datetime,
    *,
    only: str | None = None,
    figures_of: FiguresOf | None = None,
    backfill: bool = False,
) -> FormsWritten:
    """Write the forms of every unit that must report (or of `only` one), each unit's in a folder
    of its own, never over a form that holds answers.

    The plan says whether a unit has a workbook for each period or one for all. `figures_of` gives
    what is known of a unit before a period; `now` is UTC without zone. Where nobody must report
    there are no forms.
    """
    done = FormsWritten()
    for unit, due in _due(plan, periods, backfill=backfill).items():
        if only not in (None, unit):
            continue
        done.units.append(unit)
        done.periods[:] = [p for p in periods if p in {*done.periods, *due}]
        place = folder / safe_unit_name(plan, unit)
        parts = [Part(p, backfill, figures_of(unit, p) if figures_of else None) for p in due]
        books = [parts] if plan.forms == "one" else [[part] for part in parts]
        named = {place / form_file_name(plan, unit, book[0].period): book for book in books}
        for path, book in named.items():
            _place(path, book_bytes(plan, unit, book), plan, now, done)
        for path in _others(plan, unit, periods, place):
            if path not in named:
                _settle(path, plan, now, done)
    return done


def _due(plan: Plan, periods: Sequence[Period], *, backfill: bool) -> dict[str, list[Period]]:
    """The periods that each unit must report, in plan order."""
    by_period = {p: units_that_must_report(plan, p, backfill=backfill) for p in periods}
    due = {u.id: [p for p in periods if u.id in by_period[p]] for u in plan.units}
    return {unit: found for unit, found in due.items() if found}


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


def _others(plan: Plan, unit: str, periods: Sequence[Period], place: Path) -> Iterator[Path]:
    """Forms of the same periods under other names, from when the plan had them parted otherwise."""
    named = (place / form_file_name(plan, unit, period) for period in periods)
    return (path for path in named if path.is_file())


def _settle(path: Path, plan: Plan, now: datetime, done: FormsWritten) -> None:
    """A form whose rows now stand in another one: blank it goes, with answers it stays."""
    try:
        if holds_answers(path, plan, now):
            done.kept.append(path)
        else:
            path.unlink()
    except PermissionError:
        done.blocked.append(path)


def form_file_name(plan: Plan, unit: str, period: Period) -> str:
    """`PERIOD_UNIT.xlsx`; a unit whose id is no file name, or which differs from another's only
    by case, gets its safe letters and six hex digits of the id. Of a workbook for several periods
    it is the shortest of them."""
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
