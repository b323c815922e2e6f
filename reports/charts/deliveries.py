"""Delivery: how many of the forms owed came on time, late or not at all, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.figures.query import query
from reports.figures.shared.units import DELIVERY_COUNTS
from reports.looks import DELIVERY
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure

UNITS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class UnitDelivery:
    """A unit's forms by the way they came; `picture_place` orders units where not all have room."""

    place: int
    unit: str
    unit_name: str
    forms: int
    on_time: int
    late: int
    gathered: int
    missing: int
    not_due: int
    picture_place: int


DELIVERY_BY_UNIT = query(__file__, "delivery_by_unit", UnitDelivery)


def draw(report: Report) -> Figure:
    edition = report.edition
    from matplotlib.ticker import MaxNLocator

    everybody = report.rows(DELIVERY_BY_UNIT)
    shown = [u for u in everybody if u.picture_place <= UNITS_SHOWN]
    title = edition.say("charts.delivery_title")
    if len(shown) < len(everybody):
        cut = edition.say("charts.delivery_cut", shown=len(shown), total=len(everybody))
        title = f"{title} ({cut})"
        shown.sort(key=lambda u: u.picture_place)
    page = paper(edition, title)
    axes = page.subplots()
    if not shown:
        nothing(axes, edition)
        return page
    left = [0] * len(shown)
    counts = [c for c in report.rows(DELIVERY_COUNTS) if c.forms]
    for count in counts:
        look = DELIVERY[count.delivery]
        label = f"{edition.say(f'status.delivery.{count.delivery}')} ({count.forms})"
        widths = [_forms(u, count.delivery) for u in shown]
        axes.barh(
            range(len(shown)), widths, left=left, color=look.fill, hatch=look.hatch,
            edgecolor="#333333", linewidth=0.6, height=0.72, label=label,
        )  # fmt: skip
        left = [a + b for a, b in zip(left, widths, strict=True)]
    small = 8.5 if len(shown) <= 25 else 6
    names = [wrapped(u.unit_name, *((44, 2) if len(shown) <= 25 else (56, 1))) for u in shown]
    axes.set_yticks(range(len(shown)), names, fontsize=small)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.set_xlabel(edition.say("charts.delivery_axis"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(page, entries=len(counts), columns=max(1, len(counts)))
    return page


def _forms(unit: UnitDelivery, way: str) -> int:
    return int(getattr(unit, way))
