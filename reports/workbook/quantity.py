"""The word behind a figure of an indicator.

A yes/no and a milestone are shares of units, so they carry a per cent sign of their own.
"""

from __future__ import annotations

from typing import Protocol

from kpi.plan.model import SHARES_OF_UNITS, Indicator
from kpi.plan.units_of_measure import points_of, sign_of


class Quantity(Protocol):
    @property
    def measure(self) -> str: ...


def suffix_of(quantity: Quantity, *, estimated: str = "") -> str:
    return ("%" if quantity.measure in SHARES_OF_UNITS else "") + estimated


def sign_behind(indicator: Indicator) -> str:
    """The same for a figure that stands without its unit of measure."""
    return sign_of(indicator.unit_of_measure) or suffix_of(indicator)


def points_suffix(unit_of_measure: str) -> str:
    """The word of `report` behind a change that is told in points; those of units are per cent."""
    return f"report.{points_of(unit_of_measure) or 'points'}_suffix"
