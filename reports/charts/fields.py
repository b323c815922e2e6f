"""Statuses by field: one stacked bar a field, told apart by hatching as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.edition import Edition
from reports.figures import Figures
from reports.looks import STATUS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

NAME = "status"


def draw(edition: Edition, figures: Figures) -> Figure:
    from matplotlib.ticker import MaxNLocator

    page = paper(edition, edition.say("charts.status_title"))
    axes = page.subplots()
    if not figures.field_summaries:
        nothing(axes, edition)
        return page
    fields = [f.field for f in figures.field_summaries]
    places = {field: n for n, field in enumerate(fields)}
    left = [0] * len(fields)
    for count in figures.status_counts:
        if not count.indicators:
            continue
        look, label = STATUS[count.status], edition.status(count.status)
        label = f"{label} ({count.indicators})"
        for line in (line for line in figures.field_statuses if line.status == count.status):
            place = places[line.field]
            axes.barh(
                place, line.indicators, left=left[place], color=look.fill, hatch=look.hatch,
                edgecolor="#333333", linewidth=0.7, height=0.68, label=label,
            )  # fmt: skip
            axes.text(
                left[place] + line.indicators / 2, place, str(line.indicators), ha="center",
                va="center", fontsize=9, fontweight="bold",
                bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
            )  # fmt: skip
            left[place] += line.indicators
            label = "_nolegend_"
    axes.set_yticks(
        range(len(fields)), [wrapped(f.field_name, 34) for f in figures.field_summaries]
    )
    axes.invert_yaxis()
    axes.set_xlabel(edition.say("charts.status_axis"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    shown = sum(1 for c in figures.status_counts if c.indicators)
    legend(page, entries=shown)
    return page
