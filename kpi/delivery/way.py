"""What is asked of a way out, whatever its kind.

One rule: what it raises is an OSError that knows its word; `TurnedDown` of one thing that can never
go this way, `Later` of one that cannot go now, anything else of the way itself, which is then tried
again later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kpi.delivery.item import Attached, Item
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings
from kpi.receiving.sources.remote import Unreachable

SECONDS = 30.0  # a server that says nothing for so long says nothing any more


class TurnedDown(Unreachable):
    """One thing that was turned down for good; `key` and `values` as of Unreachable."""


class Later(Unreachable):
    """One thing that waits while others go: who is in `had` has it already, who is in `refused` was
    turned down for good, the others get it later; `key` and `values` as of Unreachable."""

    def __init__(
        self, key: str, *, had: Sequence[str] = (), refused: Sequence[str] = (), **values: object
    ) -> None:
        super().__init__(key, **values)
        self.had, self.refused = tuple(had), tuple(refused)


def content(file: Attached) -> bytes:
    """What an attached file holds. Raises Later if it cannot be read now: somebody has it open, it
    is being made anew."""
    try:
        return file.path.read_bytes()
    except OSError:
        raise Later("file_busy", file=file.name) from None


@dataclass(frozen=True, slots=True)
class Route:
    """One way of a plan, and the home that it leads out of."""

    home: Home
    plan: Plan
    settings: DeliverySettings


class Outgoing(Protocol):
    """A way while it is open."""

    def give(self, item: Item, to: Sequence[str]) -> Sequence[str]:
        """Hands a thing over; the receivers that were turned down, others have it. Raises
        TurnedDown, Later, OSError."""
