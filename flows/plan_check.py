"""`kpi check`, and the plan at the door of every other command."""

from __future__ import annotations

from flows.console import Stop, default_locale, note, out
from flows.dates import now_utc
from flows.next_step import speak, suggest
from kpi.home import Home
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.plan.kept import keep_plan, kept_plan
from kpi.plan.model import Plan
from kpi.plan.strays import strays
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title, sentence_case


def check_plan(home: Home, locale: str) -> int:
    """Prints every finding of the plan, then a line of summary; 1 if there are errors."""
    if not home.plan.is_file():
        raise Stop(no_plan(home, locale))
    from kpi.plan.load import read_plan

    reading = read_plan(home.plan, now=now_utc())
    plan = reading.plan
    for finding in reading.findings:
        out(finding.message(plan.locale if plan else locale))
    if plan is None:
        counts = {"errors": len(reading.errors), "warnings": len(reading.warnings)}
        out(say("cli.plan_bad", locale, file=home.plan.name, **counts))
        return 1
    _keep(home, plan)
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
    for line in beside(home, plan.locale):
        note(line)
    lost = lost_of(home, plan)
    for line in lost:
        out(line)
    if reading.warnings or lost:
        out(say("cli.plan_warned", plan.locale, warnings=len(reading.warnings) + len(lost)))
    suggest("forms", plan.locale, period=_month_within(plan))
    return 0


def _month_within(plan: Plan) -> str:
    """This month, or the nearest one that the plan has."""
    first, last = plan.years
    return min(max(f"{now_utc():%Y-%m}", f"{first}-01"), f"{last}-12")


def no_plan(home: Home, locale: str) -> str:
    """That there is no plan, and which file of its folder may be it."""
    lines = [say("cli.no_plan", locale, path=home.plan)]
    for found in strays(home.root):
        lines.append(say(f"stored.instead.{found.form}", locale, file=found.path.name))
    return "\n".join(lines)


def beside(home: Home, locale: str) -> list[str]:
    """Files beside the plan that look like another one of it: they are not read."""
    return [
        say(f"stored.beside.{found.form}", locale, file=found.path.name)
        for found in strays(home.root)
    ]


def lost_of(home: Home, plan: Plan) -> list[str]:
    """What the home's warehouse, if there is one that can be read, holds under other ids."""
    if not home.warehouse.is_file():
        return []
    from kpi.collect.access import reading
    from kpi.database.light import without_pandas
    from kpi.warehouse.store import WarehouseProblem

    try:
        with without_pandas(), reading(home, now_utc()) as warehouse:
            return lost_lines(warehouse, plan)
    except WarehouseProblem as problem:
        note(problem.message(plan.locale))
        return []


def lost_lines(warehouse: Warehouse, plan: Plan) -> list[str]:
    """A line for each id with stored figures that the plan has no more."""
    from kpi.warehouse.orphans import orphans

    lines = []
    for orphan in orphans(warehouse.con, plan):
        thing = say(f"stored.things.{orphan.thing}", plan.locale)
        values = {
            "thing": thing, "id": orphan.id, "figures": orphan.figures, "now": orphan.now,
            "first": _titled(orphan.first, plan.locale), "last": _titled(orphan.last, plan.locale),
            "name": say("stored.named", plan.locale, name=orphan.name) if orphan.name else "",
        }  # fmt: skip
        key = "renamed" if orphan.now else "lost"
        lines.append(say(f"stored.{key}", plan.locale, **values))
    return lines


def _titled(label: str, locale: str) -> str:
    try:
        return period_title(parse_period(label), locale)
    except UnknownPeriod:
        return label


def plan_of(home: Home) -> Plan:
    """The home's plan; with errors in it, they are printed and the command stops."""
    locale = default_locale()
    if not home.plan.is_file():
        raise Stop(no_plan(home, locale))
    plan = kept_plan(home.plan, home.kept_plan) or _plan_read(home, locale)
    speak(plan.locale)
    return plan


def _plan_read(home: Home, locale: str) -> Plan:
    from kpi.plan.load import read_plan

    reading = read_plan(home.plan)
    if reading.plan is None:
        for finding in reading.errors:
            note(finding.message(locale))
        raise Stop(say("cli.plan_stops", locale, count=len(reading.errors)))
    _keep(home, reading.plan)
    return reading.plan


def _keep(home: Home, plan: Plan) -> None:
    """For the next command; a home of which nothing is known yet is not touched."""
    if home.warehouse.is_file():
        keep_plan(plan, home.plan, home.kept_plan)


def in_years(plan: Plan, period: Period) -> None:
    """Stop where a period lies outside the plan's years."""
    first, last = plan.years
    if period.first_month // 12 >= first and period.year <= last:
        return
    title = sentence_case(period_title(period, plan.locale))
    raise Stop(say("cli.outside_years", plan.locale, period=title, first=first, last=last))
