"""`kpi fetch`: what is new at the plan's sources comes into the inbox.

One rule: whatever is named is one that the plan names.
"""

from __future__ import annotations

from flows.console import out
from flows.dates import now_utc
from flows.next_step import suggest
from flows.places import place_of, secret_of
from flows.plan_check import plan_of
from flows.pulling import silent, tell_fetched, tell_names
from kpi.collect.access import latest_moment
from kpi.collect.level import refuse_clock_behind
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.receiving.fetching.result import Fetched, FromSource
from kpi.words import say


def fetch_now(home: Home, source: str | None, *, only_told: bool) -> int:
    """Fetches from one source or all; 1 if one gave no answer."""
    from kpi.receiving.fetching import fetch

    plan = plan_of(home)
    if not plan.sources:
        out(say("sources.no_sources", plan.locale))
        return 0
    only = place_of(plan, plan.sources, source, "sources").id if source else ""
    now = now_utc()
    refuse_clock_behind(latest_moment(home), now)
    fetched = fetch(home, plan, now, only=only, only_told=only_told)
    _tell(plan, fetched, only_told=only_told)
    if only_told and any(one.found for one in fetched.sources):
        suggest("fetch_found", plan.locale)
    elif fetched.files:
        suggest("fetched", plan.locale)
    return 1 if silent(fetched) else 0


def _tell(plan: Plan, fetched: Fetched, *, only_told: bool) -> None:
    if not only_told:
        tell_fetched(plan, fetched)
    for one in fetched.sources:
        if not one.answered:
            continue
        if only_told:
            _tell_found(plan, one)
        elif not (one.files or one.more):
            out(say("sources.nothing", plan.locale, source=one.source))


def _tell_found(plan: Plan, one: FromSource) -> None:
    locale = plan.locale
    if not one.found:
        out(say("sources.nothing", locale, source=one.source))
        return
    out(say("sources.would", locale, source=one.source, count=len(one.found)))
    lines = [
        say("sources.would_one", locale, name=w.name, size=-(-w.size // 1024)) for w in one.found
    ]
    tell_names(lines, locale)


def with_secret(plan: Plan, source: str | None) -> str:
    """The id of the source named, which has a password; Stop otherwise."""
    from kpi.receiving.sources.kinds import KINDS

    return secret_of(
        plan, plan.sources, source, "sources", has_secret=lambda one: KINDS[one.kind].secret
    )
