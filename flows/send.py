"""`kpi send`: what is new goes out, or once more what went out.

One rule: whatever is named is one that the plan names.
"""

from __future__ import annotations

from flows.console import Stop, out
from flows.dates import now_utc
from flows.named import unit_of
from flows.places import place_of, secret_of
from flows.plan_check import plan_of
from flows.sending import letters_of, tell_items, tell_sent
from kpi.collect.access import latest_moment
from kpi.collect.level import refuse_clock_behind
from kpi.delivery import Item, deliver
from kpi.home import Home
from kpi.moments import as_utc
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say


def send_now(  # noqa: PLR0913 - one parameter per option of the command
    home: Home,
    way: str | None,
    *,
    only_told: bool = False,
    again: bool = False,
    unit: str | None = None,
    period: Period | None = None,
) -> int:
    """Sends by one way or all; 1 if one gave no answer. Once more only what is named: a period, or
    a unit."""
    plan = plan_of(home)
    if not plan.delivery:
        out(say("delivery.none", plan.locale))
        return 0
    if again and unit is None and period is None:
        raise Stop(say("delivery.again_needs", plan.locale))
    only = place_of(plan, plan.delivery, way, "delivery").id if way else ""
    now = now_utc()
    refuse_clock_behind(latest_moment(home), now)
    items = letters_of(home, plan, now, all_of_them=again)
    chosen = _chosen(plan, items, unit, period)
    sent = deliver(home, plan, chosen, as_utc(now), only=only, only_told=only_told, again=again)
    if not only_told:
        tell_sent(plan, sent)
    for one in sent.ways:
        if only_told:
            out(say("delivery.would", plan.locale, way=one.way, count=len(one.items)))
            tell_items(plan, one.items)
        elif not (one.items or one.refused or one.why):
            out(say("delivery.nothing", plan.locale, way=one.way))
    return 1 if sent.silent else 0


def _chosen(
    plan: Plan, items: tuple[Item, ...], unit: str | None, period: Period | None
) -> tuple[Item, ...]:
    wanted = unit_of(plan, unit) if unit else None
    return tuple(
        item
        for item in items
        if (wanted is None or item.unit == wanted)
        and (period is None or item.period == period.label)
    )


def with_secret(plan: Plan, way: str | None) -> str:
    """The id of the way named, which has a password; Stop otherwise."""
    return secret_of(plan, plan.delivery, way, "delivery", has_secret=lambda one: bool(one.user))
