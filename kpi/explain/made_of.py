"""What a row is made from: operands, leaves, and the reports behind each leaf.

The one rule: a leaf is an indicator that units report; whatever is reckoned stands on leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kpi.explain.questions import ask
from kpi.explain.rows import (
    Delivery,
    Lacking,
    Operand,
    Report,
    ReportProblem,
    StandIn,
)
from kpi.periods import Period, parse_period
from kpi.plan.model import Indicator, Plan
from kpi.records.act import Act

if TYPE_CHECKING:
    from kpi.assessment import Assessment

OfIndicator = TypeVar("OfIndicator", Report, ReportProblem, Delivery)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The reports of one reported indicator behind the row, latest period first, each with its
    cell; what the checks said of them; and who was expected."""

    indicator: Indicator
    reports: tuple[Report, ...]
    problems: tuple[ReportProblem, ...]
    delivery: tuple[Delivery, ...]


def needed_by(plan: Plan, indicator: Indicator) -> tuple[Indicator, ...]:
    """The indicator and all that its figures are made from, in the plan's order."""
    found: set[str] = set()
    open_ids = [indicator.id]
    while open_ids:
        one = plan.indicator_by_id[open_ids.pop()]
        if one.id not in found:
            found.add(one.id)
            open_ids += [*one.operands, *([one.weighted_by] if one.weighted_by else [])]
    return tuple(i for i in plan.indicators if i.id in found)


def operands(assessment: Assessment, at: Mapping[str, object]) -> tuple[Operand, ...]:
    """The operands of a formula; `at` says of which row."""
    return ask(assessment, "operands", Operand, **at)


def leaves_of(
    assessment: Assessment, plan: Plan, indicator: Indicator, unit: str, own: Period
) -> tuple[Leaf, ...]:
    """What stands behind each leaf of an indicator, asked of all at once."""
    leaves = _leaves(plan, indicator)
    at = {
        "indicators": [leaf.id for leaf in leaves],
        "entity": unit,
        "first_month": own.first_month,
        "last_month": own.last_month,
    }
    reports = _by_indicator(ask(assessment, "reports", Report, **at))
    delivery = _by_indicator(ask(assessment, "delivery", Delivery, **at))
    problems = _problems(assessment, reports)
    return tuple(
        Leaf(leaf, tuple(reports[leaf.id]), tuple(problems[leaf.id]), tuple(delivery[leaf.id]))
        for leaf in leaves
    )


def _by_indicator(rows: Sequence[OfIndicator]) -> Mapping[str, list[OfIndicator]]:
    by_indicator: dict[str, list[OfIndicator]] = defaultdict(list)
    for row in rows:
        by_indicator[row.indicator].append(row)
    return by_indicator


def _problems(
    assessment: Assessment, reports: Mapping[str, Sequence[Report]]
) -> Mapping[str, list[ReportProblem]]:
    """What the checks said of each leaf's own reports."""
    behind = {leaf: {r.submission for r in of_leaf} for leaf, of_leaf in reports.items()}
    submissions = sorted(set[str]().union(*behind.values()))
    at = {"indicators": list(behind), "submissions": submissions}
    found = ask(assessment, "problems", ReportProblem, **at) if submissions else ()
    return _by_indicator([p for p in found if p.submission in behind[p.indicator]])


def lacking(
    assessment: Assessment, plan: Plan, indicator: Indicator, unit: str, own: Period
) -> tuple[Lacking, ...]:
    """The reports that a row lacks, leaf by leaf."""
    _, weights = _measured_and_weights(plan, indicator)
    return ask(
        assessment,
        "lacking",
        Lacking,
        indicators=[leaf.id for leaf in _leaves(plan, indicator)],
        weights=weights,
        entity=unit,
        first_month=own.first_month,
        last_month=own.last_month,
    )


def acts_behind(
    assessment: Assessment, plan: Plan, indicator: Indicator, unit: str, own: Period
) -> tuple[Act, ...]:
    """What people decided about the reports of the row's year up to its period."""
    leaves = [leaf.id for leaf in _leaves(plan, indicator)]
    found = ask(assessment, "acts", Act, indicators=leaves, entity=unit)
    first = min(own.first_month, own.last_month - own.last_month % 12)
    return tuple(
        act
        for act in found
        if first <= (period := parse_period(act.period)).first_month
        and period.last_month <= own.last_month
    )


def stand_ins(
    assessment: Assessment, plan: Plan, indicator: Indicator, unit: str
) -> tuple[StandIn, ...]:
    """What stands in for each report that is missing behind a row, leaf by leaf."""
    measured, weights = _measured_and_weights(plan, indicator)
    at = {"indicator": indicator.id, "entity": unit}
    return ask(assessment, "stand_ins", StandIn, measured=measured, weights=weights, **at)


def _measured_and_weights(plan: Plan, indicator: Indicator) -> tuple[list[str], list[str]]:
    """The leaves whose figures make up a row, and those that weigh them."""
    measured = _measured_leaves(plan, indicator)
    weights = [i.id for i in _leaves(plan, indicator) if i.id not in measured]
    return sorted(measured), weights or [""]  # typed even if none


def _leaves(plan: Plan, indicator: Indicator) -> tuple[Indicator, ...]:
    """The reported indicators that a row is made of, the indicator itself or its operands'."""
    if indicator.measure != "formula":
        weight = plan.indicator_by_id.get(indicator.weighted_by or "")
        return (indicator, *_leaves(plan, weight)) if weight else (indicator,)
    found: dict[str, Indicator] = {}
    for operand in indicator.operands:
        found |= {i.id: i for i in _leaves(plan, plan.indicator_by_id[operand])}
    return tuple(found.values())


def _measured_leaves(plan: Plan, indicator: Indicator) -> frozenset[str]:
    """The leaves whose figures make up the row's, weights left out."""
    if indicator.measure != "formula":
        return frozenset({indicator.id})
    parts = (_measured_leaves(plan, plan.indicator_by_id[o]) for o in indicator.operands)
    return frozenset[str]().union(*parts)
