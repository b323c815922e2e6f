"""The strip of statuses: how many indicators stand where, and below how many did last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi.words import formats
from reports.charts.frames.axis import axis_of, whole_steps
from reports.charts.frames.frame import Frame, Series, marked, of_the_year, told
from reports.edition import Edition
from reports.figures.shared.overall import StatusCount, Totals
from reports.looks import STATUS
from reports.report import Report

if TYPE_CHECKING:
    from kpi.compare import Moves


def frame(report: Report) -> Frame | None:
    """None where the plan has no rows of the period."""
    edition, totals = report.edition, report.only(Totals)
    if not totals.indicators:
        return None
    now = {c.status: c.indicators for c in report.rows(StatusCount) if c.indicators}
    moves = report.moves()
    before = moves.before if moves else {}
    title = edition.say(
        of_the_year("charts.strip_title", edition),
        good=totals.good, total=totals.indicators, at_risk=totals.at_risk, behind=totals.behind,
    )  # fmt: skip
    sums = [sum(now.values()), sum(before.values())]
    return Frame(
        name="strip",
        title=title,
        alt=told(title, (f"{edition.status(s)}: {n}" for s, n in now.items())),
        axis=whole_steps(axis_of([float(n) for n in sums])),
        categories=_names(edition, moves if before else None),
        series=_series(edition, now, before),
    )


def _names(edition: Edition, moves: Moves | None) -> tuple[str, ...]:
    names = [edition.period_name(edition.period.label)]
    if moves is not None:
        within = ", ".join(edition.period_within(label) for label in moves.periods)
        count = len(moves.compared)
        periods = formats.sentence_case(within)
        names.append(edition.say("charts.strip_before", periods=periods, count=count))
    return tuple(names)


def _series(edition: Edition, now: dict[str, int], before: dict[str, int]) -> tuple[Series, ...]:
    """A series for each status that either has, in the order of every table."""
    made = []
    for status in STATUS:
        if status in now or status in before:
            counts = [now.get(status), *([before.get(status)] if before else [])]
            values = tuple(None if n is None else float(n) for n in counts)
            made.append(Series(status, marked(edition, status), values))
    return tuple(made)
