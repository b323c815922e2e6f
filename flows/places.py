"""The sources and ways of delivery that a plan has, as people name them on the command line.

One rule: where none is meant, the command stops and shows which there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from flows.console import Stop
from kpi.plan.model import Plan
from kpi.plan.ways import DeliverySettings, SourceSettings
from kpi.words import say

Words = Literal["sources", "delivery"]
Place = TypeVar("Place", SourceSettings, DeliverySettings)


def place_of(plan: Plan, places: Sequence[Place], named: str, words: Words) -> Place:
    """The one of an id, without regard to case; Stop if there is none."""
    found = next((one for one in places if one.id.casefold() == named.casefold()), None)
    if found is None:
        known = ", ".join(one.id for one in places) or "-"
        raise Stop(say(f"{words}.no_such", plan.locale, named=named, known=known))
    return found


def secret_of(
    plan: Plan,
    places: Sequence[Place],
    named: str | None,
    words: Words,
    *,
    has_secret: Callable[[Place], bool],
) -> str:
    """The id of the one named, which has a password; Stop if it has none, or none is named."""
    if named is None:
        known = next((one.id for one in places if has_secret(one)), "-")
        raise Stop(say(f"{words}.name_needed", plan.locale, known=known))
    found = place_of(plan, places, named, words)
    if not has_secret(found):
        raise Stop(say(f"{words}.no_secret_needed", plan.locale, named=found.id))
    return found.id
