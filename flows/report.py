"""The `report` flow: assess a period as of a moment, draw it, put it in place; the whole of it, or
the page of one unit or field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
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


def reporting(  # noqa: PLR0913 - what, of when, and how
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    period: Period,
    as_of: date | None = None,
    *,
    run: Callable[[Any], Any] = plainly,
) -> Rendered:
    """One period's report from what is in force; says where it lies and what it cannot say yet.

    With `as_of` (the end of that day) it is a copy in a folder of its own."""
    now = now_utc()
    known = in_force(warehouse, plan, as_of, now)
    folder = home.report_copy(period.label, as_of) if as_of else home.reports(period.label)
    rendered: Rendered = run(render_report)(
        warehouse.con,
        known.plan,
        period,
        folder,
        as_of=known.as_of,
        now=now,
        tell=partial(_write_down, home, known, folder),
    )
    title = period_title(period, plan.locale)
    first, last = known.plan.years
    if period.year < first or period.first_month // 12 > last:
        years = {"first": first, "last": last}
        note(say("cli.report.outside_years", plan.locale, period=title, **years))
    for line in lost_lines(warehouse, known.plan):
        note(line)
    out(say("cli.report.written", plan.locale, period=title, path=rendered.report))
    return rendered


def excerpting(  # noqa: PLR0913 - what, of whom, of when
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    period: Period,
    as_of: date | None = None,
    *,
    part: Part,
    written: str,
) -> Excerpt:
    """The page of a unit or a field, named by its id or its name; says where it lies."""
    known = in_force(warehouse, plan, as_of, now_utc())
    of = (unit_of if part == "units" else field_of)(known.plan, written)
    folder = home.report_copy(period.label, as_of) if as_of else home.reports(period.label)
    try:
        made = render_excerpt(
            warehouse.con,
            known.plan,
            period,
            folder,
            part=part,
            of=of,
            as_of=known.as_of,
            tell=partial(_write_down, home, known, folder / part),
        )
        if part == "units" and as_of is None:
            _beside_feedback(home, period, made)
    except PermissionError as held:  # Windows keeps a file that Excel has open
        file = held.filename2 or held.filename
        raise ReportBusy(say("report.busy", plan.locale, file=file)) from held
    key = "written_unit" if part == "units" else "written_field"
    names = ({u.id: u.name for u in known.plan.units} if part == "units"
             else {f.id: f.name for f in known.plan.fields})  # fmt: skip
    files = ", ".join(str(path) for path in made.files)
    title = period_title(period, plan.locale)
    out(say(f"excerpts.{key}", plan.locale, name=names[of], period=title, files=files))
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
