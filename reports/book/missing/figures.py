"""What lacks reports: with its cases, with the units it waits for, or by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.figures.shared.indicators import IndicatorFigures, WithoutData
from reports.report import Report

if TYPE_CHECKING:
    from kpi.assessment.bounds import FullReturn

OTHERWISE = ("formula", "milestone")  # measures whose cases nobody reckons


@dataclass(frozen=True, slots=True)
class MissingPage:
    """`turning`: indicators that a full return may give another light. `lists`: codes of the other
    incomplete ones, by the word that says why they have no line."""

    turning: list[FullReturn]
    lists: Mapping[str, list[str]]
    without_data: tuple[WithoutData, ...]


def ask(report: Report) -> MissingPage:
    missing = report.missing
    return MissingPage(
        turning=[m for m in missing if m.may_change],
        lists={
            "steady": [m.indicator for m in missing if m.stretches and not m.may_change],
            "unbounded": [m.indicator for m in missing if not m.stretches],
            "not_examined": _not_examined(report),
        },
        without_data=report.rows(WithoutData),
    )


def _not_examined(report: Report) -> list[str]:
    """Incomplete figures whose cases nobody reckons: made from others, or judged another way."""
    listed = {m.indicator for m in report.missing}
    listed |= {w.indicator for w in report.rows(WithoutData)}
    return [
        i.indicator
        for i in report.rows(IndicatorFigures)
        if i.provisional and i.indicator not in listed
        and (i.measure in OTHERWISE or i.method != "linear")
    ]  # fmt: skip
