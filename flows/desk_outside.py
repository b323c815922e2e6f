"""What the desk says of the plan's servers: what came from where, what went out to whom.

One rule: nothing is asked of a server; the page tells what the last look and the last use left.
"""

from __future__ import annotations

from kpi.desk.facts import Letter, Receipt, SentOut, SourceLook, WayUse
from kpi.home import Home
from kpi.plan.model import Plan

ROWS = 20


def sources_looked_at(home: Home, plan: Plan) -> tuple[SourceLook, ...]:
    """The last look at each of the plan's sources."""
    if not plan.sources:
        return ()
    from kpi.receiving.fetching.memory import State, states_of

    states = states_of(home)
    found = (states.get(one.id, State(one.id)) for one in plan.sources)
    return tuple(SourceLook(state.source, state.looked, state.came) for state in found)


def sent_out(home: Home, plan: Plan) -> SentOut | None:
    """What went out the plan's ways; None where it names none."""
    if not plan.delivery:
        return None
    from kpi.delivery.memory import lines_of

    lines = list(lines_of(home))
    rows = tuple(
        Letter(o.at, o.way, o.what, o.unit, o.period, Receipt(o.to, o.refused, o.why))
        for o in reversed(lines[-ROWS:])
    )
    return SentOut(rows, len(lines), ways_used(home, plan), sum(bool(o.why) for o in lines))


def ways_used(home: Home, plan: Plan) -> tuple[WayUse, ...]:
    """How each of the plan's ways stands after its last use."""
    from kpi.delivery.memory import states_of

    states = states_of(home)
    found = ((one.id, states.get(one.id)) for one in plan.delivery)
    return tuple(
        WayUse(way, s.used, s.went, s.waiting, s.why) if s else WayUse(way, None, 0, 0, "")
        for way, s in found
    )
