"""What one round of deliveries did, a row for each way."""

from __future__ import annotations

from dataclasses import dataclass

from kpi.delivery.item import Item


@dataclass(frozen=True, slots=True)
class Sent:
    """One way: what went out (or would: `only_told`), what was turned down and why, units that
    have no address, how many things wait since the way gave no answer (`why`)."""

    way: str
    items: tuple[Item, ...] = ()
    refused: tuple[tuple[Item, str], ...] = ()
    without_address: tuple[str, ...] = ()
    waiting: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Delivered:
    """All ways, in the plan's order."""

    ways: tuple[Sent, ...] = ()

    @property
    def silent(self) -> tuple[Sent, ...]:
        return tuple(way for way in self.ways if way.why)
