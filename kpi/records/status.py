"""The status of a row of the results, in one list.

One rule: it is decided in SQL alone (`assessment/macros/status.sql`); whoever shows, counts or
compares statuses takes their names, order and colours from here. Tests hold SQL and words to it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

Light = Literal["green", "amber", "red"]


class Status(StrEnum):
    """In the order of every table and legend. `MET_SO_FAR` is only ever shown: see
    `shown_status`."""

    EXCEEDED = "exceeded"
    MET = "met"
    MET_SO_FAR = "met_so_far"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    NOT_MET = "not_met"
    INCONCLUSIVE = "inconclusive"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"
    NOT_DUE = "not_due"
    NOT_APPLICABLE = "not_applicable"

    @property
    def light(self) -> Light | None:
        """The colour that a leader sees; None for what is not judged."""
        return _LIGHTS.get(self)


_LIGHTS: dict[Status, Light] = {
    Status.EXCEEDED: "green",
    Status.MET: "green",
    Status.MET_SO_FAR: "green",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "amber",
    Status.BEHIND: "red",
    Status.NOT_MET: "red",
}

GIVEN = tuple(s for s in Status if s is not Status.MET_SO_FAR)  # what a row of the results can have
REACHED = frozenset((Status.MET, Status.EXCEEDED))
YEAR_IS_JUDGED = REACHED | {Status.NOT_MET}  # by its target, not by its pace
BEST_FIRST = (
    Status.EXCEEDED, Status.MET, Status.ON_TRACK, Status.AT_RISK, Status.BEHIND, Status.NOT_MET,
    Status.INCONCLUSIVE, Status.NO_TARGET, Status.NO_DATA, Status.NOT_APPLICABLE, Status.NOT_DUE,
)  # fmt: skip


def shown_status(status: str, *, ends_year: bool) -> Status:
    """How a row's status is shown: a year's target that is met before the year's last period is
    met so far."""
    given = Status(status)
    return Status.MET_SO_FAR if given is Status.MET and not ends_year else given
