"""The reports behind a row, each with its cell, and what the checks said of them."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.explain import Leaf, Report
from kpi.moments import local
from kpi.periods import parse_period
from kpi.words.formats import moment
from reports.explained.delivery import is_explained
from reports.explained.speaker import MINUS, Speaker

ROWS = 60  # more are counted only; JSON has them all
FIGURE = ("state", "done_on", "numerator", "denominator", "value")


def report_lines(speaker: Speaker, leaf: Leaf) -> Iterator[str]:
    if not leaf.reports:
        return
    code, name = leaf.indicator.id, leaf.indicator.name
    yield from ("", speaker.say("section.reports", code=code, name=name))
    yield "  " + speaker.say("report.head")
    for report in leaf.reports[:ROWS]:
        yield "  " + _report(speaker, leaf, report)
    if len(leaf.reports) > ROWS:
        yield speaker.say(
            "more",
            count=len(leaf.reports) - ROWS,
            indicator=speaker.indicator.id,
            period=speaker.found.period.label,
            unit=speaker.found.unit,
        )


def _report(speaker: Speaker, leaf: Leaf, report: Report) -> str:
    """`tháng 6/2024 | Sở Y tế | 26/196 | Số liệu!H30 | tệp | nhận lúc`."""
    figure = _figure(speaker, leaf, report)
    if not report.in_period:
        figure = speaker.say("report.year_part") + figure
    sheet, cell = report.sheet, report.cell
    where = speaker.say("report.cell", sheet=sheet, cell=cell) if sheet and cell else cell or ""
    received = moment(local(report.received_at, speaker.plan.timezone), speaker.locale)
    parts = [
        speaker.title(parse_period(report.period)),
        speaker.unit_name(report.unit), figure, where, report.file, received,
    ]  # fmt: skip
    if report.entered_why is not None:
        parts.append(speaker.say("report.entered", reason=report.entered_why))
    if report.versions > 1:
        parts.append(speaker.say("report.version", version=report.version))
    if report.questioned:
        key = "warned" if is_explained(leaf, report) else "questioned"
        parts.append(speaker.say(f"report.{key}"))
    if report.explanation:
        parts.append(speaker.say("report.explanation", text=report.explanation))
    return " | ".join(parts)


def _figure(speaker: Speaker, leaf: Leaf, report: Report) -> str:
    from reports.explained.figure_words import figure_text

    told = report.state in ("value", "estimate")
    if leaf.indicator.measure == "milestone" and told and report.done_on is None:
        return speaker.say("report.not_done")
    text = figure_text({name: getattr(report, name) for name in FIGURE}, speaker.locale)
    return MINUS + text[1:] if text.startswith("-") else text


def problem_lines(speaker: Speaker) -> Iterator[str]:
    found = [p for leaf in speaker.found.leaves for p in leaf.problems]
    if not found:
        return
    yield from ("", speaker.say("section.problems"))
    for problem in found[:ROWS]:
        yield f"  {problem.message}"
        if problem.answered:
            yield "    " + speaker.say("report.answered", text=problem.answered)
