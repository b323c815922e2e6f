"""Which units have room in a picture, and how they are shared out over its pages.

One rule: where not all have room the first by `picture_place` stand, and the title says how many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from reports.charts.canvas import Drawing, nothing, paper
from reports.charts.frames.frame import told
from reports.edition import Edition

UNITS_A_PAGE = 30  # with names of 8 points
PAGES = 2


class Placed(Protocol):
    """A unit's row; `picture_place` orders units where not all have room."""

    @property
    def picture_place(self) -> int: ...


Row = TypeVar("Row", bound=Placed)


def with_room(
    units: Sequence[Row], edition: Edition, title: str, cut: str
) -> tuple[list[Row], str]:
    """The units that have room, in their order, and the title; `cut` is the sentence behind it
    where some have none."""
    shown = [u for u in units if u.picture_place <= PAGES * UNITS_A_PAGE]
    if len(shown) == len(units):
        return shown, title
    shown.sort(key=lambda u: u.picture_place)
    return shown, f"{title} ({edition.say(cut, shown=len(shown), total=len(units))})"


def pages_of(shown: Sequence[Row]) -> list[Sequence[Row]]:
    """The units of each page; pages are filled alike."""
    pages = -(-len(shown) // UNITS_A_PAGE)
    a_page = -(-len(shown) // max(pages, 1))
    return [shown[n : n + a_page] for n in range(0, len(shown), a_page)] if shown else []


def empty_page(edition: Edition, title: str) -> Drawing:
    """A picture of nothing, which says so."""
    page = paper(edition, title)
    nothing(page.subplots(), edition)
    return Drawing(page, title, told(title, ()))
