"""`kpi check`, and the plan at the door of every other command."""

from __future__ import annotations

from pathlib import Path

from flows.console import Stop, default_locale, note, out
from flows.dates import now_utc, today
from flows.next_step import speak, suggest
from kpi.home import Home
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.plan.kept import keep_plan, kept_plan
from kpi.plan.model import Plan
from kpi.plan.strays import strays
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import day, period_title, sentence_case, shortest


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
    for line in beside(home, plan):
        note(line)
    lost = stored_against(home, plan)
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


def beside(home: Home, plan: Plan) -> list[str]:
    """Files beside the plan that look like another one of it: they are not read. A workbook that
    says what the plan says, just written or just taken in, is not told of."""
    return [
        say(f"stored.beside.{found.form}", plan.locale, file=found.path.name)
        for found in strays(home.root)
        if found.form == "yaml" or not _says_the_same(found.path, plan)
    ]


def _says_the_same(workbook: Path, plan: Plan) -> bool:
    from kpi.planning.proposal import says_the_same

    return says_the_same(workbook, plan.text)


def stored_against(home: Home, plan: Plan) -> list[str]:
    """What the home's warehouse, if there is one that can be read, holds under other ids, and
    targets changed since the version kept there to no effect."""
    if not home.warehouse.is_file():
        return []
    from kpi.collect.access import reading
    from kpi.database.light import without_pandas
    from kpi.warehouse.store import WarehouseProblem

    try:
        with without_pandas(), reading(home, now_utc()) as warehouse:
            return [*lost_lines(warehouse, plan), *overridden_lines(warehouse, plan)]
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
            "when": _between(orphan.first, orphan.last, plan.locale),
            "name": say("stored.named", plan.locale, name=orphan.name) if orphan.name else "",
        }  # fmt: skip
        key = "renamed" if orphan.now else "lost"
        lines.append(say(f"stored.{key}", plan.locale, **values))
    return lines


def overridden_lines(warehouse: Warehouse, plan: Plan) -> list[str]:
    """A line for each target changed since the kept version while a revision stands in its
    place."""
    from kpi.plan.load import parse_plan
    from kpi.warehouse.plans import plan_as_of

    text = plan_as_of(warehouse.con, now_utc())
    former = parse_plan(text).plan if text and text != plan.text else None
    return without_effect(former, plan) if former else []


def without_effect(former: Plan, plan: Plan) -> list[str]:
    """Changes of targets between two versions that a revision in force makes vain, as sentences."""
    from kpi.plan.overridden import overridden

    return [
        say(
            "stored.overridden", plan.locale, indicator=found.indicator, year=found.year,
            before=shortest(found.before, plan.locale), after=shortest(found.after, plan.locale),
            revised=shortest(found.revised, plan.locale), day=day(found.decided, plan.locale),
        )
        for found in overridden(former, plan, today(plan, now_utc()))
    ]  # fmt: skip


def _between(first: str, last: str, locale: str) -> str:
    """Two periods' names; one alone where they are the same."""
    begins, ends = _titled(first, locale), _titled(last, locale)
    if begins == ends:
        return begins
    return say("stored.between", locale, first=begins, last=ends)


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
