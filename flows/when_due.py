"""`kpi run --when-due`: what the system's scheduler calls, as often as it likes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flows.due_note import names_sources, quiet_until
from kpi.home import Home
from kpi.words import say

if TYPE_CHECKING:
    from kpi.plan.model import Plan


def run_when_due(home: Home) -> int:
    """Runs what is owed or new; 0 at once where nothing is."""
    locale = quiet_until(home, datetime.now(UTC))
    if locale and not (names_sources(home) and _anything_new(home)):
        from flows.console import out

        out(say("due.nothing", locale))
        return 0
    from flows.engine import run_monthly
    from flows.failures import telling

    with telling(home, None):
        return run_monthly(home, None, only_when_due=True)


def _anything_new(home: Home) -> bool:
    """Whether something lies at the plan's sources that was not fetched or not put away yet, or one
    of them gives no answer: a run fetches it, or tells of it."""
    from kpi.moments import now_utc
    from kpi.plan.kept import kept_plan
    from kpi.receiving.fetching.run import fetch
    from kpi.receiving.sources.kinds import KINDS

    plan = kept_plan(home.plan, home.kept_plan) or _read(home)
    if plan is None:
        return True
    aside = {one.id for one in plan.sources if KINDS[one.kind].sets_aside}
    looked = fetch(home, plan, now_utc(), only_told=True, when_due=True).sources
    return any(
        one.found or not one.answered or (one.lies_there and one.source in aside) for one in looked
    )


def _read(home: Home) -> Plan | None:
    """The plan where it is not kept as it was read, which takes longer."""
    from kpi.plan.load import read_plan

    return read_plan(home.plan).plan
