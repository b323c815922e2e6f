"""Figures and words of the page: numbers in the plan's notation, texts escaped.

The one rule: a number is written by `kpi.words.formats`, so it reads as on every other page.
"""

from __future__ import annotations

from kpi.periods import periods_between
from kpi.plan.model import Indicator
from kpi.words import formats
from reports import amounts, milestones
from reports.desk.parts import Markup, element, text
from reports.desk.saying import Saying
from reports.edition import Edition
from reports.explained.data import period_of_months
from reports.figures.shared.indicators import IndicatorFigures
from reports.looks import STATUS, TREND
from reports.web.figures import StandsIn
from reports.workbook.quantity import suffix_of


def anchor(code: str) -> str:
    """Where an indicator is explained."""
    return f"chi-tieu-{code}"


class Speaker(Saying):
    """Says keys of `web.toml`, and the figures of indicators, in the plan's locale."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.locale = edition.locale

    def plain(self, key: str, **values: object) -> str:
        return self.edition.say(f"web.{key}", **values)

    def status(self, status: str) -> Markup:
        """Symbol and word; the symbol is not read out, for the word says it."""
        return self.marked(status, self.edition.status(status))

    def standing(self, f: IndicatorFigures) -> Markup:
        """The same of an indicator: a milestone is done, in time or late."""
        return self.marked(f.status, self.edition.standing(f.status, f.measure, late=f.done_late))

    def marked(self, status: str, word: str) -> Markup:
        """A word behind its status's symbol."""
        symbol = element("span", text(STATUS[status].symbol), aria_hidden="true", class_="symbol")
        return Markup(f"{symbol.html} {text(word).html}")

    def amount(self, f: IndicatorFigures, value: float | None, *, estimated: bool = False) -> str:
        if value is None:
            return ""
        if milestones.is_milestone(f):
            return milestones.state(self.edition, f)
        estimate = self.edition.say("report.estimate_suffix") if estimated else ""
        return formats.number(value, f.decimals, self.locale) + suffix_of(f) + estimate

    def target(self, f: IndicatorFigures) -> str:
        """The year's target; a band or a due day where the indicator has that instead."""
        if f.target is not None:
            return self.amount(f, f.target)
        if f.due is not None:
            return self.edition.say("report.indicators.due", day=formats.day(f.due, self.locale))
        if f.band_low is None or f.band_high is None:
            return ""
        low, high = (formats.shortest(x, self.locale) for x in (f.band_low, f.band_high))
        return self.edition.say("report.indicators.band", low=low, high=high)

    def change(self, f: IndicatorFigures, value: float | None) -> str:
        return "" if value is None else amounts.change(self.edition, f, value)

    def percent(self, value: float | None) -> str:
        return "" if value is None else formats.number(value, 1, self.locale) + "%"

    def completion(self, of: amounts.Completed) -> str:
        """Per cent of the year's plan, or the word that stands in its place."""
        return amounts.limit(self.edition, of) or self.percent(of.achievement)

    def trend(self, trend: str | None) -> str:
        said = trend and self.edition.say(f"status.trend.{trend}")
        return f"{TREND[trend]} {said}" if trend else ""

    def coverage(self, f: IndicatorFigures) -> str:
        if f.units_expected is None:
            return ""
        counts = {"reported": f.units_reported, "expected": f.units_expected}
        return self.edition.say("report.indicators.of", **counts)

    def notes(self, f: IndicatorFigures) -> str:
        estimated = f.value_estimated or f.assessed_estimated
        marks = [
            *(["provisional"] if f.provisional else []),
            *(["estimate"] if estimated else []),
        ]
        said = [self.edition.say(f"report.indicators.{mark}") for mark in marks]
        if f.warned:
            said.append(self.edition.say("report.indicators.warned", count=f.warned))
        return "; ".join(said)

    def stands_in(self, leaf: Indicator, one: StandsIn) -> str:
        """`Đơn vị C, tháng 6/2024: báo cáo gần nhất của đơn vị: tháng 5/2024`."""
        period = ""
        if one.taken_first is not None and one.taken_from is not None:
            taken = period_of_months(one.taken_first, one.taken_from)
            period = formats.period_title(taken, self.locale)
        rule = f"explain.stand_in.{one.rule}"
        how = self.edition.say(rule, period=period, reports=one.reports or 0)
        said = {"unit": one.unit_name, "period": self._ending(leaf, one.gap), "taken": how}
        if one.operand == one.indicator:
            return self.edition.say("explain.stand_in.line", **said)
        return self.edition.say("explain.stand_in.line_of", indicator=one.operand, **said)

    def _ending(self, leaf: Indicator, month: int) -> str:
        """The leaf's reporting period that ends with a month, in the middle of a sentence."""
        ending = periods_between(month - 11, month, leaf.frequency)
        found = [p for p in ending if p.last_month == month]
        return formats.period_title(found[-1], self.locale) if found else ""
