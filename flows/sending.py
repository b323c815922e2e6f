"""What follows a run, and what `kpi send` asks for: what is new goes out the plan's ways.

One rule: the warehouse is not held while a server is waited for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flows.console import note, out, write_log
from flows.dates import now_utc
from flows.desk import refresh_after_trouble
from flows.letters import letters
from flows.pulling import tell_names
from kpi.collect.access import reading
from kpi.delivery import Delivered, Item, Sent, deliver
from kpi.delivery.memory import states_of
from kpi.home import Home
from kpi.moments import as_utc
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import period_title

START = datetime(1970, 1, 1)  # noqa: DTZ001 - moments are UTC without zone


def send_what_is_new(home: Home, plan: Plan, now: datetime, *, when_due: bool = False) -> Delivered:
    """Sends after a run, and says what went out; `now` is when the run began (UTC)."""
    if not plan.delivery:
        return Delivered()
    try:
        sent = deliver(home, plan, letters_of(home, plan, now), now, when_due=when_due)
    except Exception as error:  # noqa: BLE001 - what the run did stands, whatever cannot go out
        log = write_log(home, error)
        why = say("desk.reason_other", plan.locale, log=log)
        sent = Delivered(tuple(Sent(way.id, why=why) for way in plan.delivery))
    tell_sent(plan, sent)
    if any(way.items or way.refused or way.why for way in sent.ways):
        refresh_after_trouble(home, plan, now_utc())  # the desk tells what went out
    return sent


def letters_of(
    home: Home, plan: Plan, now: datetime, *, all_of_them: bool = False
) -> tuple[Item, ...]:
    """What may go out now; old answers only where they are asked for."""
    states = states_of(home)
    since = min([as_utc(now), *(states[w.id].since for w in plan.delivery if w.id in states)])
    with reading(home, now) as warehouse:
        return letters(home, plan, warehouse, as_utc(now), START if all_of_them else since)


def tell_sent(plan: Plan, delivered: Delivered) -> None:
    """A line for each way that did something, or could not."""
    for one in delivered.ways:
        if one.items:
            out(say("delivery.went", plan.locale, way=one.way, count=len(one.items)))
            tell_items(plan, one.items)
        for item, why in one.refused:
            note(say("delivery.refused", plan.locale, way=one.way, what=named(plan, item), why=why))
        if one.without_address:
            _tell_without(plan, one)
        if one.why:
            note(_failure_text(plan, one))


def tell_items(plan: Plan, items: Sequence[Item]) -> None:
    tell_names([named(plan, item) for item in items], plan.locale)


def named(plan: Plan, item: Item) -> str:
    """What a thing is called on the screen."""
    unit = plan.unit_by_id[item.unit].name if item.unit in plan.unit_by_id else ""
    parts = [say(f"delivery.what.{item.what}", plan.locale), unit]
    if item.period:
        parts.append(period_title(parse_period(item.period), plan.locale))
    return ", ".join(part for part in parts if part)


def _tell_without(plan: Plan, one: Sent) -> None:
    names = ", ".join(plan.unit_by_id[u].name for u in one.without_address if u in plan.unit_by_id)
    note(say("delivery.no_address", plan.locale, way=one.way, units=names))


def _failure_text(plan: Plan, one: Sent) -> str:
    return say("delivery.silent", plan.locale, way=one.way, why=one.why, waiting=one.waiting)
