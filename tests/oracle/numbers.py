"""Rounding as the text means it: half away from zero, of the number as it is written."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded(number: float, decimals: int) -> Decimal:
    """Half away from zero at so many decimals, of the shortest form that reads back exactly."""
    return Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
