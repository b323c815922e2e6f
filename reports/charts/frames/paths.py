"""The year of the indicators that matter most, a panel each: actual, path, the year's plan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reports.charts.frames.axis import axis_of
from reports.charts.frames.frame import Frame, Series, measured_in, told
from reports.edition import Edition
from reports.figures.shared.indicators import PathPoint
from reports.looks import STATUS
from reports.report import Report

KEYS = ("actual", "expected", "target")


def frames(report: Report) -> tuple[Frame, ...]:
    """A frame for each key indicator, in their order."""
    panels = groupby(report.rows(PathPoint), key=lambda p: p.place)
    return tuple(_panel(report.edition, list(points)) for _, points in panels)


def title(report: Report, panels: Sequence[Frame]) -> str:
    """The message of all panels together."""
    low = [p for p in panels if p.statuses[0] in ("at_risk", "behind", "not_met")]
    counts = {"count": len(low), "total": len(panels), "period": report.edition.title}
    return report.edition.say("charts.paths_title" if low else "charts.paths_title_none", **counts)


def _panel(edition: Edition, points: Sequence[PathPoint]) -> Frame:
    one = points[0]
    values = [tuple(getattr(p, key) for p in points) for key in KEYS]
    name = f"{one.indicator}. {one.indicator_name}"
    message = f"{STATUS[one.status].symbol} {edition.status(one.status)}"
    unit = measured_in(edition, one.measure, one.unit_of_measure)
    return Frame(
        name="paths",
        title=f"{name} ({unit}): {edition.status(one.status).lower()}",
        alt=told(f"{name} ({unit}): {edition.status(one.status).lower()}", ()),
        axis=axis_of(v for series in values for v in series),
        categories=tuple(str(p.month) for p in points),
        series=tuple(
            Series(key, edition.say(f"charts.{key}"), shown)
            for key, shown in zip(KEYS, values, strict=True)
        ),
        labels=(name, message),
        statuses=(one.status,),
        decimals=one.decimals,
        measured_in=unit,
    )
