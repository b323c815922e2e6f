"""Delivery: how many of the forms owed came on time, late or not at all, unit by unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.edition import Edition
from reports.figures import Figures, UnitDelivery
from reports.looks import DELIVERY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "delivery"
UNITS_SHOWN = 60


def draw(edition: Edition, figures: Figures) -> Figure:
    from matplotlib.ticker import MaxNLocator

    everybody = figures.delivery_by_unit
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
    for count in figures.delivery_counts:
        if not count.forms:
            continue
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
    ways = sum(1 for c in figures.delivery_counts if c.forms)
    legend(page, entries=ways, columns=max(1, ways))
    return page


def _forms(unit: UnitDelivery, way: str) -> int:
    return int(getattr(unit, way))
