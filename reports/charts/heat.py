"""Units by indicators as a map: colour and a mark in every cell, so that it prints in grey too.

A picture has room for 60 units; beyond that the ones that the figures put first are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import legend, nothing, paper, wrapped
from reports.charts.marks import mark
from reports.figures.shared.indicators import INDICATORS
from reports.figures.shared.overall import STATUS_COUNTS
from reports.figures.shared.units import HEAT, HeatCell
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

UNITS_SHOWN = 60
INDICATORS_SHOWN = 80


def draw(report: Report) -> Figure:
    edition = report.edition
    units = list({c.unit: c for c in report.rows(HEAT)}.values())
    shown = [c for c in units if c.picture_place <= UNITS_SHOWN]
    title = edition.say("charts.heat_title")
    if len(shown) < len(units):
        cut = edition.say("charts.heat_cut", shown=len(shown), total=len(units))
        title = f"{title} ({cut})"
        shown.sort(key=lambda c: c.picture_place)
    page = paper(edition, title)
    axes = page.subplots()
    codes = _codes(report)
    if not shown or not codes:
        nothing(axes, edition)
        return page
    _cells(axes, report.rows(HEAT), {c.unit: n for n, c in enumerate(shown)}, codes)
    _axes(axes, [c.unit_name for c in shown], list(codes))
    _legend(page, report)
    return page


def _codes(report: Report) -> dict[str, int]:
    present = {c.indicator for c in report.rows(HEAT)}
    codes = [i.indicator for i in report.rows(INDICATORS) if i.indicator in present]
    return {code: n for n, code in enumerate(codes[:INDICATORS_SHOWN])}


def _cells(
    axes: Axes, heat: Sequence[HeatCell], rows: dict[str, int], codes: dict[str, int]
) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    size = min(28.0, 1100 / max(len(rows), 1), 2200 / max(len(codes), 1))
    places: dict[str, list[HeatCell]] = {}
    for cell in heat:
        if cell.unit in rows and cell.indicator in codes:
            places.setdefault(cell.status, []).append(cell)
    for status, cells in places.items():
        xs = [codes[c.indicator] for c in cells]
        ys = [rows[c.unit] for c in cells]
        boxes = [Rectangle((x - 0.5, y - 0.5), 1, 1) for x, y in zip(xs, ys, strict=True)]
        axes.add_collection(
            PatchCollection(
                boxes, facecolor=STATUS[status].fill, edgecolor="#8C8C8C", linewidth=0.4
            )
        )
        axes.scatter(xs, ys, s=size, zorder=3, **mark(status))


def _axes(axes: Axes, units: list[str], codes: list[str]) -> None:
    lines = 2 if len(units) <= 25 else 1
    small = 8 if len(units) <= 25 else 6
    axes.set_yticks(
        range(len(units)),
        [wrapped(u, 44 if lines == 2 else 56, lines) for u in units],
        fontsize=small,
    )
    axes.set_xticks(
        range(len(codes)), [wrapped(c, 12, 1) for c in codes], rotation=90, fontsize=min(small, 7)
    )
    axes.set_xlim(-0.5, len(codes) - 0.5)
    axes.set_ylim(len(units) - 0.5, -0.5)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(True)


def _legend(page: Figure, report: Report) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    statuses = {c.status for c in report.rows(HEAT)}
    handles: list[tuple[Any, str]] = []  # a handle may be a pair, which the types leave out
    for count in report.rows(STATUS_COUNTS):
        if count.status in statuses:
            look = mark(count.status)
            box = Patch(facecolor=STATUS[count.status].fill, edgecolor="#8C8C8C")
            sign = Line2D(
                [], [], linestyle="", marker=look["marker"], markersize=5, color="black",
                markerfacecolor="none" if look.get("facecolors") == "none" else "black",
            )  # fmt: skip
            handles.append(((box, sign), report.edition.status(count.status)))
    legend(
        page, [h for h, _ in handles], [label for _, label in handles], entries=len(handles)
    )  # fmt: skip
