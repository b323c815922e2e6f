"""The one rule of every axis: it begins at nought, or below for what is negative; it holds all that
is drawn, or is cut at twice the whole, and whatever is cut says so by a break mark and its figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

WHOLE = 100.0  # of a plan, in per cent
CUT = 2.0  # of the whole: an axis goes no further
HEADROOM = 1.05  # of the whole: its mark stands inside the axis
STEPS = 5  # about so many lines across
PAST, BEFORE = "»", "«"  # break marks: the bar goes on to the right, to the left


@dataclass(frozen=True, slots=True)
class Axis:
    """From `low` to `high` in steps, in what is drawn; both are whole steps."""

    low: float
    high: float
    step: float

    def is_cut(self, value: float | None) -> bool:
        return value is not None and not self.low <= value <= self.high

    def held(self, value: float) -> float:
        """The value as far as the axis goes."""
        return min(max(value, self.low), self.high)

    def mark(self, value: float | None) -> str:
        """The break mark of a value beyond the axis; nothing for all others."""
        if value is None or not self.is_cut(value):
            return ""
        return PAST if value > self.high else BEFORE

    @property
    def steps(self) -> tuple[float, ...]:
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + n * self.step for n in range(count + 1))


def axis_of(values: Iterable[float | None], *, whole: float | None = None) -> Axis:
    """The axis of some figures; `whole` is a mark that it holds in any case (100 of per cent), and
    beyond twice of which it is cut."""
    there = [0.0, *(v for v in values if v is not None), *([HEADROOM * whole] if whole else [])]
    low, high = min(there), max(there)
    if whole:
        low, high = max(low, -CUT * whole), min(high, CUT * whole)
    step = _step(high - low)
    low = floor(low / step + 1e-9) * step
    # where there is nothing but noughts the axis still has a step
    return Axis(low, max(ceil(high / step - 1e-9) * step, low + step), step)


def _step(length: float) -> float:
    """1, 2 or 5 of some power of ten, so that about five of them are the length."""
    if length <= 0:
        return 1.0
    power = 10.0 ** floor(log10(length / STEPS))
    return next(n * power for n in (1, 2, 5, 10) if n * power * STEPS >= length * (1 - 1e-9))


def is_any_cut(labels: Iterable[str]) -> bool:
    """Whether any of the labels has a break mark."""
    return any(mark in label for label in labels for mark in (PAST, BEFORE))


def whole_steps(axis: Axis) -> Axis:
    """The same for things that are counted: no step is less than one."""
    return axis if axis.step >= 1 else Axis(floor(axis.low), ceil(axis.high), 1.0)
