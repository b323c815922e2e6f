"""From last time's count of indicators on track or better to today's, one cause after the other.

Statuses then and now are those of the reports; an indicator is counted once, so the steps add up.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kpi.words import formats
from reports.charts.frames.axis import axis_of, whole_steps
from reports.charts.frames.frame import Frame, Series, told
from reports.edition import Edition
from reports.report import Report

if TYPE_CHECKING:
    from kpi.compare import Move, Moves

UP, DOWN = ("risen", "first"), ("fallen", "lost")


def frame(report: Report) -> Frame | None:
    """None where no last report is to be compared with: across a year's end there is none."""
    moves = report.moves()
    if moves is None or not moves.compared:
        return None
    edition, steps = report.edition, _steps(moves)
    start, end = steps["start"], steps["end"]
    within = ", ".join(edition.period_within(label) for label in moves.periods)
    counts = {"level": _named(edition, "level"), "start": start, "end": end}
    title = edition.say(f"charts.bridge_{_way(start, end)}", period=within, **counts)
    steps_named = [_named(edition, k) for k in (*UP, *DOWN)]
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


def _named(edition: Edition, key: str) -> str:
    """A level or a step; at the year's end nothing is on track any more."""
    ended = edition.period.month_of_year == 12 and key not in ("first", "lost")
    return edition.say(f"charts.bridge.{key}{'_end' if ended else ''}")


def _way(start: int, end: int) -> str:
    return "up" if end > start else "down" if end < start else "same"


def _steps(moves: Moves) -> Counter[str]:
    """How many indicators there were at the start, came in, went out, and are at the end."""
    found = Counter[str]()
    for move in moves.moves:
        found["start"] += move.was_good
        found["end"] += move.is_good
        if move.was_good != move.is_good:
            found[_step(move)] += 1
    return found


def _step(move: Move) -> str:
    """By its turn: what is beside no last report, or was not judged in it, comes in anew."""
    if move.is_good:
        return "risen" if move.turn == "better" else "first"
    return "fallen" if move.turn == "worse" else "lost"


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
        Series("level", formats.sentence_case(_named(edition, "level")), ends),
        Series("up", edition.say("charts.bridge.up"), (None, *up, None)),
        Series("down", edition.say("charts.bridge.down"), (None, *down, None)),
    )
