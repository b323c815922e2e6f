"""Findings turned into problems: the place, the value, the rule and the repair, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from kpi.checks.parcels import Parcel
from kpi.checks.periods import period_or_none
from kpi.periods import Period
from kpi.plan.model import Indicator, Plan
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.words import formats, say

Row = Mapping[str, Any]

# the same targets and counts are told many times over in a large batch
_shortest = lru_cache(maxsize=20_000)(formats.shortest)


class Wording:
    """Writes the problems of one plan, in the plan's locale."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._locale = plan.locale
        self._titles: dict[str, str] = {}

    def of_file(self, rule: str, parcel: Parcel, **values: object) -> Problem:
        """A problem of a whole submission."""
        file = parcel.arrival.path
        about = Problem(rule, "", file=file, unit=parcel.unit, period=parcel.period)
        told = {"written": "", "period_title": self.title(parcel.period), **values}
        told["place"] = self._say("place.file", file=file.rsplit("/", 1)[-1])
        return replace(
            about,
            message=self._say(f"rule.{rule}", **told),
            written=str(told["written"]),
        )

    def of_blank(self, parcel: Parcel) -> Problem:
        """A form without figures; where its figures may have slipped to, if numbers stand there."""
        problem = self.of_file("blank_form", parcel)
        if not parcel.elsewhere:
            return problem
        more = self._say("elsewhere.numbers", column=parcel.elsewhere)
        return replace(problem, message=f"{problem.message} {more}")

    def of_row(self, rule: str, parcel: Parcel, indicator: str) -> Problem:
        """A problem of an indicator that has no answer."""
        about = self.of_file(rule, parcel)
        place = self._say("place.indicator", indicator=indicator)
        key = f"{rule}{self._ways_to_say_none(indicator)}"
        message = self._say(f"rule.{key}", place=place, period_title=self.title(parcel.period))
        return replace(about, indicator=indicator, message=message)

    def _ways_to_say_none(self, indicator: str) -> str:
        """Which words a row takes in place of a figure: nothing is advised that is refused."""
        about = self._plan.indicator_by_id[indicator]
        if about.measure in ("milestone", "yes_no", "score"):
            return f"_{about.measure}"
        return "_running_total" if about.over_time == "running_total" else ""

    def of_answer(self, rule: str, file: str, row: Row, key: str = "", **values: object) -> Problem:
        """A problem of one answer; `key` is the message if the rule has several."""
        indicator = self._plan.indicator_by_id.get(row["indicator"])
        told = {
            "place": self._place(row),
            "written": row["written"] or self.figure(row["figure"], indicator),
            "period_title": self.title(row["period"]),
            "unit_name": self.unit_name(row["unit"]),
            "unit_of_measure": indicator.unit_of_measure if indicator else "",
            **values,
        }
        return Problem(
            rule,
            self._say(f"rule.{key or rule}", **told),
            file=file,
            sheet=row["sheet"],
            cell=row["cell"],
            unit=row["unit"],
            period=row["period"],
            indicator=row["indicator"],
            written=row["written"],
        )

    def _place(self, row: Row) -> str:
        values = {k: row[k] for k in ("sheet", "cell", "indicator")}
        if not row["cell"]:
            return self._say("place.indicator", **values)
        return self._say("place.cell" if row["sheet"] else "place.line", **values)

    def _say(self, key: str, /, **values: object) -> str:
        return say(f"checks.{key}", self._locale, **values)

    def text(self, key: str, /, **values: object) -> str:
        """A text of the section that is no message by itself."""
        return self._say(key, **values)

    def figure(self, value: float | None, indicator: Indicator | None = None) -> str:
        """A number as people read it: as exact as it is, or to the indicator's decimals if it is
        a computed share."""
        if value is None:
            return ""
        if indicator is not None and indicator.measure == "ratio":
            return formats.number(value, indicator.decimals, self._locale)
        return _shortest(round(value, 6), self._locale)

    def about(self, value: float, decimals: int = 1) -> str:
        """A computed number, with one decimal more than its indicator has at most."""
        return _shortest(float(formats.rounded(value, decimals + 1)), self._locale)

    def gap(self, value: float, indicator: Indicator) -> str:
        """A difference with its unit of measure; of percentages in points."""
        points = indicator.unit_of_measure.strip() == "%"
        name = self._say("column.points") if points else indicator.unit_of_measure
        return f"{self.about(value, indicator.decimals)} {name}"

    def title(self, label: str) -> str:
        if label not in self._titles:
            period = period_or_none(label)
            self._titles[label] = formats.period_title(period, self._locale) if period else label
        return self._titles[label]

    def title_of_months(self, first_month: int, months: int) -> str:
        kinds = {1: "month", 3: "quarter", 6: "half", 9: "nine_months", 12: "year"}
        kind: Any = kinds.get(months, "years")
        return formats.period_title(Period(first_month, months, kind), self._locale)

    def day(self, day: date) -> str:
        return formats.day(day, self._locale)

    def moment(self, moment: datetime) -> str:
        return formats.moment(moment, self._locale)

    def unit_name(self, unit: str) -> str:
        found = self._plan.unit_by_id.get(unit)
        return found.name if found else unit

    def near(self, indicator: str) -> str:
        """A question after the indicator that may have been meant, or nothing."""
        known = {i.id.casefold(): i.id for i in self._plan.indicators}
        match = get_close_matches(indicator.casefold(), known, n=1, cutoff=0.7)
        return self._say("near.some", indicator=known[match[0]]) if match else ""

    def validity(self, unit: str) -> str:
        return "; ".join(self._span(*days) for days in self._plan.unit_by_id[unit].times)

    def _span(self, first: date | None, last: date | None) -> str:
        values = {"first": self.day(first) if first else "", "last": self.day(last) if last else ""}
        key = "between" if first and last else "since" if first else "until"
        return self._say(f"validity.{key}", **values)

    def sidecar(self, arrival: Arrival) -> Problem:
        """The time of receipt that stands beside a file could not be read."""
        rule = "sidecar_unreadable"
        place = self._say("place.file", file=arrival.path.rsplit("/", 1)[-1])
        message = self._say(f"rule.{rule}", place=place)
        return Problem(rule, message, file=arrival.path)
