"""How the estimate for the year's end and its range follow from the figures, step by step.

The one rule: as in `steps.py`: what applies is read from what the models left, and an expression is
all there is of a step.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kpi.explain.rows import EstimateRow


class Reckoned(NamedTuple):
    """`case` is the way a figure is made; `expression` reckons `result` from `values`."""

    case: str
    expression: str
    values: dict[str, float]
    result: float


def estimate_of(row: EstimateRow) -> Reckoned:
    """The estimate before it is cut at what can be."""
    case, expression = _way(row)
    values = {name: value for name, value in _values(row) if name in expression}
    return Reckoned(case, expression, values, row.middle)


def _way(row: EstimateRow) -> tuple[str, str]:
    if not row.sums_up:
        return "half_slope", "latest + slope / 2 * periods_left"
    if row.measure == "ratio":
        if row.with_last_year:
            return "parts", "parts_above / parts_below * factor"
        return "stays", "latest"
    if not row.share or row.middle == row.latest:
        return "stays", "latest"
    if row.total is None or row.same is None:
        return "share", "latest / share"
    return "share_and_year", "(latest / share + latest + total - same) / 2"


def _values(row: EstimateRow) -> Iterator[tuple[str, float]]:
    for name in ("latest", "slope", "periods_left", "share", "total", "same", "factor",
                 "parts_above", "parts_below"):  # fmt: skip
        value = getattr(row, name)
        if value is not None:
            yield name, float(value)


def width_of(row: EstimateRow) -> Reckoned | None:
    """How far the range reaches to either side; None: no range."""
    if row.width is None:
        return None
    if not row.sums_up:
        expression = "t * spread * (periods_left * (1 + periods_left / steps)) ** 0.5"
        given = {"t": row.t, "spread": row.spread, "periods_left": row.periods_left,
                 "steps": row.steps}  # fmt: skip
        values = {name: float(value) for name, value in given.items() if value is not None}
        return Reckoned("half_slope", expression, values, row.width)
    rest = {"rest": row.middle - row.latest}
    return Reckoned("count", "((0.15 * rest) ** 2 + 1.64 * rest) ** 0.5", rest, row.width)
