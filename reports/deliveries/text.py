"""Who has sent what, in words: period by period, then what is owed from before, what is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi.desk import Delivery, Due, DueBy, PeriodDelivery
from kpi.desk.rows import HeldRow
from kpi.moments import local
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.warehouse.acts import Closing, Kept
from kpi.warehouse.decisions import Decision
from kpi.words import say
from kpi.words.formats import day, moment, period_title, sentence_case
from reports.decided import sentence

HELD = 40  # units
NAMED = 20  # kept submissions that are named; the others are counted
OPEN = ("cells", "warnings", "files")


def lines_of(found: DueBy) -> Iterator[str]:
    locale = found.plan.locale
    title = period_title(found.period, locale)
    yield say("cli.status.title", locale, period=title)
    for one in found.own:
        yield from _period(found, one)
    first, last = found.plan.years
    if not found.own:
        outside = not first <= found.period.year <= last
        key = "due_by.outside_years" if outside else "cli.status.none_expected"
        yield say(key, locale, **({"first": first, "last": last} if outside else {}))
    yield from _owed(found)
    yield from _held(found)
    yield from _decided(found)
    if found.unidentified:
        yield say("cli.status.not_identified", locale, count=found.unidentified)
    yield say("cli.status.books", locale, **found.books)


def _period(found: DueBy, one: PeriodDelivery) -> Iterator[str]:
    plan, locale = found.plan, found.plan.locale
    if one.period != found.period or len(found.own) > 1:
        yield from ("", sentence_case(period_title(one.period, locale)).upper())
    yield say(
        "cli.status.span",
        locale,
        first=day(plan.calendar.first_day(one.period), locale),
        last=day(plan.calendar.last_day(one.period), locale),
        due=day(one.due, locale),
    )
    if one.expected:
        counts = {"sent": one.sent, "expected": len(one.expected), "late": one.late}
        yield say("cli.status.sent", locale, on_time=one.sent - one.late, **counts)
    else:
        yield say("cli.status.none_expected", locale)
    for delivery in one.deliveries:
        told = f"{unit_name(plan, delivery.unit)}: {state(plan, delivery)}"
        beside = "" if delivery.expected else say("due_by.not_expected", locale)
        yield f"  {delivery.unit}  {told}{beside}"


def unit_name(plan: Plan, unit: str) -> str:
    known = plan.unit_by_id.get(unit)
    return known.name if known else unit


def state(plan: Plan, delivery: Delivery) -> str:
    """`gửi chậm (9:12 17/6/2024)`, `chưa gửi`."""
    locale = plan.locale
    if delivery.state == "gathered":
        return say("due_by.gathered", locale)
    words = say(f"cli.status.{delivery.state}", locale)
    if delivery.received_at is None:
        return sentence_case(words)
    return f"{words} ({moment(local(delivery.received_at, plan.timezone), locale)})"


def _owed(found: DueBy) -> Iterator[str]:
    locale = found.plan.locale
    if not found.owed:
        return
    count = sum(o.debt.missing for o in found.owed)
    units = len({d.unit for o in found.owed for d in o.debt.debtors})
    yield from ("", say("due_by.owed", locale, count=count, units=units))
    yield from (_debt(found.plan, one) for one in found.owed)


def _debt(plan: Plan, one: Due) -> str:
    debt = one.debt
    names = [
        f"{unit_name(plan, d.unit)} ({d.unit})"
        + (say("due_by.refused", plan.locale) if d.refused else "")
        for d in debt.shown.rows
    ]
    if left := debt.shown.left:
        names.append(say("due_by.more_units", plan.locale, count=left))
    return say(
        "due_by.debt",
        plan.locale,
        period=sentence_case(period_title(debt.period, plan.locale)),
        due=day(one.due, plan.locale),
        days=one.days_late,
        units="; ".join(names),
    )


def _held(found: DueBy) -> Iterator[str]:
    locale = found.plan.locale
    by_unit = held_by_unit(found.held)
    if not by_unit:
        return
    yield from ("", say("due_by.held", locale, units=len(by_unit)))
    for unit, rows in list(by_unit.items())[:HELD]:
        yield say(
            "due_by.held_unit",
            locale,
            code=unit,
            unit=unit_name(found.plan, unit),
            what=", ".join(open_words(rows, locale)),
            periods="; ".join(period_title(p, locale) for p in periods_of(rows)),
        )
    if len(by_unit) > HELD:
        yield "  " + say("due_by.more_units", locale, count=len(by_unit) - HELD)


def _decided(found: DueBy) -> Iterator[str]:
    """Whether the period is closed, what waits since, and what people decided."""
    plan = found.plan
    told = [d for d in found.decisions if not _is_of(d, found.closing)]
    if not (found.closing or found.kept or told):
        return
    yield from ("", say("due_by.decided", plan.locale))
    if found.closing:
        yield "  " + say("acts.told.closed", plan.locale, **closing_values(plan, found.closing))
    for one in found.kept[:NAMED]:
        yield say("acts.told.kept", plan.locale, **kept_values(plan, one))
    if len(found.kept) > NAMED:
        yield say("acts.told.more_kept", plan.locale, count=len(found.kept) - NAMED)
    yield from (f"  {sentence(plan, decision)}" for decision in told)


def _is_of(decision: Decision, closing: Closing | None) -> bool:
    """Whether this is the closing in force, which is told by itself."""
    if closing is None or decision.kind != "close":
        return False
    return (decision.period, decision.at) == (closing.period, closing.at)


def closing_values(plan: Plan, closing: Closing) -> dict[str, object]:
    """What is told of a closing."""
    return {
        "closed": sentence_case(period_title(parse_period(closing.period), plan.locale)),
        "who": closing.who,
        "at": moment(local(closing.at, plan.timezone), plan.locale),
        "label": closing.period,
    }


def kept_values(plan: Plan, kept: Kept) -> dict[str, object]:
    """What is told of a submission that is kept out of force."""
    return {
        "submission": kept.submission,
        "unit": f"{unit_name(plan, kept.unit)} ({kept.unit})",
        "period": period_title(parse_period(kept.period), plan.locale),
        "file": kept.file,
        "at": moment(local(kept.received_at, plan.timezone), plan.locale),
        "cells": kept.cells,
        "label": kept.period,
    }


def held_by_unit(held: Sequence[HeldRow]) -> dict[str, list[HeldRow]]:
    """The open things of each unit that has any, the most cells first."""
    found: dict[str, list[HeldRow]] = defaultdict(list)
    for row in held:
        found[row.unit].append(row)

    def weight(unit: str) -> tuple[int, int, int, str]:
        files, cells, warnings = (
            sum(getattr(row, name) for row in found[unit])
            for name in ("files", "cells", "warnings")
        )
        return (-files, -cells, -warnings, unit)

    return {unit: found[unit] for unit in sorted(found, key=weight)}


def open_words(rows: Sequence[HeldRow], locale: str) -> Iterator[str]:
    for name in OPEN:
        if count := sum(getattr(row, name) for row in rows):
            yield say(f"due_by.open.{name}", locale, count=count)


def periods_of(rows: Sequence[HeldRow]) -> list[Period]:
    """Their periods, the latest first."""
    found = {parse_period(row.period) for row in rows}
    return sorted(found, key=lambda p: (-p.last_month, p.months))
