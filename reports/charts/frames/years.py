"""Small multiples over the plan's years, a panel each: where it began, each year's result and plan.

Years in which units were reformed, and plans that were revised, have marks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.charts.frames.axis import axis_of
from reports.charts.frames.frame import Frame, Series, measured_in, told
from reports.edition import Edition
from reports.figures.query import row_of
from reports.figures.shared.named import Named
from reports.looks import STATUS
from reports.report import Report


@row_of("years")
@dataclass(frozen=True, slots=True)
class YearPoint(Named):
    """One year of one indicator; `revised` is the plan where a decision has changed it."""

    status: str
    year: int
    is_reformed: bool
    result: float | None
    result_status: str | None
    target: float | None
    revised: float | None
    baseline_year: int | None
    baseline: float | None


MET = ("met", "exceeded")


def frames(report: Report) -> tuple[Frame, ...]:
    """A frame for each key indicator; none in reports of less than a year."""
    if report.edition.period.kind not in ("year", "years"):
        return ()
    panels = groupby(report.rows(YearPoint), key=lambda p: p.place)
    return tuple(_panel(report.edition, list(points)) for _, points in panels)


def title(report: Report, panels: Sequence[Frame]) -> str:
    """The message of all panels together."""
    met = sum(p.statuses[0] in MET for p in panels)
    return report.edition.say("charts.years_title", met=met, total=len(panels))


def _panel(edition: Edition, points: Sequence[YearPoint]) -> Frame:
    one = points[0]
    begins = one.baseline_year is not None and one.baseline_year < one.year
    series = _series(edition, points, begins=begins)
    name = f"{one.indicator}. {one.indicator_name}"
    unit = measured_in(edition, one.measure, one.unit_of_measure)
    title = f"{name} ({unit}): {edition.status(one.status).lower()}"
    years = [*([one.baseline_year] if begins else []), *(p.year for p in points)]
    return Frame(
        name="years",
        title=title,
        alt=told(title, ()),
        axis=axis_of(v for s in series for v in s.values),
        categories=tuple(map(str, years)),
        series=series,
        labels=(name, f"{STATUS[one.status].symbol} {edition.status(one.status)}"),
        statuses=(one.status,),
        decimals=one.decimals,
        measured_in=unit,
    )


def _series(edition: Edition, points: Sequence[YearPoint], *, begins: bool) -> tuple[Series, ...]:
    first = [None] if begins else []
    start = [points[0].baseline] if begins else []
    reformed = [p.target if p.result is None else p.result for p in points]
    made = {
        "result": [*start, *(p.result for p in points)],
        "plan": [*first, *(p.target for p in points)],
        "revised": [*first, *(p.revised for p in points)],
        "reformed": [
            *first,
            *(v if p.is_reformed else None for p, v in zip(points, reformed, strict=True)),
        ],
    }
    for key in ("revised", "reformed"):
        if not any(value is not None for value in made[key]):
            del made[key]
    return tuple(Series(k, edition.say(f"charts.years.{k}"), tuple(v)) for k, v in made.items())
