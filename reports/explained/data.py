"""An explanation as JSON: everything that stands behind the row, nothing left out or rounded;
moments ISO with the offset of the plan's time zone."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kpi.assessment import RESULT_COLUMNS
from kpi.explain import (
    Explanation,
    Lacking,
    Leaf,
    Operand,
    Profile,
    Report,
    ReportProblem,
    StandIn,
    Target,
)
from kpi.periods import FREQUENCIES, MONTHS_IN, Kind, Period
from kpi.plan.model import Indicator
from reports.explained.figure_words import json_text

if TYPE_CHECKING:
    from kpi.assessment.bounds import FullReturn
    from kpi.explain.steps import Step

KINDS: tuple[Kind, ...] = (*FREQUENCIES, "nine_months")
OUTLOOK = ("likelihood", "required", "end_year", "end_target", "end_projection")


def as_json(found: Explanation) -> str:
    return json_text(data_of(found), found.plan.timezone)


def data_of(found: Explanation) -> dict[str, Any]:
    """The explanation as plain values; moments are UTC without zone."""
    return {
        "indicator": _indicator(found.indicator),
        "period": found.period.label,
        "figures_of": found.own.label if found.own else None,
        "unit": found.unit,
        "as_of": found.as_of,
        "method": found.result.method,
        "result": {name: getattr(found.result, name) for name in RESULT_COLUMNS},
        "steps": [_step(step) for step in found.steps],
        "outlook": {name: getattr(found.result, name) for name in OUTLOOK},
        "full_return": found.missing and _full_return(found.missing),
        "methods": [asdict(m) for m in found.methods],
        "depends_on_method": depends_on_method(found),
        "target": found.target and _target(found.target),
        "profile": found.profile and _profile(found.profile),
        "operands": [_operand(o) for o in found.operands],
        "cause": found.cause
        and {"key": found.cause.key, "indicators": list(found.cause.indicators)},
        "lacking": [_lacking(row) for row in found.lacking],
        "stand_ins": [_stand_in(row) for row in found.stand_ins],
        "acts": [asdict(act) for act in found.acts],
        "milestone": found.done and asdict(found.done),
        "sources": [_leaf(leaf) for leaf in found.leaves],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id, "name": indicator.name, "measure": indicator.measure,
        "unit_of_measure": indicator.unit_of_measure, "over_time": indicator.over_time,
        "direction": indicator.direction, "decimals": indicator.decimals,
        "formula": indicator.formula, "definition": indicator.definition,
        "basis": indicator.basis, "lead": indicator.lead,
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    return {
        "figure": step.name, "case": step.case, "expression": step.expression,
        "values": dict(step.values), "result": step.result,
    }  # fmt: skip


def _full_return(missing: FullReturn) -> dict[str, Any]:
    return {
        "units": missing.units,
        "reports": missing.reports,
        "may_change": missing.may_change,
        "stretches": [asdict(s) for s in missing.stretches],
    }


def _target(target: Target) -> dict[str, Any]:
    revision = target.revision
    return {
        "scope": target.scope,
        "year": target.year,
        "points": {str(year): value for year, value in target.points.items()},
        "decision": revision and revision.decision,
        "decided": revision and revision.decided,
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "learned": profile.years is not None,
        "years": list(profile.years or ()),
        "shares": [asdict(row) for row in profile.shares],
    }


def _operand(operand: Operand) -> dict[str, Any]:
    said = asdict(operand)
    return {"indicator": said.pop("operand"), **said}


def _lacking(row: Lacking) -> dict[str, Any]:
    period = period_of_months(row.first_month, row.last_month).label
    return {"indicator": row.indicator, "unit": row.unit, "why": row.why, "period": period}


def _stand_in(row: StandIn) -> dict[str, Any]:
    return {
        "indicator": row.indicator, "unit": row.unit, "rule": row.rule, "reports": row.reports,
        "period": period_of_months(row.gap - row.months + 1, row.gap).label,
        "taken_from": taken.label if (taken := taken_period(row)) else None,
        "amount": row.amount, "base": row.base,
    }  # fmt: skip


def taken_period(row: StandIn) -> Period | None:
    """The whole period of the one report taken, which may be a longer one; None where none alone
    was."""
    if row.taken_first is None or row.taken_from is None:
        return None
    return period_of_months(row.taken_first, row.taken_from)


def period_of_months(first_month: int, last_month: int) -> Period:
    """The period of these months; they are those of a label within a year."""
    months = last_month - first_month + 1
    kind = next(k for k in KINDS if MONTHS_IN[k] == months)
    return Period(first_month, months, kind)


def depends_on_method(found: Explanation) -> bool:
    """Whether two methods that judge the row see different lights."""
    return len({m.light for m in found.methods if m.light}) > 1


def _leaf(leaf: Leaf) -> dict[str, Any]:
    return {
        "indicator": leaf.indicator.id,
        "expected": [r.unit for r in leaf.delivery if r.expected],
        "reported": [r.unit for r in leaf.delivery if r.expected and r.complete],
        "reports": [_without_indicator(r) for r in leaf.reports],
        "problems": [_without_indicator(r) for r in leaf.problems],
    }


def _without_indicator(row: Report | ReportProblem) -> dict[str, Any]:
    """The row's own columns: its leaf says the indicator."""
    return {name: value for name, value in asdict(row).items() if name != "indicator"}
