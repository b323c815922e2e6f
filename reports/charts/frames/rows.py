"""Charts with a row for each indicator, in per cent of its plan: what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.frames.axis import Axis, is_any_cut
from reports.charts.frames.frame import Frame, Series, told
from reports.edition import Edition


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator: its figures as `said`, the `label` that stands beside them."""

    indicator: str
    indicator_name: str
    status: str
    is_at_most: bool
    said: str
    label: str


def frame_of_rows(  # noqa: PLR0913 - the parts of a frame
    name: str, title: str, axis: Axis, rows: Sequence[Row], *, series: tuple[Series, ...], note: str
) -> Frame:
    """The frame of a chart of rows, in their order."""
    return Frame(
        name=name,
        title=title,
        alt=told(title, (f"{r.indicator}: {r.said}" for r in rows)),
        axis=axis,
        categories=tuple(f"{r.indicator}. {r.indicator_name}" for r in rows),
        series=series,
        codes=tuple(r.indicator for r in rows),
        labels=tuple(r.label for r in rows),
        statuses=tuple(r.status for r in rows),
        note=note,
    )


def notes_of_rows(edition: Edition, name: str, rows: Sequence[Row], total: int) -> list[str]:
    """What must be said of rows: where fewer is better, which go on beyond the axis, how many of
    all are shown."""
    said = []
    if at_most := [r.indicator for r in rows if r.is_at_most]:
        said.append(edition.say("charts.fewer_is_better", codes=", ".join(at_most)))
    if is_any_cut(r.label for r in rows):
        said.append(edition.say("charts.goes_on"))
    if total > len(rows):
        said.append(edition.say(f"charts.{name}_cut", shown=len(rows), total=total))
    return said
