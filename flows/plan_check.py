"""`kpi check`, and the plan at the door of every other command."""

from __future__ import annotations

from flows.console import Stop, default_locale, note, out
from flows.dates import now_utc
from kpi.home import Home
from kpi.plan.load import read_plan
from kpi.plan.model import Plan
from kpi.words import say


def check_plan(home: Home, locale: str) -> int:
    """Prints every finding of the plan, then a line of summary; 1 if there are errors."""
    if not home.plan.is_file():
        raise Stop(say("cli.no_plan", locale, path=home.plan))
    reading = read_plan(home.plan, now=now_utc())
    plan = reading.plan
    for finding in reading.findings:
        out(finding.message(plan.locale if plan else locale))
    if plan is None:
        counts = {"errors": len(reading.errors), "warnings": len(reading.warnings)}
        out(say("cli.plan_bad", locale, file=home.plan.name, **counts))
        return 1
    out(
        say(
            "cli.plan_ok",
            plan.locale,
            file=home.plan.name,
            indicators=len(plan.indicators),
            fields=len(plan.fields),
            units=len(plan.units),
            years="–".join(str(y) for y in plan.years),
        )
    )
    if reading.warnings:
        out(say("cli.plan_warned", plan.locale, warnings=len(reading.warnings)))
    return 0


def plan_of(home: Home) -> Plan:
    """The home's plan; with errors in it, they are printed and the command stops."""
    locale = default_locale()
    if not home.plan.is_file():
        raise Stop(say("cli.no_plan", locale, path=home.plan))
    reading = read_plan(home.plan)
    if reading.plan is None:
        for finding in reading.errors:
            note(finding.message(locale))
        raise Stop(say("cli.plan_stops", locale, count=len(reading.errors)))
    return reading.plan
