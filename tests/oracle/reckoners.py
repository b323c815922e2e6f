"""One function from a plan, facts and a period to rows: of the oracle, or of the SQL.

Rule: what must hold of lights is asked of rows alone; `KPI_PROPERTIES_OF=sql` asks the SQL.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from kpi.periods import parse_period
from kpi.plan.model import Plan

from .facts import Fact
from .generate import Case
from .recompute import recompute

View = Literal["as_reported", "current_units"]
Row = dict[str, Any]
Rows = dict[tuple[str, str], Row]
Reckoner = Callable[[Plan, Sequence[Fact], str, View], Rows]
NOW = datetime(2026, 6, 30)
WORSE_TO_BETTER = ("not_met", "behind", "at_risk", "on_track", "met", "exceeded")


def by_oracle(plan: Plan, facts: Sequence[Fact], period: str, view: View = "as_reported") -> Rows:
    """Rows by unit and indicator."""
    results, _ = recompute(plan, facts, [parse_period(period)], NOW, view)
    return {(r.unit, r.indicator): asdict(r) for r in results}


def by_sql(plan: Plan, facts: Sequence[Fact], period: str, view: View = "as_reported") -> Rows:
    """Rows by unit and indicator."""
    from kpi.assessment import assess

    from .test_against_sql import warehouse_of

    case = Case(plan, tuple(facts), (parse_period(period),), NOW)
    con = warehouse_of(case)
    try:
        with assess(con, plan, case.periods, as_of=NOW, view=view) as assessment:
            rows = assessment.results().to_dicts()
    finally:
        con.close()
    return {(r["unit"], r["indicator"]): r for r in rows}


def reckoner() -> Reckoner:
    return by_sql if os.environ.get("KPI_PROPERTIES_OF") == "sql" else by_oracle


def is_light(status: str) -> bool:
    """Whether a status judges; the others say why it cannot be judged."""
    return status in WORSE_TO_BETTER


def brightness(status: str) -> int:
    """From worse to better; a target reached and one passed are one light."""
    return min(WORSE_TO_BETTER.index(status), WORSE_TO_BETTER.index("met"))
