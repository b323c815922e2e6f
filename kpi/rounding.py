"""How a figure is rounded, wherever one is compared, printed or told.

One rule: half away from zero at so many decimals, after what binary arithmetic left behind is taken
away: 0.285 is stored a little below itself and must still become 0.29. The SQL macro
`round_half_away` (assessment/macros/numbers.sql) is the same rule step by step; a test holds the
two equal. Nothing else in `kpi`, `reports` and `flows` rounds a figure.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal, localcontext

NOISE = 7  # decimals of the scaled number that are figures; what lies beyond is noise
ROOM_FOR_NOISE = 1e8  # a scaled number above it has no decimals left that could be noise
WHOLE = 1e15  # a scaled number above it has no decimals at all
SHOWN_AT_MOST = 6  # decimals of a number that is told as exactly as it is

_DIGITS = 400  # any double has fewer, and rounding to a place must never fail


def half_away(value: float, decimals: int) -> float:
    """The number at `decimals` places, half away from zero."""
    scale = 10.0**decimals
    scaled = value * scale
    if abs(value) * scale < ROOM_FOR_NOISE:
        return _whole(_whole(scaled * 10.0**NOISE) / 10.0**NOISE) / scale
    return _whole(scaled) / scale if abs(value) * scale < WHOLE else value


def rounded(value: float, decimals: int) -> Decimal:
    """`half_away` as an exact decimal of that many places: for comparing and printing."""
    with localcontext(prec=_DIGITS):
        exact = Decimal(repr(half_away(value, decimals)))
        return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def without_noise(value: float) -> float:
    """A computed number as exactly as it is told: all its decimals, without what arithmetic left
    beyond the sixth."""
    return round(value, SHOWN_AT_MOST)


def _whole(value: float) -> float:
    """The nearest whole number, half away from zero."""
    whole = math.trunc(value)
    return float(whole + math.copysign(1, value)) if abs(value - whole) >= 0.5 else float(whole)
