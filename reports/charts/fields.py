"""Statuses by field: one stacked bar a field, told apart by hatching as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.figures.shared.overall import FIELD_STATUSES, FIELD_SUMMARIES, STATUS_COUNTS
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(report: Report) -> Figure:
    edition = report.edition
    from matplotlib.ticker import MaxNLocator

    page = paper(edition, edition.say("charts.status_title"))
    axes = page.subplots()
    summaries = report.rows(FIELD_SUMMARIES)
    if not summaries:
        nothing(axes, edition)
        return page
    fields = [f.field for f in summaries]
    places = {field: n for n, field in enumerate(fields)}
    left = [0] * len(fields)
    counts = [c for c in report.rows(STATUS_COUNTS) if c.indicators]
    for count in counts:
        look, label = STATUS[count.status], edition.status(count.status)
        label = f"{label} ({count.indicators})"
        lines = [line for line in report.rows(FIELD_STATUSES) if line.status == count.status]
        for line in lines:
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
    axes.set_yticks(range(len(fields)), [wrapped(f.field_name, 34) for f in summaries])
    axes.invert_yaxis()
    axes.set_xlabel(edition.say("charts.status_axis"))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    legend(page, entries=len(counts))
    return page
