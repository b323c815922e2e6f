"""The word behind a figure of an indicator.

A yes/no and a milestone are shares of units, so they carry a per cent sign of their own.
"""

from __future__ import annotations

from typing import Protocol

POINTS = {"%": "points_suffix", "‰": "per_mille_points_suffix"}  # words of `report`
SHARES = ("yes_no", "milestone")


class Quantity(Protocol):
    @property
    def measure(self) -> str: ...


def suffix_of(quantity: Quantity, *, estimated: str = "") -> str:
    return ("%" if quantity.measure in SHARES else "") + estimated
