"""An explanation in words, for the screen: the light, why, the figures, the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flows.explain.data import depends_on_method
from flows.figure_words import entity_name
from kpi.assessment.bounds import Stretch
from kpi.explain import Explanation, Leaf
from kpi.explain.steps import Step
from kpi.periods import parse_period
from kpi.warehouse.moments import local
from kpi.words import say
from kpi.words.formats import day, moment, number, period_title, sentence_case, shortest

ROWS = 60  # more are counted only; JSON has them all
_NAME = re.compile(r"[A-Za-zÀ-ỹ_][\w.-]*")
_REACHED = {"met", "exceeded", "not_met"}


def lines_of(found: Explanation) -> Iterator[str]:
    """The whole text, line by line."""
    speaker = _Speaker(found)
    yield from speaker.head()
    yield from speaker.figures()
    yield from speaker.target()
    yield from speaker.outlook()
    yield from speaker.coverage()
    for leaf in found.leaves:
        yield from speaker.reports(leaf)
    yield from speaker.problems()


class _Speaker:
    def __init__(self, found: Explanation) -> None:
        self.found, self.row = found, found.result
        self.plan, self.indicator = found.plan, found.indicator
        self.locale = found.plan.locale
        self.steps: dict[str, Step] = {s.name: s for s in found.steps}

    # --- words

    def say(self, key: str, /, **values: object) -> str:
        return say(f"explain.{key}", self.locale, **values)

    def line(self, label: str, text: str, **values: object) -> str:
        return self.say("line", label=self.say(f"label.{label}", **values), text=text)

    def measured(self, value: float | None) -> str:
        """A figure of the indicator at its decimals, with its unit of measure."""
        if value is None:
            return ""
        unit = self.indicator.unit_of_measure
        if self.indicator.measure in ("yes_no", "milestone"):
            unit = "%"
        between = "" if unit in ("%", "‰") else " "
        return f"{number(value, self.indicator.decimals, self.locale)}{between}{unit}".strip()

    def percent(self, value: float | None) -> str:
        return "" if value is None else f"{number(value, 1, self.locale)}%"

    def unit_name(self, unit: str) -> str:
        return entity_name(unit, self.locale, self.plan)

    def reckoning(self, step: Step) -> str:
        """`26 / 196 × 100`: the step's expression with the numbers in the names' places."""

        def filled(match: re.Match[str]) -> str:
            value = step.values.get(match[0])
            return match[0] if value is None else self.operand(value)

        text = _NAME.sub(filled, step.expression)
        return text.replace("*", "×").replace(" - ", " − ")

    def operand(self, value: float) -> str:
        exact = shortest(round(value, 6), self.locale)
        return f"({exact})" if value < 0 else exact

    # --- parts

    def head(self) -> Iterator[str]:
        period = sentence_case(period_title(self.found.period, self.locale))
        asked_at = moment(local(self.found.as_of, self.plan.timezone), self.locale)
        yield self.say("title", code=self.indicator.id, name=self.indicator.name)
        unit = self.unit_name(self.found.unit)
        yield self.say("subject", unit=unit, period=period, moment=asked_at)
        yield ""
        status = self.row["status"]
        word = "met_so_far" if status == "met" and not self.ends_year() else status
        yield self.say(
            "light_marked",
            status=say(f"status.result.{word}", self.locale),
            light=say(f"status.light.{word}", self.locale),
        )
        yield f"  {self.why()}"
        yield self.say("method", method=self.method_name())
        if depends_on_method(self.found):
            yield self.say("depends", methods="; ".join(self.methods()))
        own = self.found.own
        if own is not None and own != self.found.period and own.months > self.found.period.months:
            yield self.say("other_period", period=period_title(own, self.locale))

    def methods(self) -> Iterator[str]:
        """What each method says of the row: `theo ...: Đúng tiến độ (97,2%)`."""
        for one in self.found.methods:
            if not one["light"]:
                continue
            word = one["status"]
            if word == "met" and not self.ends_year():
                word = "met_so_far"
            yield self.say(
                "by_method",
                method=say(f"report.method.{one['method']}", self.locale),
                status=say(f"status.result.{word}", self.locale),
            )

    def ends_year(self) -> bool:
        return self.found.period.month_of_year == 12 or self.indicator.measure == "milestone"

    def method_name(self) -> str:
        return say(f"report.method.{self.row['method']}", self.locale)

    def why(self) -> str:
        """One sentence: the rule that gave the light, with its numbers."""
        status, row = self.row["status"], self.row
        if status in ("not_due", "not_applicable", "no_data"):
            return self.say(f"why.{status}")
        if self.indicator.measure == "milestone":
            return self._why_milestone()
        if status == "no_target":
            return self.say("why.no_target", year=self.found.period.year)
        if status in _REACHED and row["method"] != "cagr":
            way = "within" if self.indicator.direction == "within" else self.indicator.direction
            return self.say(
                f"why.{status}_{way}",
                assessed=self.measured(row["assessed"]),
                target=self.measured(row["target"]),
                low=self.measured(row["band_low"]),
                high=self.measured(row["band_high"]),
            )
        pace = self.percent(None if row["pace"] is None else 100 * row["pace"])
        if row["method"] != "linear":
            return self.say("why.by_method", method=self.method_name(), pace=pace)
        cuts = self.plan.assessment
        return self.say(
            f"why.{status}",
            pace=pace,
            on_track=self.percent(100 * cuts.on_track),
            at_risk=self.percent(100 * cuts.at_risk),
        )

    def _why_milestone(self) -> str:
        row = self.row
        due = day(row["due_on"], self.locale) if row["due_on"] else ""
        if row["status"] == "not_met":
            return self.say("why.not_met_milestone", due_on=due)
        if row["level"] != "unit":
            return self.say("why.met_share")
        key = "met_late" if row["late"] else "met_milestone"
        return self.say(f"why.{key}", done_on=day(row["done_on"], self.locale), due_on=due)

    def figures(self) -> Iterator[str]:
        row = self.row
        if row["value"] is None and row["assessed"] is None:
            return
        yield from ("", self.say("section.figures"))
        if row["value"] is not None:
            yield self.line("value", self.made("value", self.measured(row["value"])))
        stock = self.indicator.over_time == "stock"
        if row["assessed"] is not None and self.indicator.measure != "milestone":
            label = "assessed_stock" if stock else "assessed"
            yield self.line(label, self.made("assessed", self.measured(row["assessed"])))
        for name in ("previous", "last_year"):
            if row[name] is not None:
                yield self.line(name, self.measured(row[name]))

    def made(self, name: str, result: str) -> str:
        """How a figure was made, equals its result."""
        step = self.steps.get(name)
        if step is None:
            return result
        if step.expression and step.case not in ("flat",):
            return self.say("equals", left=self.reckoning(step), right=result)
        if step.case == "sum" and self.found.unit in self.plan.unit_by_id and name == "value":
            return result  # one report: nothing was summed
        if step.case in ("kept", "flat"):
            return result
        reports = number(self.reports_behind(name, step), 0, self.locale)
        return f"{result} ({self.say(f'case.{step.case}', reports=reports)})"

    def reports_behind(self, name: str, step: Step) -> float:
        """How many reports make up a sum; of other figures how many units."""
        if step.case != "sum" or not self.found.leaves:
            return step.values.get("reports", 0)
        return sum(
            1 for r in self.found.leaves[0].reports
            if (r["in_period"] or name == "assessed") and r["value"] is not None
        )  # fmt: skip

    def target(self) -> Iterator[str]:
        row, target = self.row, self.found.target
        if target is None and row["due_on"] is None and row["band_low"] is None:
            return
        yield from ("", self.say("section.target"))
        if row["due_on"] is not None:
            yield self.line("due_on", day(row["due_on"], self.locale))
        if target is not None:
            given = f"{self.measured(row['target'])} ({self.scope(target.scope)})"
            yield self.line("target", given, year=target.year)
            if target.points:
                yield self.line("years", "; ".join(self.points()))
        if target is not None and target.revision is not None:
            text = self.say(
                "target.decision",
                value=self.measured(target.revision.value),
                decision=target.revision.decision,
                day=day(target.revision.decided, self.locale),
            )
            yield self.line("decision", text)
        if row["expected"] is not None and "expected" in self.steps:
            how = self.say(f"case.{self.steps['expected'].case}")
            text = self.made("expected", self.measured(row["expected"]))
            yield self.line("expected", f"{text} ({how})")
            yield from self.profile()
        for name in ("achievement", "pace"):
            if name in self.steps and row[name] is not None:
                shown = row[name] if name == "achievement" else 100 * row[name]
                yield self.line(name, self.made(name, self.percent(shown)))
        for name in ("basis", "lead"):
            text = getattr(self.indicator, name)
            if text:
                yield self.line(name, self.unit_name(text) if name == "lead" else text)

    def profile(self) -> Iterator[str]:
        """What a learned profile rests on, and how much of the year it has behind it when."""
        profile = self.found.profile
        if profile is None or profile.years is None:
            return
        if not profile.years:
            yield self.line("profile", self.say("profile.no_year"))
            return
        shares = "; ".join(
            self.say(
                "profile.by_month",
                month=row["month_of_year"],
                share=self.percent(100 * row["cumulated"]),
            )
            for row in profile.shares
        )
        years = ", ".join(str(year) for year in profile.years)
        counted = {"count": len(profile.years), "years": years, "shares": shares}
        yield self.line("profile", self.say("profile.learned", **counted))

    def scope(self, scope: str) -> str:
        if scope in ("plan", "sum"):
            return self.say(f"scope.{scope}")
        if scope in self.plan.unit_by_id:
            return self.say("scope.unit", scope=self.unit_name(scope))
        return self.say("scope.kind", scope=scope)

    def points(self) -> Iterator[str]:
        target, base = self.found.target, self.indicator.baseline
        for year, value in target.points.items() if target else ():
            key = "baseline" if base is not None and year == base.year else "year"
            yield self.say(f"target.{key}", year=year, value=self.measured(value))
        if target and target.year not in target.points:
            yield self.say("target.interpolated")

    def outlook(self) -> Iterator[str]:
        row = self.row
        shown = ("trend", "projection", "required", "end_projection")
        if all(row[name] is None for name in shown):
            return
        yield from ("", self.say("section.outlook"))
        if row["trend"] is not None:
            yield self.line("trend", say(f"status.trend.{row['trend']}", self.locale))
        if row["projection"] is not None:
            key = "plain" if row["projection_low"] is None else "range"
            text = self.say(
                f"projection.{key}",
                middle=self.measured(row["projection"]),
                low=self.measured(row["projection_low"]),
                high=self.measured(row["projection_high"]),
            )
            yield self.line("projection", text)
            if row["expected"] is None:
                yield from self.profile()
        if row["likelihood"] is not None:
            text = say(f"status.likelihood.{row['likelihood']}", self.locale)
            yield self.line("likelihood", text)
        if row["required"] is not None:
            yield self.line("required", self.required(row["required"]))
        if row["end_projection"] is not None:
            text = self.say(
                "projection.end",
                middle=self.measured(row["end_projection"]),
                target=self.measured(row["end_target"]),
            )
            yield self.line("end_projection", text, year=row["end_year"])

    def required(self, value: float) -> str:
        """What each remaining month must bring; of a ceiling what it may, of a level its change."""
        decimals = self.indicator.decimals + 1
        unit = self.indicator.unit_of_measure.strip()
        if unit in ("%", "‰") or self.indicator.measure == "yes_no":
            unit = self.say("projection.per_mille_points" if unit == "‰" else "projection.points")
        text = f"{number(abs(value), decimals, self.locale)} {unit}"
        if self.row["is_at_most"]:
            return self.say("projection.at_most", required=text)
        if self.indicator.over_time == "stock":
            sign = "+" if value >= 0 else "−"
            return self.say("projection.change", required=sign + text)
        return self.say("projection.required", required=text)

    def coverage(self) -> Iterator[str]:
        row = self.row
        if row["units_expected"] is None:
            return
        yield from ("", self.say("section.coverage"))
        if row["units_expected"] == 0:
            yield "  " + self.say("coverage.none")
        else:
            counts = {"reported": row["units_reported"], "expected": row["units_expected"]}
            yield "  " + self.say("coverage.counts", **counts)
        if row["provisional"]:
            yield "  " + self.say("coverage.provisional")
        warned = [r for leaf in self.found.leaves for r in leaf.reports if r["questioned"]]
        if warned:
            told = sum(self.is_explained(r) for r in warned)
            yield "  " + self.say("coverage.warned", count=len(warned), explained=told)
        missing = dict.fromkeys(
            r["unit"] for leaf in self.found.leaves for r in leaf.delivery
            if r["expected"] and not r["complete"]
        )  # fmt: skip
        if missing:
            names = [self.unit_name(u) for u in list(missing)[:ROWS]]
            yield "  " + self.say("coverage.missing", units="; ".join(names))
        yield from self.full_return()

    def is_explained(self, report: Mapping[str, Any]) -> bool:
        """Whether its sender answered what the checks asked about a figure."""
        return bool(report["explanation"]) or any(
            p["answered"]
            for leaf in self.found.leaves
            for p in leaf.problems
            if p["submission"] == report["submission"] and p["unit"] == report["unit"]
        )

    def full_return(self) -> Iterator[str]:
        """What the missing reports would have to be for another light."""
        missing = self.found.missing
        if missing is None:
            if self.row["provisional"] and self.row["units_reported"] != self.row["units_expected"]:
                yield "  " + self.say("full_return.unbounded")
            return
        if not missing.stretches:
            yield "  " + self.say("full_return.unbounded")
        elif not missing.may_change:
            low, high = missing.stretches[0], missing.stretches[-1]
            figures = sorted((low.figure_from, high.figure_to))
            shown = {"low": self.measured(figures[0]), "high": self.measured(figures[1])}
            yield "  " + self.say("full_return.same", **shown)
        else:
            yield "  " + self.say("full_return.head", reports=missing.reports)
            for s in missing.stretches:
                yield "    " + self.stretch(s)

    def stretch(self, s: Stretch) -> str:
        word = "met_so_far" if s.status == "met" and not self.ends_year() else s.status
        return self.say(
            "full_return.stretch",
            low=self.measured(s.each_from),
            high=self.measured(s.each_to),
            figure_low=self.measured(s.figure_from),
            figure_high=self.measured(s.figure_to),
            status=say(f"status.result.{word}", self.locale),
        )

    def reports(self, leaf: Leaf) -> Iterator[str]:
        if not leaf.reports:
            return
        code, name = leaf.indicator.id, leaf.indicator.name
        yield from ("", self.say("section.reports", code=code, name=name))
        yield "  " + self.say("report.head")
        for report in leaf.reports[:ROWS]:
            yield "  " + self.report(report)
        if len(leaf.reports) > ROWS:
            yield self.say(
                "more",
                count=len(leaf.reports) - ROWS,
                indicator=self.indicator.id,
                period=self.found.period.label,
                unit=self.found.unit,
            )

    def report(self, report: Mapping[str, Any]) -> str:
        """`tháng 6/2024 | Thành ủy Đông Hà | 26/196 | Số liệu!H30 | tệp | nhận lúc`."""
        from flows.read_text import figure_text

        figure = figure_text(dict(report), self.locale)
        if not report["in_period"]:
            figure = self.say("report.year_part") + figure
        sheet, cell = report["sheet"], report["cell"]
        where = self.say("report.cell", sheet=sheet, cell=cell) if sheet and cell else cell or ""
        received = moment(local(report["received_at"], self.plan.timezone), self.locale)
        parts = [
            period_title(parse_period(report["period"]), self.locale),
            self.unit_name(report["unit"]), figure, where, report["file"], received,
        ]  # fmt: skip
        if report["versions"] > 1:
            parts.append(self.say("report.version", version=report["version"]))
        if report["questioned"]:
            parts.append(
                self.say(f"report.{'warned' if self.is_explained(report) else 'questioned'}")
            )
        if report["explanation"]:
            parts.append(self.say("report.explanation", text=report["explanation"]))
        return " | ".join(parts)

    def problems(self) -> Iterator[str]:
        found = [p for leaf in self.found.leaves for p in leaf.problems]
        if not found:
            return
        yield from ("", self.say("section.problems"))
        for problem in found[:ROWS]:
            yield f"  {problem['message']}"
            if problem["answered"]:
                yield "    " + self.say("report.answered", text=problem["answered"])
