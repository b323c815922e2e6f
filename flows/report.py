"""The `report` flow: assess a period as of a moment, draw it, put it in place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from flows.console import note, out
from flows.dates import now_utc
from flows.plain import plainly
from flows.plan_check import lost_lines
from kpi.home import Home
from kpi.journal import Journal
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.warehouse.in_force import InForce, in_force
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title
from reports.render import Rendered, render_report


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


def _write_down(home: Home, known: InForce, folder: Path, manifest: Path) -> None:
    """A line of the journal, before the report takes its place: `kpi verify` knows it by that."""
    Journal(home).add(
        "report",
        now_utc(),
        as_of=known.as_of.isoformat() + "Z",
        folder=folder.relative_to(home.data).as_posix(),
        manifest_sha256=hashlib.sha256(manifest.read_bytes()).hexdigest(),
    )
