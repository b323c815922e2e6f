"""Which lines the table of a form has, in order: the fields' headings and the indicators' rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kpi.periods import Period
from kpi.plan.form_rows import form_indicators
from kpi.plan.model import Indicator, Plan
from kpi.words import say

Part = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A field's name above its indicators; `number` is Roman."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row with a code: an indicator, or of a ratio a part (a numerator, b denominator)."""

    number: str
    code: str
    name: str
    indicator: Indicator
    part: Part | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether this is a ratio's own row, which is computed and not filled."""
        return self.indicator.measure == "ratio" and self.part is None


def table_lines(
    plan: Plan, unit: str, period: Period, *, backfill: bool = False
) -> tuple[Heading | Row, ...]:
    """The table of a unit's form from its first heading to its last row; empty if none is asked."""
    return tuple(_lines(plan, form_indicators(plan, unit, period, backfill=backfill)))


def _lines(plan: Plan, indicators: tuple[Indicator, ...]) -> Iterator[Heading | Row]:
    number = 0
    by_field = groupby(indicators, key=lambda i: i.field)
    for ordinal, (field, inside) in enumerate(by_field, start=1):
        yield Heading(roman(ordinal), plan.field_by_id[field].name)
        for indicator in inside:
            number += 1
            yield Row(str(number), indicator.id, indicator.name, indicator)
            if indicator.measure == "ratio":
                yield from _parts(indicator, plan.locale)


def _parts(indicator: Indicator, locale: str) -> Iterator[Row]:
    above = indicator.numerator or say("forms.numerator", locale)
    below = indicator.denominator or say("forms.denominator", locale)
    yield Row("", f"{indicator.id}.a", above, indicator, "a")
    yield Row("", f"{indicator.id}.b", below, indicator, "b")


def roman(number: int) -> str:
    """1 as I, 4 as IV, ...: headings are numbered so."""
    written = ""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
    for value, letters in (*steps, (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            written += letters
            number -= value
    return written
