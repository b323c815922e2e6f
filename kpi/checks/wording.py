"""How the texts of checks name things: figures, days, periods, units, as the plan's people do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from kpi.checks.periods import period_or_none
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan
from kpi.rounding import half_away, without_noise
from kpi.words import formats, say

Row = Mapping[str, Any]

# the same targets and counts are told many times over in a large batch
_shortest = lru_cache(maxsize=20_000)(formats.shortest)


class Wording:
    """Words of one plan, in the plan's locale."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.locale = plan.locale
        self._titles: dict[str, str] = {}
        self._receivers: dict[str, dict[str, str]] = {}

    def say(self, key: str, /, **values: object) -> str:
        return say(f"checks.{key}", self.locale, **values)

    def text(self, key: str, /, **values: object) -> str:
        """A text of the section that is no message by itself."""
        return self.say(key, **values)

    def figure(self, value: float | None, indicator: Indicator | None = None) -> str:
        """A number as people read it: as exact as it is, or to the indicator's decimals if it is
        a computed share."""
        if value is None:
            return ""
        if indicator is not None and indicator.measure == "ratio":
            return formats.number(value, indicator.decimals, self.locale)
        return _shortest(without_noise(value), self.locale)

    def about(self, value: float, decimals: int = 1) -> str:
        """A computed number, with one decimal more than its indicator has at most."""
        return _shortest(half_away(value, decimals + 1), self.locale)

    def gap(self, value: float, indicator: Indicator) -> str:
        """A difference with its unit of measure; of percentages in points."""
        name = self.say("column.points") if indicator.is_percent else indicator.unit_of_measure
        return f"{self.about(value, indicator.decimals)} {name}"

    def parts(self, row: Row) -> dict[str, object]:
        """The two numbers of a ratio, and what they are called."""
        indicator = self.plan.indicator_by_id[row["indicator"]]
        return {
            "numerator_name": indicator.numerator or f"{indicator.id}.a",
            "denominator_name": indicator.denominator or f"{indicator.id}.b",
            "numerator": self.figure(row["numerator"]),
            "denominator": self.figure(row["denominator"]),
        }

    def in_force(self, kept: Row, indicator: str) -> str:
        """A figure in force as people read it."""
        about = self.plan.indicator_by_id[indicator]
        if kept["state"] not in ("value", "estimate"):
            return self.text(f"kept.{kept['state']}")
        if kept["done_on"]:
            return self.day(date.fromisoformat(kept["done_on"]))
        if about.measure in ("yes_no", "milestone"):
            return self.text(f"kept.{about.measure}_{int(bool(kept['value']))}")
        if about.measure == "ratio":
            return " / ".join(self.figure(kept[part]) for part in ("numerator", "denominator"))
        return self.figure(kept["value"])

    def title(self, label: str) -> str:
        if label not in self._titles:
            period = period_or_none(label)
            self._titles[label] = formats.period_title(period, self.locale) if period else label
        return self._titles[label]

    def title_of_months(self, first_month: int, months: int) -> str:
        kinds = {1: "month", 3: "quarter", 6: "half", 9: "nine_months", 12: "year"}
        kind: Any = kinds.get(months, "years")
        return formats.period_title(Period(first_month, months, kind), self.locale)

    def day(self, day: date) -> str:
        return formats.day(day, self.locale)

    def moment(self, moment: datetime) -> str:
        return formats.moment(moment, self.locale)

    def receiver(self, period: str) -> dict[str, str]:
        """Whom the unit reports to, inside a sentence and at its beginning: the owner on the day
        that the period's report is due, as on the form; without a period the latest one."""
        if period in self._receivers:
            return self._receivers[period]
        asked = period_or_none(period)
        day = self.plan.calendar.due(asked) if asked else date.max
        name = self.plan.receiver_on(day) or self.say("receiver")
        called = {"receiver": name, "Receiver": name[:1].upper() + name[1:]}
        return self._receivers.setdefault(period, called)

    def unit_name(self, unit: str) -> str:
        found = self.plan.unit_by_id.get(unit)
        return found.name if found else unit

    def near(self, indicator: str) -> str:
        """A question after the indicator that may have been meant, or nothing."""
        known = {i.id.casefold(): i.id for i in self.plan.indicators}
        match = get_close_matches(indicator.casefold(), known, n=1, cutoff=0.7)
        return self.say("near.some", indicator=known[match[0]]) if match else ""

    def validity(self, unit: str) -> str:
        return "; ".join(self._span(*days) for days in self.plan.unit_by_id[unit].times)

    def _span(self, first: date | None, last: date | None) -> str:
        values = {"first": self.day(first) if first else "", "last": self.day(last) if last else ""}
        key = "between" if first and last else "since" if first else "until"
        return self.say(f"validity.{key}", **values)
