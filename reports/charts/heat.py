"""Units by indicators as a map: colour and a mark in every cell, so that it prints in grey too.

A picture has room for 30 units, and there are two at most; beyond that the ones that the figures
put first are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.charts.canvas import LEAST, Drawing, legend, paper, wrapped
from reports.charts.frames.frame import told
from reports.charts.marks import mark
from reports.charts.paging import UNITS_A_PAGE, empty_page, pages_of, with_room
from reports.edition import Edition
from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.overall import StatusCount
from reports.figures.shared.units import HeatCell, UnitSummary
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INDICATORS_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Heat:
    """`units`: a row of each that has room. `cells`: those of theirs that stand in a picture.
    `statuses`: what the legend tells."""

    title: str
    units: Sequence[HeatCell]
    codes: Sequence[str]
    cells: Sequence[HeatCell]
    statuses: Sequence[str]


def ask(report: Report) -> Heat:
    heat, edition = report.rows(HeatCell), report.edition
    units = list({c.unit: c for c in heat}.values())
    shown, title = with_room(units, edition, _title(report), "charts.heat_cut")
    present = {c.indicator for c in heat}
    had = [i.indicator for i in report.rows(IndicatorFigures) if i.indicator in present]
    codes, named = had[:INDICATORS_SHOWN], {c.unit for c in shown}
    drawn = set(codes)
    statuses = {c.status for c in heat}
    return Heat(
        title=title,
        units=shown,
        codes=codes,
        cells=[c for c in heat if c.unit in named and c.indicator in drawn],
        statuses=[c.status for c in report.rows(StatusCount) if c.status in statuses],
    )


def draw(edition: Edition, heat: Heat) -> tuple[Drawing, ...]:
    if not heat.units or not heat.codes:
        return (empty_page(edition, heat.title),)
    return tuple(_page(edition, heat, part) for part in pages_of(heat.units))


def _title(report: Report) -> str:
    edition, units = report.edition, report.rows(UnitSummary)
    behind = [u for u in units if u.behind]
    if not behind:
        return edition.say("charts.heat_title_none")
    worst = max(behind, key=lambda u: u.behind)
    counts = {"count": len(behind), "total": len(units), "behind": worst.behind}
    return edition.say("charts.heat_title", unit=wrapped(worst.unit_name, 60, 1), **counts)


def _page(edition: Edition, heat: Heat, units: Sequence[HeatCell]) -> Drawing:
    page = paper(edition, heat.title)
    axes = page.subplots()
    codes = {code: n for n, code in enumerate(heat.codes)}
    _cells(axes, heat.cells, {c.unit: n for n, c in enumerate(units)}, codes)
    _axes(axes, [c.unit_name for c in units], list(codes))
    _legend(page, edition, heat.statuses)
    return Drawing(page, heat.title, told(heat.title, (c.unit_name for c in units)))


def _cells(
    axes: Axes, heat: Sequence[HeatCell], rows: dict[str, int], codes: dict[str, int]
) -> None:
    from matplotlib.collections import PatchCollection
    from matplotlib.patches import Rectangle

    size = min(28.0, 1100 / max(len(rows), 1), 2200 / max(len(codes), 1))
    places: dict[str, list[HeatCell]] = {}
    for cell in heat:
        if cell.unit in rows:
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
    lines = 2 if len(units) <= UNITS_A_PAGE // 2 else 1
    names = [wrapped(u, 56, lines) for u in units]
    axes.set_yticks(range(len(units)), names, fontsize=LEAST, linespacing=1.0)
    shown = [wrapped(c, 12, 1) for c in codes]
    axes.set_xticks(range(len(codes)), shown, rotation=90, fontsize=LEAST)
    axes.set_xlim(-0.5, len(codes) - 0.5)
    axes.set_ylim(len(units) - 0.5, -0.5)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(True)


def _legend(page: Figure, edition: Edition, statuses: Sequence[str]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[tuple[Any, str]] = []  # a handle may be a pair, which the types leave out
    for status in statuses:
        look = mark(status)
        box = Patch(facecolor=STATUS[status].fill, edgecolor="#8C8C8C")
        sign = Line2D(
            [], [], linestyle="", marker=look["marker"], markersize=5, color="black",
            markerfacecolor="none" if look.get("facecolors") == "none" else "black",
        )  # fmt: skip
        handles.append(((box, sign), edition.status(status)))
    legend(
        page, [h for h, _ in handles], [label for _, label in handles], entries=len(handles)
    )  # fmt: skip
