"""The `report` flow: assess a period as of a moment, draw it, put it in place; the whole of it, or
the page of one unit or field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flows.console import note, out
from flows.dates import now_utc
from flows.named import field_of, unit_of
from flows.plain import plainly
from flows.plan_check import lost_lines
from kpi.files import write_whole
from kpi.home import Home
from kpi.journal import Journal
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.warehouse.in_force import InForce, in_force
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title
from reports.excerpts import Excerpt, Part, render_excerpt
from reports.render import Rendered, ReportBusy, render_report


@dataclass(frozen=True, slots=True)
class Wanted:
    """The report of a period from what is in force; with `as_of` (the end of that day) it is a copy
    in a folder of its own."""

    home: Home
    plan: Plan
    warehouse: Warehouse
    period: Period
    as_of: date | None = None

    def known(self, now: datetime) -> InForce:
        return in_force(self.warehouse, self.plan, self.as_of, now)

    @property
    def folder(self) -> Path:
        label = self.period.label
        return self.home.report_copy(label, self.as_of) if self.as_of else self.home.reports(label)

    @property
    def title(self) -> str:
        return period_title(self.period, self.plan.locale)


def reporting(wanted: Wanted, *, run: Callable[[Any], Any] = plainly) -> Rendered:
    """Makes the report; says where it lies and what it cannot say yet."""
    plan, period, now = wanted.plan, wanted.period, now_utc()
    known = wanted.known(now)
    rendered: Rendered = run(render_report)(
        wanted.warehouse.con,
        known.plan,
        period,
        wanted.folder,
        as_of=known.as_of,
        now=now,
        tell=partial(_write_down, wanted.home, known, wanted.folder),
    )
    first, last = known.plan.years
    if period.year < first or period.first_month // 12 > last:
        years = {"first": first, "last": last}
        note(say("cli.report.outside_years", plan.locale, period=wanted.title, **years))
    for line in lost_lines(wanted.warehouse, known.plan):
        note(line)
    out(say("cli.report.written", plan.locale, period=wanted.title, path=rendered.report))
    return rendered


def excerpting(wanted: Wanted, *, part: Part, written: str) -> Excerpt:
    """The report's page of a unit or a field, named by its id or its name; says where it lies."""
    plan, folder = wanted.plan, wanted.folder
    known = wanted.known(now_utc())
    of = (unit_of if part == "units" else field_of)(known.plan, written)
    try:
        made = render_excerpt(
            wanted.warehouse.con,
            known.plan,
            wanted.period,
            folder,
            part=part,
            of=of,
            as_of=known.as_of,
            tell=partial(_write_down, wanted.home, known, folder / part),
        )
        if part == "units" and wanted.as_of is None:
            _beside_feedback(wanted.home, wanted.period, made)
    except PermissionError as held:  # Windows keeps a file that Excel has open
        file = held.filename2 or held.filename
        raise ReportBusy(say("report.busy", plan.locale, file=file)) from held
    key = "written_unit" if part == "units" else "written_field"
    names = ({u.id: u.name for u in known.plan.units} if part == "units"
             else {f.id: f.name for f in known.plan.fields})  # fmt: skip
    files = ", ".join(str(path) for path in made.files)
    out(say(f"excerpts.{key}", plan.locale, name=names[of], period=wanted.title, files=files))
    return made


def _beside_feedback(home: Home, period: Period, made: Excerpt) -> None:
    """A copy of a unit's page where its feedback lies, to be sent with it."""
    page = made.files[0]
    target = home.outbox(period.label) / f"{period.label}_{page.stem}_ket-qua.pdf"
    write_whole(target, page.read_bytes())


def _write_down(home: Home, known: InForce, folder: Path, manifest: Path) -> None:
    """A line of the journal, before the report takes its place: `kpi verify` knows it by that."""
    Journal(home).add(
        "report",
        now_utc(),
        as_of=known.as_of.isoformat() + "Z",
        folder=folder.relative_to(home.data).as_posix(),
        manifest_sha256=hashlib.sha256(manifest.read_bytes()).hexdigest(),
    )
