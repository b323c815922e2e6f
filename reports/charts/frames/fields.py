"""How many indicators of each field stand where."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from reports.charts.frames.axis import axis_of, whole_steps
from reports.charts.frames.frame import Frame, Series, marked, of_the_year, told
from reports.edition import Edition
from reports.figures.shared.overall import (
    FieldStatus,
    FieldSummary,
    StatusCount,
)
from reports.report import Report

SHORT = 40  # letters of a name beside a bar of the workbook, which has one line for it


def frame(report: Report) -> Frame | None:
    edition, fields = report.edition, report.rows(FieldSummary)
    if not fields:
        return None
    counts = {(c.field, c.status): float(c.indicators) for c in report.rows(FieldStatus)}
    statuses = [c.status for c in report.rows(StatusCount) if c.indicators]
    title = _title(edition, fields)
    return Frame(
        name="status",
        title=title,
        alt=told(title, (_counted(edition, f) for f in fields)),
        axis=whole_steps(axis_of(float(f.indicators) for f in fields)),
        categories=tuple(f.field_name for f in fields),
        codes=tuple(shorten(f.field_name, SHORT, placeholder="…") for f in fields),
        series=tuple(
            Series(s, marked(edition, s), tuple(counts.get((f.field, s)) for f in fields))
            for s in statuses
        ),
    )


def _title(edition: Edition, fields: Sequence[FieldSummary]) -> str:
    worst = max(fields, key=lambda f: (f.behind, f.behind / f.indicators))
    if not worst.behind:
        return edition.say("charts.status_title_none")
    return edition.say(
        of_the_year("charts.status_title", edition),
        field=worst.field_name, behind=worst.behind, total=worst.indicators,
    )  # fmt: skip


def _counted(edition: Edition, field: FieldSummary) -> str:
    return edition.say(
        "charts.status_alt", field=field.field_name, good=field.good, total=field.indicators
    )
