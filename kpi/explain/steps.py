"""How a row's figures follow from each other, step by step, with the numbers filled in.

The one rule: a step's `expression` is all there is: the text that people read, the JSON and the
test that reckons it up are made from it. Which step applies is read from what the models left.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi.explain.outlook import estimate_of, width_of
from kpi.explain.rows import EstimateRow, ExplainedRow, FigureBehind, MethodSays, Yardstick
from kpi.plan.model import Indicator

Operands = Mapping[str, tuple[float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is the figure (value, assessed, expected, achievement, pace, estimate, width of its
    range), `case` the way it is made; `expression` reckons `result` from `values` and is empty
    where words say it."""

    name: str
    case: str
    expression: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    result: float | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """What the models left behind a row: the row itself, what it was measured against, its figures
    by part, (value, assessed) of a formula's operands in its own period, what its method says."""

    result: ExplainedRow
    yardstick: Yardstick | None
    figures: Mapping[str, FigureBehind]
    operands: Operands
    method: MethodSays | None
    estimate: EstimateRow | None = None


def steps_of(indicator: Indicator, behind: Behind) -> tuple[Step, ...]:
    """The steps of one row, in the order in which they follow from each other."""
    result, figures, operands = behind.result, behind.figures, behind.operands
    found: list[Step | None] = [
        _figure(indicator, "value", result.value, figures.get("value"), operands),
        _figure(indicator, "assessed", result.assessed, figures.get("assessed"), operands),
    ]
    if indicator.measure != "milestone":
        found += [
            _expected(result, behind.yardstick),
            _achievement(indicator, result),
            _pace(indicator, result)
            if result.method == "linear"
            else _rate(indicator, result, behind.method),
        ]
    found += _outlook(behind.estimate)
    return tuple(s for s in found if s is not None)


def _outlook(row: EstimateRow | None) -> Iterator[Step]:
    """The estimate for the year's end, before it is cut at what can be, and its range."""
    if row is None:
        return
    made, width = estimate_of(row), width_of(row)
    yield Step("estimate", *made)
    if width is not None:
        yield Step("width", *width)


def _figure(
    indicator: Indicator, name: str, result: float | None, figure: FigureBehind | None,
    operands: Operands,
) -> Step | None:  # fmt: skip
    if result is None:
        return None
    if indicator.measure == "formula":
        return _of_formula(indicator, name, result, operands)
    if figure is None:
        return Step(name, "kept", result=result)
    reports = {"reports": float(figure.reports or 0)}
    if indicator.measure != "ratio":
        return Step(name, _way(indicator), values=reports, result=result)
    if not figure.denominator:
        return Step(name, "no_denominator", values=reports, result=result)
    parts = _given(numerator=figure.numerator, denominator=figure.denominator)
    expression = "numerator / denominator"
    if indicator.factor != 1.0:
        parts["factor"] = indicator.factor
        expression += " * factor"
    return Step(name, "ratio", expression, parts, result)


def _given(**values: float | None) -> dict[str, float]:
    return {name: value for name, value in values.items() if value is not None}


def _of_formula(
    indicator: Indicator, name: str, result: float,
    operands: Operands,
) -> Step:  # fmt: skip
    at = 0 if name == "value" else 1
    values = {o: v for o, pair in operands.items() if (v := pair[at]) is not None}
    if len(values) < len(operands):
        return Step(name, "kept", result=result)
    return Step(name, "formula", indicator.formula or "", values, result)


def _way(indicator: Indicator) -> str:
    """How units' figures become one."""
    if indicator.weighted_by:
        return "weighted"
    if indicator.measure in ("yes_no", "milestone"):
        return "share"
    if isinstance(indicator.across_units, str) and indicator.across_units != "auto":
        return indicator.across_units
    return "sum" if indicator.measure == "count" else "mean"


def _expected(result: ExplainedRow, yardstick: Yardstick | None) -> Step | None:
    if result.expected is None:
        return None
    target, expected = result.target, result.expected
    if yardstick is not None and result.path_taken == "profile":
        values = _given(target=target, cumulated=yardstick.cumulated)
        return Step("expected", "profile", "target * cumulated", values, expected)
    if yardstick is not None and result.path_taken == "linear":
        elapsed = yardstick.month_of_year / 12
        values = _given(start=result.start, target=target, elapsed=elapsed)
        expression = "start + (target - start) * elapsed"
        return Step("expected", "linear", expression, values, expected)
    return Step("expected", "flat", "target", _given(target=target), expected)


