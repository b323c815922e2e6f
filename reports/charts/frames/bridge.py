"""From last time's count of indicators on track or better to today's, one cause after the other.

Statuses then and now are those of the reports; an indicator is counted once, so the steps add up.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpi.records.status import Status, shown_status
from kpi.words import formats
from reports.charts.frames.axis import axis_of, whole_steps
from reports.charts.frames.frame import Frame, Series, told
from reports.edition import Edition
from reports.leading.moved import JUDGED, moves_of
from reports.report import Report

if TYPE_CHECKING:
    from kpi.compare import LastReport

UP, DOWN = ("better", "first"), ("worse", "lost")
WHOLE = "ALL"


def frame(report: Report) -> Frame | None:
    """None where no last report is to be compared with: across a year's end there is none."""
    moves = moves_of(report)
    if moves is None or moves.is_other_year:
        return None
    edition, steps = report.edition, _steps(report)
    start, end = steps["start"], steps["end"]
    within = ", ".join(edition.period_within(label) for label in moves.periods)
    title = edition.say(f"charts.bridge_{_way(start, end)}", period=within, start=start, end=end)
    steps_named = [edition.say(f"charts.bridge.{k}") for k in (*UP, *DOWN)]
    first = (
        formats.sentence_case(within) if len(moves.periods) == 1 else edition.say("charts.before")
    )
    names = [first, *steps_named, edition.period_name(edition.period.label)]
    values = [start, *(steps[k] for k in UP), *(-steps[k] for k in DOWN), end]
    shown = [f"{v:+d}" if 0 < n < len(values) - 1 and v else str(v) for n, v in enumerate(values)]
    return Frame(
        name="bridge",
        title=title,
        alt=told(title, (f"{n}: {v}" for n, v in zip(names, shown, strict=True))),
        axis=whole_steps(axis_of([float(start + sum(steps[k] for k in UP)), float(end)])),
        categories=tuple(names),
        series=_series(edition, values),
        labels=tuple(shown),
    )


def _way(start: int, end: int) -> str:
    return "up" if end > start else "down" if end < start else "same"


def _steps(report: Report) -> Counter[str]:
    """How many indicators there were at the start, came in, went out, and are at the end."""
    earlier = {code: last for last in report.last for code in last.codes}
    ends = report.edition.period.month_of_year == 12
    found = Counter[str]()
    for row in report.figures.of_the_plan():
        before = _before(earlier.get(row.indicator), row.indicator)
        after = shown_status(row.status, ends_year=ends)
        was, now = _is_good(before), _is_good(after)
        found["start"] += was
        found["end"] += now
        if now and not was:
            found["better" if before in JUDGED else "first"] += 1
        elif was and not now:
            found["worse" if row.status in JUDGED else "lost"] += 1
    return found


def _before(last: LastReport | None, indicator: str) -> str:
    row = last.way[0][1].get((indicator, WHOLE)) if last else None
    return row.status if row else ""


def _is_good(status: str) -> bool:
    return bool(status) and Status(status).light == "green"


def _series(edition: Edition, values: list[int]) -> tuple[Series, ...]:
    """Bars that stand on each other: an unseen one below, the ends, what came in, what went out."""
    base: list[float | None] = []
    level = values[0]
    for step in values[1:-1]:
        base.append(float(min(level, level + step)))
        level += step
    ends = (float(values[0]), *[None] * len(base), float(values[-1]))
    up = tuple(float(v) if v > 0 else None for v in values[1:-1])
    down = tuple(float(-v) if v < 0 else None for v in values[1:-1])
    return (
        Series("base", edition.say("charts.bridge.base"), (None, *base, None)),
        Series("level", edition.say("charts.bridge.level"), ends),
        Series("up", edition.say("charts.bridge.up"), (None, *up, None)),
        Series("down", edition.say("charts.bridge.down"), (None, *down, None)),
    )
