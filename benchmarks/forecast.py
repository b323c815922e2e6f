"""One estimate beside what came, and what many of them together tell.

Errors are told twice. In per cent of what came, where few series near 0 make most of the mean; and,
of series, in their own steps: parts of the mean step from one point to the next before the
estimate (mean absolute scaled error), in which every series counts alike.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Group = tuple[str, str, str]  # what it is of, whose, how far ahead
WAYS = ("projected", "last_value", "so_far", "as_before")
HEAD = ("of", "whose", "ahead", "cases", "range held", "error in", "estimate", "last value",
        "year to date", "last year's change")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forecast:
    """One estimate and what came. `last_value`: the latest figure (of what adds up, and of ratios
    of what occurs, last year's end); `so_far`: as the year to date stands (a count in equal
    shares); `as_before`: the latest figure and last year's change from here on; `step`: the mean
    step between the points before (None: not known, or none moved)."""

    projected: float
    low: float | None
    high: float | None
    last_value: float | None
    so_far: float | None
    as_before: float | None
    came: float
    step: float | None = None

    @property
    def held(self) -> bool | None:
        """Whether the range held what came; None without a range."""
        if self.low is None or self.high is None:
            return None
        noise = 1e-9 * abs(self.came)
        return self.low - noise <= self.came <= self.high + noise


def head() -> str:
    return "| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|"


def lines(name: str, forecasts: Mapping[Group, Sequence[Forecast]]) -> Iterator[str]:
    """The table's rows, two for each group of which steps are known."""
    for (kind, whose, ahead), found in sorted(forecasts.items()):
        held = [f.held for f in found if f.held is not None]
        share = f"{100 * sum(held) / len(held):.0f} % of {len(held)}" if held else "no range"
        first = (f"{name}, {kind}", whose, ahead, str(len(found)), share)
        yield _line(*first, "per cent", *_errors(found, {id(f): abs(f.came) / 100 for f in found}))
        steps = {id(f): f.step for f in found if f.step}
        if steps:
            yield _line(*first, "own steps", *_errors(found, steps, 2))


def _line(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _errors(
    found: Sequence[Forecast], units: Mapping[int, float], decimals: int = 1
) -> Iterator[str]:
    """The mean error of each way in its unit, over the forecasts that all of them give."""
    known = [f for f in found if units.get(id(f)) and all(getattr(f, w) is not None for w in WAYS)]
    for way in WAYS:
        errors = [abs(getattr(f, way) - f.came) / units[id(f)] for f in known]
        yield f"{statistics.fmean(errors):.{decimals}f} ({len(errors)})" if errors else "none"
