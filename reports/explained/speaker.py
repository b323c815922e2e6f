"""The words and numbers of one explanation: what every part of the text says them with.

The one rule: an equation holds as printed; where the indicator's decimals are too few for it the
result has more, and the rounded figure stands beside it.
"""

from __future__ import annotations

import re
from typing import TypeVar

from kpi.explain import Explanation, MethodSays
from kpi.explain.steps import Step
from kpi.periods import Period
from kpi.plan.units_of_measure import PERCENT, sign_of
from kpi.records.status import shown_status
from kpi.rounding import half_away, without_noise
from kpi.words import say
from kpi.words.formats import number, period_title, shortest
from reports.explained.figure_words import entity_name

MINUS = "−"
MOST_DECIMALS = 6
HOLDS = 0.005  # so far from the exact result a printed one may lie, as a part of it
_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?"
_SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "/"}


class Speaker:
    def __init__(self, found: Explanation) -> None:
        self.found, self.row = found, found.result
        self.plan, self.indicator = found.plan, found.indicator
        self.locale = found.plan.locale
        self.steps: dict[str, Step] = {s.name: s for s in found.steps}

    @property
    def method(self) -> MethodSays:
        """What the row's own method says; every row that is judged has it."""
        return next(m for m in self.found.methods if m.method == self.row.method)

    # --- words

    def say(self, key: str, /, **values: object) -> str:
        return say(f"explain.{key}", self.locale, **values)

    def line(self, label: str, text: str, **values: object) -> str:
        return self.say("line", label=self.say(f"label.{label}", **values), text=text)

    def unit_name(self, unit: str) -> str:
        return entity_name(unit, self.locale, self.plan)

    def status(self, status: str) -> str:
        """A status as the report says it: before the year's end a target is only met so far."""
        return say(f"status.result.{self.shown_status(status)}", self.locale)

    def standing(self) -> str:
        """The row's status as its indicator has it: a milestone is done, in time or late."""
        if self.indicator.measure == "milestone" and self.row.status == "met":
            return say(f"status.done.{'late' if self.row.late else 'in_time'}", self.locale)
        return self.status(self.row.status)

    def shown_status(self, status: str) -> str:
        return shown_status(status, ends_year=self.found.period.month_of_year == 12)

    def method_name(self) -> str:
        return say(f"report.method.{self.row.method}", self.locale)

    def title(self, period: Period) -> str:
        return period_title(period, self.locale)

    # --- numbers

    def number(self, value: float, decimals: int) -> str:
        return number(value, decimals, self.locale).replace("-", MINUS)

    def measured(self, value: float | None, decimals: int | None = None) -> str:
        """A figure of the indicator at its decimals, with its unit of measure."""
        if value is None:
            return ""
        unit = self.indicator.unit_of_measure
        if self.indicator.is_share_of_units:
            unit = PERCENT
        between = "" if sign_of(unit) else " "
        places = self.indicator.decimals if decimals is None else decimals
        return f"{self.number(value, places)}{between}{unit}".strip()

    def forecast(self, value: float | None) -> float | None:
        """A forecast as the report prints it: a share of units lies between 0 and 100."""
        if value is None or self.indicator.measure != "yes_no":
            return value
        return min(max(value, 0.0), 100.0)

    def percent(self, value: float | None, decimals: int = 1) -> str:
        return "" if value is None else f"{self.number(value, decimals)}%"

    def percent_beside(self, value: float, *cuts: float) -> str:
        """A percentage with decimals enough to be seen on its side of the cuts."""
        return self.percent(value, self.places_beside(value, *cuts))

    @staticmethod
    def places_beside(value: float, *cuts: float) -> int:
        """How many decimals a percentage needs to be seen on its side of the cuts."""
        value = half_away(value, 9)  # what binary fractions lose puts nothing on another side
        for decimals in range(1, MOST_DECIMALS):
            shown = half_away(value, decimals)
            if all((shown < c) == (value < c) and (shown > c) == (value > c) for c in cuts):
                return decimals
        return MOST_DECIMALS

    # --- equations

    def reckoning(self, step: Step) -> str:
        """`26 / 196 × 100`: the step's expression with the numbers in the names' places."""
        # ids may hold signs and digits: as in the plan, the longest that is known is meant
        names = map(re.escape, sorted(step.values, key=len, reverse=True))
        part = re.compile(
            rf"(?P<name>{'|'.join(names)})|(?P<number>{_NUMBER})|\s*(?P<sign>[-+*/])\s*"
        )

        def filled(match: re.Match[str]) -> str:
            if match["sign"]:
                return f" {_SIGNS[match['sign']]} "
            number = match["number"]
            return self.operand(float(number) if number else step.values[match["name"]])

        return part.sub(filled, step.expression)

    def operand(self, value: float) -> str:
        exact = shortest(without_noise(value), self.locale).replace("-", MINUS)
        return f"({exact})" if value < 0 else exact

    def made(self, name: str, value: float) -> str:
        """How a figure was made, equals its result."""
        shown = self.measured(value)
        step = self.steps.get(name)
        if step is None or step.case in ("kept", "flat"):
            return shown
        if step.expression:
            decimals = enough(value, self.indicator.decimals)
            right = self.measured(value, decimals)
            if decimals > self.indicator.decimals and name != "expected":
                right = self.say("rounded", exact=right, shown=shown)
            return self.say("equals", left=self.reckoning(step), right=right)
        if step.case == "sum" and self.found.unit in self.plan.unit_by_id and name == "value":
            return shown  # one report: nothing was summed
        reports = self.number(self._reports_behind(name, step), 0)
        return self.say("so", shown=shown, how=self.say(f"case.{step.case}", reports=reports))

    def made_percent(self, name: str, value: float) -> str:
        """The same for a share: achievement, or what stands in the pace's place."""
        step = self.steps[name]
        if step.expression:
            right = self.percent(value, enough(value, 1))
            return self.say("equals", left=self.reckoning(step), right=right)
        how = self.say(f"case.{step.case}", **self.band())
        return self.say("so", shown=self.percent(value), how=how)

    def band(self) -> dict[str, str]:
        low, high = self.row.band_low, self.row.band_high
        return {"low": self.measured(low), "high": self.measured(high)}

    def _reports_behind(self, name: str, step: Step) -> float:
        """How many reports make up a sum; of other figures how many units."""
        if step.case != "sum" or not self.found.leaves:
            return step.values.get("reports", 0)
        return sum(
            1 for r in self.found.leaves[0].reports
            if (r.in_period or name == "assessed") and r.value is not None
        )  # fmt: skip


Given = TypeVar("Given")


def given(value: Given | None) -> Given:
    """What the sentence cannot do without. Raises ValueError where there is none."""
    if value is None:
        raise ValueError("a sentence about a figure that is not there")
    return value


def enough(value: float, decimals: int) -> int:
    """As many decimals as it takes for the printed number to be the number, near enough."""
    for places in range(decimals, MOST_DECIMALS):
        if abs(half_away(value, places) - value) <= HOLDS * abs(value):
            return places
    return max(decimals, MOST_DECIMALS)
