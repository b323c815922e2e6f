"""What a chart shows before it is drawn: the native chart and the picture are made of one frame.

The one rule: a frame's figures are those of its SQL; who draws it takes series, axis, title and
labels as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.plan.model import SHARES_OF_UNITS
from reports.charts.frames.axis import Axis
from reports.edition import Edition
from reports.looks import STATUS


@dataclass(frozen=True, slots=True)
class Series:
    """`key` names what it is in code, `name` on the page; a value for each category."""

    key: str
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """`title` is the message, `alt` the same with its figures for who does not see the picture.
    `codes` are the categories where there is little room; `labels` stand beside them, `statuses`
    colour them, `note` says what is left out."""

    name: str
    title: str
    alt: str
    axis: Axis
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    codes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    note: str = ""
    decimals: int = 0
    measured_in: str = ""

    def of(self, key: str) -> tuple[float | None, ...]:
        """The values of a series; none where there is no such series."""
        return next((s.values for s in self.series if s.key == key), ())


def marked(edition: Edition, status: str) -> str:
    """A status with the symbol that stands on its bars."""
    return f"{STATUS[status].symbol} {edition.status(status)}"


def of_the_year(key: str, edition: Edition) -> str:
    """The key of a title, at the year's end of the one that speaks of what was met: nothing is at
    risk any more."""
    return f"{key}_end" if edition.period.month_of_year == 12 else key


def measured_in(edition: Edition, measure: str, unit: str) -> str:
    """The unit of measure of an axis or of figures."""
    return edition.say("charts.share_of_units") if measure in SHARES_OF_UNITS else unit


def told(title: str, items: Iterable[str]) -> str:
    """A title and its figures as the text for who does not see them."""
    listed = "; ".join(items)
    return f"{title}. {listed}." if listed else f"{title}."
