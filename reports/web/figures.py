"""What the page for phone and screen tells: the same rows as the workbooks, and what stands behind
each indicator's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpi.moments import local
from kpi.plan.model import Indicator, TargetRevision
from kpi.warehouse.acts import Closing
from kpi.warehouse.decisions import Decision
from reports.book.sources.figures import Source
from reports.figures.query import row_of
from reports.figures.shared.decided import closing_of, decisions_of
from reports.figures.shared.indicators import (
    Explained,
    IndicatorFigures,
)
from reports.figures.shared.overall import StatusCount
from reports.figures.shared.units import NotSent, Statement
from reports.leading import facts as leading
from reports.leading.facts import Facts
from reports.report import Report


@row_of("silent")
@dataclass(frozen=True, slots=True)
class StandsIn:
    """`rule` is latest, last_year, last_reports, kind or nothing; `operand` the leaf it is of; of
    the `total` of an indicator the first are here."""

    indicator: str
    operand: str
    unit_name: str
    gap: int
    rule: str
    taken_first: int | None
    taken_from: int | None
    reports: int | None
    total: int


@row_of("parts")
@dataclass(frozen=True, slots=True)
class Parts:
    """A ratio's numerator and denominator; empty for everything that is none."""

    indicator: str
    factor: float
    numerator: float | None
    denominator: float | None
    assessed_numerator: float | None
    assessed_denominator: float | None
    completed: float | None
    completed_status: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One indicator with everything that its explanation says; `leaves` are the reported
    indicators whose cells stand behind it."""

    figures: IndicatorFigures
    indicator: Indicator
    parts: Parts | None
    decision: TargetRevision | None
    silent: tuple[StandsIn, ...]
    said: tuple[Explained, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WebPage:
    facts: Facts
    status_counts: tuple[StatusCount, ...]
    told: tuple[Told, ...]
    not_sent: tuple[NotSent, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    closing: Closing | None = None
    decisions: tuple[Decision, ...] = ()


def ask(report: Report) -> WebPage:
    """Everything on the page, in the order in which it is read."""
    return WebPage(
        facts=leading.ask(report),
        status_counts=report.rows(StatusCount),
        told=tuple(_told(report)),
        not_sent=report.rows(NotSent),
        statements=report.rows(Statement),
        sources=report.rows(Source),
        closing=closing_of(report),
        decisions=decisions_of(report),
    )


def _told(report: Report) -> Sequence[Told]:
    plan = report.edition.plan
    day = local(report.edition.as_of, plan.timezone).date()
    parts = {p.indicator: p for p in report.rows(Parts)}
    silent, said = defaultdict[str, list[StandsIn]](list), defaultdict[str, list[Explained]](list)
    for one in report.rows(StandsIn):
        silent[one.indicator].append(one)
    for words in report.rows(Explained):
        said[words.indicator].append(words)
    return [
        Told(
            figures=f,
            indicator=plan.indicator_by_id[f.indicator],
            parts=parts.get(f.indicator),
            decision=_decision(plan.indicator_by_id[f.indicator], report.edition.period.year, day),
            silent=tuple(silent[f.indicator]),
            said=tuple(said[f.indicator]),
            leaves=_leaves(plan.indicator_by_id, f.indicator),
        )
        for f in report.rows(IndicatorFigures)
    ]


def _decision(indicator: Indicator, year: int, day: date) -> TargetRevision | None:
    """The decision that gave the year's target; of those of one day the last written."""
    decided = [r for r in indicator.target_revisions if r.year == year and r.decided <= day]
    return max(enumerate(decided), key=lambda r: (r[1].decided, r[0]))[1] if decided else None


def _leaves(by_id: Mapping[str, Indicator], code: str) -> tuple[str, ...]:
    one = by_id[code]
    if not one.operands:
        return (code, *([one.weighted_by] if one.weighted_by else []))
    found = (leaf for operand in one.operands for leaf in _leaves(by_id, operand))
    return tuple(dict.fromkeys(found))