def _achievement(indicator: Indicator, result: ExplainedRow) -> Step | None:
    done, target, baseline = result.assessed, result.target, result.baseline
    got = result.achievement
    if got is None:
        return None
    if indicator.direction == "within":
        return None  # a hundred times the pace says nothing more
    if indicator.direction == "up" and target is not None and target > 0:
        values = _given(assessed=done, target=target)
        return Step("achievement", "up", "assessed / target * 100", values, got)
    if baseline is not None and baseline != target:
        values = _given(baseline=baseline, assessed=done, target=target)
        expression, case = "(baseline - assessed) / (baseline - target) * 100", "down"
        if indicator.direction == "up":
            expression, case = "(assessed - baseline) / (target - baseline) * 100", "up"
        return Step("achievement", f"{case}_from_baseline", expression, values, got)
    if indicator.direction == "down" and baseline is None and done and target and target > 0:
        values = _given(target=target, assessed=done)
        return Step("achievement", "down", "target / assessed * 100", values, got)
    return Step("achievement", "reached" if got else "not_reached", result=got)


def _pace(indicator: Indicator, result: ExplainedRow) -> Step | None:
    if result.pace is None:
        return None
    if _is_by_the_years_way(indicator, result):
        values = _given(assessed=result.assessed, expected=result.expected,
                        target=result.target, start=result.start)  # fmt: skip
        expression = "1 + (assessed - expected) / (target - start)"
        return Step("pace", "linear", expression, values, result.pace)
    for case, expression, names in _levels(indicator, result):
        values = {name: float(getattr(result, name)) for name in names}
        return Step("pace", case, expression, values, result.pace)
    if indicator.direction == "within":
        return Step("pace", "inside_band", result=result.pace)
    return Step("pace", "reached" if result.pace else "not_reached", result=result.pace)


def _rate(indicator: Indicator, result: ExplainedRow, method: MethodSays | None) -> Step | None:
    """What a method that looks over the years puts in the pace's place."""
    if result.pace is None or method is None:
        return None
    if result.method == "projection":
        if indicator.direction == "within":
            return _pace(indicator, result)
        return Step("pace", "projection", "1 - gap", _given(gap=method.gap), result.pace)
    if not method.needed:
        return Step("pace", "growth", "grown", _given(grown=method.grown), result.pace)
    values = _given(grown=method.grown, needed=method.needed)
    return Step("pace", "cagr", "grown / needed", values, result.pace)


def _is_by_the_years_way(indicator: Indicator, result: ExplainedRow) -> bool:
    """Whether the pace is what is missing of the year's way, on a line that has room enough; else
    it is the level. Read from the pace itself, for the models decide it."""
    done, expected, target, start = result.assessed, result.expected, result.target, result.start
    if indicator.direction == "within" or result.path_taken != "linear" or target == start:
        return False
    if done is None or expected is None or target is None or start is None:
        return False
    by_way = 1 + (done - expected) / (target - start)
    return math.isclose(by_way, _pace_or_nan(result), rel_tol=1e-9, abs_tol=1e-9)


def _pace_or_nan(result: ExplainedRow) -> float:
    """The pace of a row that has one."""
    return math.nan if result.pace is None else result.pace


def _levels(
    indicator: Indicator, result: ExplainedRow
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The level against what is expected; none where a number that is not positive cannot be
    divided and reaching decides."""
    done, expected = result.assessed, result.expected
    if indicator.direction == "within":
        if done is not None and indicator.band is not None:
            yield from _beside_band(done, indicator.band)
    elif done is None or expected is None or expected <= 0:
        return
    elif indicator.direction == "up":
        if done > 0 or result.path_taken == "profile":
            yield "level_up", "assessed / expected", ("assessed", "expected")
    elif done > 0:
        yield "level_down", "expected / assessed", ("expected", "assessed")


def _beside_band(
    done: float, band: tuple[float, float]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    low, high = band
    if done < low:
        yield "below_band", "assessed / band_low", ("assessed", "band_low")
    elif done > high:
        yield "above_band", "band_high / assessed", ("band_high", "assessed")
