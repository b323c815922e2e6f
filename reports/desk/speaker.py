"""Facts in words: names of units, titles of periods, moments of the plan's own time zone."""

from __future__ import annotations

from datetime import date, datetime

from kpi.moments import local
from kpi.periods import Period, UnknownPeriod, parse_period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import day, moment, number, period_title, sentence_case
from reports.desk.parts import Markup, element, name, text
from reports.desk.saying import Saying


class Speaker(Saying):
    """Says keys of `desk.toml` in the plan's locale, escaped."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.locale = plan.locale

    def plain(self, key: str, **values: object) -> str:
        return say(f"desk.{key}", self.locale, **values)

    def heads(self, section: str, *keys: str) -> list[str]:
        """The heads of a table."""
        return [self.plain(f"{section}.{key}") for key in keys]

    def unit(self, unit: str) -> Markup:
        """A unit's name; of one that the plan has no more, its id."""
        if not unit:
            return self("unit_unknown")
        known = self.plan.unit_by_id.get(unit)
        return name(known.name if known else unit)

    def period(self, label: str) -> Markup:
        """The title of a label, at the beginning of a line."""
        if not label:
            return self("period_unknown")
        try:
            return self.period_of(parse_period(label))
        except UnknownPeriod:
            return name(label)

    def period_of(self, period: Period) -> Markup:
        """The title of a period, at the beginning of a line; its words are not broken."""
        return element("span", text(sentence_case(self.title(period))), class_="word")

    def title(self, period: Period) -> str:
        """The title of a period, inside a sentence; not escaped."""
        return period_title(period, self.locale)

    def moment(self, at: datetime) -> str:
        return moment(local(at, self.plan.timezone), self.locale)

    def day_of(self, at: datetime) -> date:
        return local(at, self.plan.timezone).date()

    def day(self, value: date) -> str:
        return day(value, self.locale)

    def count(self, value: int) -> str:
        return number(value, 0, self.locale)
