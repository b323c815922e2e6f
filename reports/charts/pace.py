"""Pace of every indicator that has one: bars against the line of what should be reached by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.words import formats
from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.figures.shared.indicators import INDICATORS
from reports.figures.shared.overall import STATUS_COUNTS
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 150.0  # longer bars are cut, and say by how much in figures


def draw(report: Report) -> Figure:
    edition = report.edition
    page = paper(edition, edition.say("charts.pace_title"))
    axes = page.subplots()
    shown = [i for i in report.rows(INDICATORS) if i.pace_pct is not None][:80]
    if not shown:
        nothing(axes, edition)
        return page
    for place, i in enumerate(shown):
        pace = i.pace_pct or 0.0
        look = STATUS[i.status]
        axes.bar(
            place, max(0.0, min(pace, MOST)), color=look.fill, hatch=look.hatch,
            edgecolor="#333333", linewidth=0.5, width=0.72,
        )  # fmt: skip
        axes.text(
            place, max(0.0, min(pace, MOST)) + 2, formats.number(pace, 0, edition.locale),
            ha="center", va="bottom", fontsize=6.5, rotation=90,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
        )  # fmt: skip
    axes.axhline(100, color="black", linewidth=1.2, linestyle="--")
    axes.set_ylim(0, MOST + 20)
    axes.set_xlim(-0.8, len(shown) - 0.2)
    axes.set_xticks(range(len(shown)), [wrapped(i.indicator, 12, 1) for i in shown], rotation=90,
                    fontsize=7.5)  # fmt: skip
    _legend(page, report, {i.status for i in shown})
    return page


def _legend(page: Figure, report: Report, statuses: set[str]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Patch | Line2D] = [
        Patch(
            facecolor=STATUS[c.status].fill, hatch=STATUS[c.status].hatch, edgecolor="#333333",
            label=report.edition.status(c.status),
        )
        for c in report.rows(STATUS_COUNTS)
        if c.status in statuses
    ]  # fmt: skip
    line = report.edition.say("charts.pace_line")
    handles.append(Line2D([], [], color="black", linestyle="--", linewidth=1.2, label=line))
    legend(page, handles, [str(h.get_label()) for h in handles], entries=len(handles))
