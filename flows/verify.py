"""`kpi verify`, and the same check as a step of the weekly run."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from flows.console import Stop, default_locale, note, out, progress
from flows.dates import now_utc
from kpi.home import Home
from kpi.journal import Journal
from kpi.plan.model import Plan
from kpi.verify import Finding, Verified, check_home, files_to_read
from kpi.words import say

if TYPE_CHECKING:
    from kpi.warehouse.store import Warehouse

SHARED = ("cannot_read", "not_looked_at", "refused")  # may be found in any area
PLACES_KEPT = 20  # of the findings, in the journal


def verify_now(home: Home, *, deep: bool = False) -> int:
    """Checks a home and says what is wrong; 1 if anything is."""
    locale = _locale(home)
    if not home.data.is_dir() and not home.plan.is_file():
        raise Stop(say("verify.no_data", locale, path=home.root))
    now = now_utc()
    with progress(files_to_read(home), say("verify.reading", locale)) as advance:
        found = check_home(home, now, deep=deep, advance=advance)
    for finding in found.findings:
        out(sentence(finding, locale))
    _tell_counts(found, locale, deep=deep, whole=home.plan.is_file())
    if not home.plan.is_file():
        out(say("verify.no_plan", locale, path=home.root))
    _write_down(home, found, now, deep=deep)
    return 1 if found.findings or not home.plan.is_file() else 0


def verify_home(
    home: Home, plan: Plan, now: datetime, warehouse: Warehouse | None = None
) -> tuple[Finding, ...]:
    """The check of the weekly run (`now` is UTC without zone): what is wrong is said and written
    into the journal. `warehouse` is the open one of a run that holds the home's lock."""
    found = check_home(home, now, con=warehouse.con if warehouse else None)
    for finding in found.findings:
        note(sentence(finding, plan.locale))
    _write_down(home, found, now, deep=False)
    return found.findings


def sentence(finding: Finding, locale: str) -> str:
    """A finding on a line: where, what is wrong, what to do."""
    values = dict(finding.values)
    if "problem" in values:
        values = {"why": values["problem"].message(locale)}  # type: ignore[attr-defined]
    kind = finding.kind
    key = f"verify.{kind}" if kind in SHARED else f"verify.{finding.area}.{kind}"
    area = say(f"verify.area.{finding.area}", locale)
    return say(
        "verify.line", locale, area=area, place=finding.place, what=say(key, locale, **values)
    )


def _tell_counts(found: Verified, locale: str, *, deep: bool, whole: bool) -> None:
    out(say("verify.counts", locale, **found.counts))
    if deep:
        out(say("verify.deep", locale))
    count = len(found.findings)
    if count:
        out(say("verify.found", locale, count=count))
    elif whole:
        out(say("verify.clean", locale))


def _write_down(home: Home, found: Verified, now: datetime, *, deep: bool) -> None:
    """A line of the journal, where one can be written."""
    kinds = Counter(f"{f.area}.{f.kind}" for f in found.findings)
    places = [f.place for f in found.findings[:PLACES_KEPT]]
    with suppress(OSError):
        Journal(home).add(
            "verify",
            now,
            checked=dict(found.counts),
            findings=len(found.findings),
            kinds=dict(kinds),
            places=places,
            deep=deep,
        )


def _locale(home: Home) -> str:
    """The plan's language where the plan can be read."""
    from kpi.plan.load import read_plan

    plan = read_plan(home.plan).plan
    return plan.locale if plan else default_locale()
