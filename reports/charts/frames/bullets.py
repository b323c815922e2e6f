"""Bullets, what is furthest behind first: actual, plan to date, the year's plan, forecast range.

All in per cent of the year's plan, so that indicators of different measures stand on one axis.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.words import formats
from reports.charts.frames.axis import WHOLE, Axis, axis_of
from reports.charts.frames.frame import Frame, Series, measured_in, of_the_year
from reports.charts.frames.rows import Row, frame_of_rows, notes_of_rows
from reports.edition import Edition
from reports.figures.query import row_of
from reports.figures.shared.named import Named
from reports.figures.shared.overall import Totals
from reports.report import Report

SHOWN = 15  # as many as have two lines of 8 points each on a page


@row_of("bullets")
@dataclass(frozen=True, slots=True)
class Bullet(Named):
    """Figures ending in `_pct` are per cent of the year's plan, the others in their own measure."""

    total: int
    status: str
    is_behind: bool
    is_at_most: bool
    assessed: float
    target: float
    actual_pct: float
    expected_pct: float | None
    likely_pct: float | None
    low_pct: float | None
    high_pct: float | None
    left_out: list[str]


MARKS = ("expected", "likely", "low", "high")


def frame(report: Report) -> Frame | None:
    edition = report.edition
    bullets = report.rows(Bullet)[:SHOWN]
    if not bullets:
        return None
    every = [v for b in bullets for v in (b.actual_pct, *(_mark(b, m) for m in MARKS))]
    axis = axis_of(every, whole=WHOLE)
    rows = [_row(edition, axis, b) for b in bullets]
    said = [
        edition.say("charts.of_plan"),
        *notes_of_rows(edition, "bullets", rows, bullets[0].total),
    ]
    if left_out := bullets[0].left_out:
        said.append(edition.say("charts.bullets_without", codes=", ".join(left_out)))
    title, series = _title(report, bullets[0]), _series(edition, bullets)
    return frame_of_rows("bullets", title, axis, rows, series=series, note=" ".join(said))


def _row(edition: Edition, axis: Axis, b: Bullet) -> Row:
    said, label = _reached(edition, b), _label(edition, axis, b)
    return Row(b.indicator, b.indicator_name, b.status, b.is_at_most, said, label)


def _mark(bullet: Bullet, name: str) -> float | None:
    value: float | None = getattr(bullet, f"{name}_pct")
    return value


def _series(edition: Edition, bullets: Sequence[Bullet]) -> tuple[Series, ...]:
    marks = [
        Series(m, edition.say(f"charts.{m}"), tuple(_mark(b, m) for b in bullets)) for m in MARKS
    ]
    actual = tuple(b.actual_pct for b in bullets)
    return (
        Series("actual", edition.say("charts.actual"), actual),
        *(s for s in marks if any(v is not None for v in s.values)),
        Series("plan", edition.say("charts.target"), (WHOLE,) * len(bullets)),
    )


def _title(report: Report, worst: Bullet) -> str:
    edition, totals = report.edition, report.only(Totals)
    if not worst.is_behind:
        return edition.say(
            of_the_year("charts.bullets_title_none", edition), at_risk=totals.at_risk
        )
    return edition.say(
        of_the_year("charts.bullets_title", edition),
        behind=totals.behind, at_risk=totals.at_risk, indicator=worst.indicator,
        figures=_reached(edition, worst),
    )  # fmt: skip


def _reached(edition: Edition, b: Bullet) -> str:
    """`362/575 tài liệu`; of what should stay below, that it should."""
    actual, target = (formats.number(x, b.decimals, edition.locale) for x in (b.assessed, b.target))
    key = "charts.reached_at_most" if b.is_at_most else "charts.reached"
    return edition.say(
        key, actual=actual, target=target, unit=measured_in(edition, b.measure, b.unit_of_measure)
    )


def _label(edition: Edition, axis: Axis, b: Bullet) -> str:
    """The figures; with a break mark and the per cent for what goes beyond the axis."""
    said = [_reached(edition, b)]
    if axis.is_cut(b.actual_pct):
        said.insert(0, f"{axis.mark(b.actual_pct)} {_percent(edition, b.actual_pct)}")
    for name in MARKS:
        value = _mark(b, name)
        if value is not None and axis.is_cut(value):
            word = edition.say(f"charts.{name}")
            said.append(f"{axis.mark(value)} {word} {_percent(edition, value)}")
    return "; ".join(said)


def _percent(edition: Edition, value: float) -> str:
    return formats.number(value, 0, edition.locale) + "%"
