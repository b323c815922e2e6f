"""How far a milestone is, in words: done with its day, not done, or by how many units.

The one rule: no page tells a milestone as a percentage, and none says by how much it changed.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from kpi.words import formats
from reports import amounts
from reports.edition import Edition

DONE = 100.0  # the share of units that have it done


class Milestone(Protocol):
    """What has the state of a milestone; `done_on` is the last unit's day once all have it done."""

    @property
    def measure(self) -> str: ...
    @property
    def assessed(self) -> float | None: ...
    @property
    def units_expected(self) -> int | None: ...
    @property
    def done_on(self) -> date | None: ...


class Measured(Milestone, amounts.Measured, Protocol):
    """What has reached something, be it a milestone or a figure."""


def is_milestone(of: Milestone) -> bool:
    return of.measure == "milestone"


def state(edition: Edition, of: Milestone) -> str:
    """`Hoàn thành ngày 12/5/2022`, `Chưa hoàn thành`, `9/14 đơn vị đã hoàn thành`; `–` unknown."""
    if of.assessed is None:
        return "–"
    if of.assessed >= DONE and of.done_on is not None:
        day = formats.day(of.done_on, edition.locale)
        return edition.say("kinds.milestone.done_on", day=day)
    return share(edition, of.assessed, of.units_expected)


def share(edition: Edition, done: float, expected: int | None) -> str:
    """The same where the day is not known."""
    if done >= DONE:
        return edition.say("kinds.milestone.done")
    if done <= 0 or not expected:
        return edition.say("kinds.milestone.not_done")
    count = formats.number(done * expected / DONE, 0, edition.locale)
    return edition.say("kinds.milestone.share", done=count, expected=expected)


def figure(edition: Edition, of: Measured) -> str:
    """What an indicator has reached: of a milestone its state, else the figure as printed."""
    if is_milestone(of):
        return state(edition, of)
    return amounts.figure(edition, of, of.assessed)


def due_text(edition: Edition, due: date | None) -> str:
    """`hạn 30/6/2022`; empty without a day."""
    if due is None:
        return ""
    return edition.say("report.indicators.due", day=formats.day(due, edition.locale))
