"""From the baseline to the result, one line an indicator, in per cent of the plan to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.words import formats
from reports.charts.frames.axis import WHOLE, Axis, axis_of
from reports.charts.frames.frame import Frame, Series, measured_in
from reports.charts.frames.rows import Row, frame_of_rows, notes_of_rows
from reports.edition import Edition
from reports.figures.query import row_of
from reports.report import Report

SHOWN = 15


@row_of("dumbbells")
@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Figures ending in `_pct` are per cent of `target`."""

    place: int
    total: int
    indicator: str
    indicator_name: str
    unit_of_measure: str
    measure: str
    decimals: int
    status: str
    is_at_most: bool
    baseline_year: int
    baseline: float
    assessed: float
    target: float
    baseline_pct: float
    result_pct: float


MET = ("met", "exceeded")


def frame(report: Report) -> Frame | None:
    """None in reports of less than a year, and where no indicator has a baseline."""
    edition, every = report.edition, report.rows(Dumbbell)
    if edition.period.kind not in ("year", "years") or not every:
        return None
    shown = every[:SHOWN]
    axis = axis_of((v for d in shown for v in (d.baseline_pct, d.result_pct)), whole=WHOLE)
    met = sum(d.status in MET for d in every)
    title = edition.say("charts.dumbbells_title", met=met, total=len(every))
    rows = [_row(edition, axis, d) for d in shown]
    said = [
        edition.say("charts.of_plan_reached"),
        *notes_of_rows(edition, "dumbbells", rows, shown[0].total),
    ]
    series = _series(edition, shown)
    return frame_of_rows("dumbbells", title, axis, rows, series=series, note=" ".join(said))


def _row(edition: Edition, axis: Axis, d: Dumbbell) -> Row:
    said, label = _figures(edition, d), _label(edition, axis, d)
    return Row(d.indicator, d.indicator_name, d.status, d.is_at_most, said, label)


def _series(edition: Edition, shown: Sequence[Dumbbell]) -> tuple[Series, ...]:
    columns = {
        "baseline": tuple(d.baseline_pct for d in shown),
        "result": tuple(d.result_pct for d in shown),
        "plan": (WHOLE,) * len(shown),
    }
    return tuple(Series(k, edition.say(f"charts.years.{k}"), v) for k, v in columns.items())


def _figures(edition: Edition, d: Dumbbell) -> str:
    """`120 (2020) → 362/575 tài liệu`."""
    start, actual, target = (
        formats.number(x, d.decimals, edition.locale) for x in (d.baseline, d.assessed, d.target)
    )
    unit = measured_in(edition, d.measure, d.unit_of_measure)
    return f"{start} ({d.baseline_year}) → {actual}/{target} {unit}"


def _label(edition: Edition, axis: Axis, d: Dumbbell) -> str:
    cut = [v for v in (d.baseline_pct, d.result_pct) if axis.is_cut(v)]
    marks = "".join(f"{axis.mark(v)} {formats.number(v, 0, edition.locale)}%; " for v in cut)
    return marks + _figures(edition, d)
