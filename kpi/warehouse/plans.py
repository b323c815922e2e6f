"""Versions of the plan: each kept as text with the moment it was first used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.frames import ask, execute
from kpi.moments import as_utc
from kpi.plan.model import Plan
from kpi.records.loaded_plan import LoadedPlan

if TYPE_CHECKING:
    import duckdb

_LAST = """
    SELECT plan_version, sha256
    FROM plan_version
    ORDER BY loaded_at DESC, plan_version DESC
    LIMIT 1
"""
_NEXT = "SELECT coalesce(max(plan_version), 0) + 1 FROM plan_version"
_ADD = "INSERT INTO plan_version VALUES ($number, $plan, $sha256, $text, $loaded_at)"
_AS_OF = "SELECT plan, sha256, loaded_at, text FROM plan_in_force($as_of)"


@dataclass(frozen=True, slots=True)
class PlanVersion(LoadedPlan):
    """One that the warehouse keeps, with its text."""

    text: str


def plan_sha256(plan: Plan) -> str:
    return plan.sha256 or hashlib.sha256(plan.text.encode()).hexdigest()


def register_plan(con: duckdb.DuckDBPyConnection, plan: Plan, now: datetime) -> int:
    """The number of the plan's version; a plan that differs from the last one is added."""
    last = con.execute(_LAST).fetchall()
    sha256 = plan_sha256(plan)
    if last and last[0][1] == sha256:
        return int(last[0][0])
    return add_version(con, plan.id, sha256, plan.text, as_utc(now))


def latest_plan_sha256(con: duckdb.DuckDBPyConnection) -> str:
    """The hash of the version kept last; empty if there is none."""
    last = con.execute(_LAST).fetchall()
    return str(last[0][1]) if last else ""


def add_version(
    con: duckdb.DuckDBPyConnection, plan: str, sha256: str, text: str, loaded_at: datetime
) -> int:
    """Adds one version and gives its number; numbers say nothing about the order in time."""
    number = int(con.execute(_NEXT).fetchall()[0][0])
    row = {"number": number, "plan": plan, "sha256": sha256, "text": text}
    execute(con, _ADD, {**row, "loaded_at": loaded_at})
    return number


def plan_version_as_of(con: duckdb.DuckDBPyConnection, as_of: datetime) -> PlanVersion | None:
    """The last version loaded by a moment, else the first; None if none was ever loaded."""
    found = ask(con, _AS_OF, PlanVersion, {"as_of": as_utc(as_of)})
    return found[0] if found else None


def plan_as_of(con: duckdb.DuckDBPyConnection, as_of: datetime) -> str | None:
    """The text of the plan in force at a moment (see `plan_version_as_of`)."""
    found = plan_version_as_of(con, as_of)
    return found.text if found else None
