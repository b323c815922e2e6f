"""What people decided between two moments: the acts that may have moved a figure, and whether
figures were entered by hand.

One rule: only what was decided has a stage of its own on the way; a comparison without acts is
assessed no more often than before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.present_ids import under_ids_of
from kpi.plan.model import Plan
from kpi.receiving.steps import acts_of
from kpi.records.act import Act

if TYPE_CHECKING:
    import duckdb

CAUSE_OF = {"withdraw": "withdrawn", "excuse": "excused"}
_ENTERED = """
    SELECT count(*) FROM observation WHERE entered AND known_at > $since AND known_at <= $until
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """The withdrawals and excuses between two moments, and the causes that a stage is made for:
    `entered`, `withdrawn`, `excused`."""

    acts: tuple[Act, ...] = ()
    causes: frozenset[str] = frozenset()


def decided_between(
    con: duckdb.DuckDBPyConnection, plan: Plan, since: datetime, until: datetime
) -> Decided:
    """What was decided after one moment (UTC) and by another, in the ids of a plan."""
    if until <= since:
        return Decided()
    with under_ids_of(con, plan):
        acts = tuple(
            act for act in acts_of(con) if act.kind in CAUSE_OF and since < act.at <= until
        )
    causes = {CAUSE_OF[act.kind] for act in acts}
    entered = con.execute(_ENTERED, {"since": since, "until": until}).fetchall()[0][0]
    return Decided(acts, frozenset(causes | ({"entered"} if entered else set())))
