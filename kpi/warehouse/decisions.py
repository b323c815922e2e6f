"""What people decided about a period's figures and reports, whoever asks.

One rule: acts and figures entered by hand stand in one list, in the order in which they were done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from kpi.database.frames import ask, sql_text
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.receiving.sources.by_hand import parted

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Decision:
    """An act, or a figure that was entered (`kind` is `enter`, `written` the figure). `at` is UTC
    without zone. Empty text where it names no submission, unit, period or indicator."""

    kind: str
    at: datetime
    who: str
    reason: str
    submission: str
    unit: str
    period: str
    indicator: str
    written: str
    sequence: int


def decisions(
    con: duckdb.DuckDBPyConnection, as_of: datetime, locale: str
) -> tuple[Decision, ...]:  # fmt: skip
    """All that was decided by a moment (UTC without zone); ids as the connection means them."""
    return known_by(ask(con, sql_text("warehouse", "decisions"), Decision), as_of, locale)


def known_by(found: Iterable[Decision], as_of: datetime, locale: str) -> tuple[Decision, ...]:
    """Those of a moment, each with who did it and why; `locale` is that of the notes."""
    return tuple(_with_who(d, locale) for d in found if d.at <= as_of)


def _with_who(decision: Decision, locale: str) -> Decision:
    if decision.kind != "enter":
        return decision
    who, reason = parted(decision.reason, locale)
    return replace(decision, who=who, reason=reason)


def about(found: Iterable[Decision], periods: Collection[Period]) -> tuple[Decision, ...]:
    """Those about one of the periods, or about a longer one around it."""
    return tuple(
        d for d in found if (p := _period(d.period)) and any(p.contains(one) for one in periods)
    )


def behind(found: Iterable[Decision], period: Period) -> tuple[Decision, ...]:
    """Those about the periods behind a report's figures: of its year so far, and around it."""
    first = min(period.first_month, period.last_month - period.last_month % 12)
    return tuple(
        d
        for d in found
        if (p := _period(d.period))
        and (p.contains(period) or (first <= p.first_month and p.last_month <= period.last_month))
    )


def _period(label: str) -> Period | None:
    try:
        return parse_period(label)
    except UnknownPeriod:
        return None
