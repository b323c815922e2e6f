"""What each rule's message needs to quote, from the row that broke it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kpi.checks.cells import indicators_frame
from kpi.checks.messages import Row, Wording
from kpi.checks.missed import Missed
from kpi.checks.parcels import Parcel
from kpi.plan.model import Indicator, Plan, RulePart
from kpi.plan.ranges import REACH
from kpi.records.answers import Silent
from kpi.records.problems import Problem

_COMPARED = {
    "<=": "at_most",
    "<": "less",
    ">=": "at_least",
    ">": "more",
    "==": "equal",
    "!=": "unlike",
}
_TYPE = {"ratio": "parts", "yes_no": "yes_no", "milestone": "date"}


class Telling:
    """Problems of answers, each with what its message quotes."""

    def __init__(self, plan: Plan, words: Wording) -> None:
        self._plan = plan
        self._words = words
        self._limits = {r["indicator"]: r for r in indicators_frame(plan).to_dicts()}

    def of_cell(self, rule: str, file: str, row: Row) -> Problem:
        """A problem of the suite `cells`."""
        words, indicator = self._words, self._plan.indicator_by_id.get(row["indicator"])
        key, values = rule, dict[str, object]()
        match rule:
            case "unknown_indicator":
                values["near"] = words.near(row["indicator"])
            case "ended_unit":
                values["validity"] = words.validity(row["unit"])
            case "wrong_frequency" if indicator:
                values["frequency"] = words.text(f"frequency.{indicator.frequency}")
            case "wrong_type" if indicator:
                values["expected"] = words.text(
                    f"expected.{_TYPE.get(indicator.measure, 'number')}"
                )
            case "bad_date":
                values["first"] = words.day(_first_day(self._plan))
            case "numerator_above_denominator" | "part_not_whole" | "part_of_nothing" if indicator:
                values = self._parts(row, indicator)
            case "out_of_range":
                key, values = self._range(row)
        return words.of_answer(rule, file, row, key, **values)

    def _parts(self, row: Row, indicator: Indicator) -> dict[str, object]:
        return {
            "numerator_name": indicator.numerator or f"{indicator.id}.a",
            "denominator_name": indicator.denominator or f"{indicator.id}.b",
            "numerator": self._words.figure(row["numerator"]),
            "denominator": self._words.figure(row["denominator"]),
        }

    def _range(self, row: Row) -> tuple[str, dict[str, object]]:
        if any((row[part] or 0.0) < 0 for part in ("numerator", "denominator")):
            return "negative_part", {}
        limits: dict[str, Any] = self._limits[row["indicator"]]
        if any((row[part] or 0.0) > REACH for part in ("numerator", "denominator")):
            return "out_of_range_high", {"limit": self._words.figure(REACH)}
        low = limits["lowest"] is not None and row["figure"] < limits["lowest"]
        side, column = ("low", "lowest") if low else ("high", "highest")
        return f"out_of_range_{side}", {"limit": self._words.figure(limits[column])}

    def of_rule(self, file: str, row: Row, breach: Row) -> Problem:
        """A rule across indicators that does not hold."""
        rule = self._plan.rules[breach["rule_number"]]
        words = self._words
        text = rule.message or words.text(
            "rule.rule_text",
            left_names=self._names(rule.left),
            right_names=self._names(rule.right),
            compared=words.text(f"compared.{_COMPARED[rule.operator]}"),
            left=words.figure(breach["left"]),
            right=words.figure(breach["right"]),
        )
        name = "rule_error" if rule.severity == "error" else "rule_warning"
        return words.of_answer(name, file, row, rule_text=_sentence(text))

    def _names(self, side: Sequence[RulePart]) -> str:
        """What a side of a rule adds up, by name, each with its code."""
        told = ""
        for part in side:
            indicator = self._plan.indicator_by_id[part.indicator]
            own = {"a": indicator.numerator, "b": indicator.denominator}
            name = own.get(part.part or "") or indicator.name
            code = f"{indicator.id}.{part.part}" if part.part else indicator.id
            sign = "" if not told and part.sign > 0 else (" + " if part.sign > 0 else " - ")
            told += f'{sign}"{name}" ({code})'
        return told

    def of_history(self, rule: str, file: str, row: Row, facts: Row) -> Problem:
        """A problem of the suite `history`."""
        words, indicator = self._words, self._plan.indicator_by_id[row["indicator"]]
        months = indicator.months
        values: dict[str, object] = {}
        match rule:
            case "running_total_falls":
                values["previous"] = words.figure(facts["total_before"])
                values["other_period_title"] = words.title_of_months(
                    facts["total_before_first"], months
                )
            case "changed_much":
                return self._jump(file, row, facts, indicator)
            case "slip_of_ten":
                more = "times_more" if facts["more"] else "times_less"
                values["how"] = words.text(f"slip.{more}", times=words.figure(facts["times"]))
                values["previous"] = self._previous(facts, indicator)
        return words.of_answer(rule, file, row, rule, **values)

    def _jump(self, file: str, row: Row, facts: Row, indicator: Indicator) -> Problem:
        words, planned = self._words, facts["max_change"] is not None
        sign = indicator.unit_of_measure.strip() if indicator.is_percent else ""
        told = {
            name: words.figure(facts[column], indicator) + sign
            for name, column in (
                ("low", "earlier_low"),
                ("high", "earlier_high"),
                ("previous", "previous_step"),
            )
        }
        kind = {"ratio": "share"}.get(indicator.measure)
        if kind is None and indicator.over_time == "running_total":
            kind = "added"
        step = words.figure(facts["step"], indicator) + sign
        return words.of_answer(
            "changed_much",
            file,
            row,
            "changed_beyond_plan" if planned else "changed_much",
            figure=words.text(f"step.{kind}", step=step) if kind else "",
            limit=words.figure(facts["max_change"]),
            **told,
        )

    def _previous(self, facts: Row, indicator: Indicator) -> str:
        if indicator.measure != "ratio":
            return self._words.figure(facts["previous_figure"])
        parts = (facts["previous_numerator"], facts["previous_denominator"])
        return " / ".join(self._words.figure(part) for part in parts)

    def of_missed(self, file: str, row: Row, missed: Missed) -> Problem:
        """A target that is missed without a word of why."""
        words, indicator = self._words, self._plan.indicator_by_id[row["indicator"]]
        column = words.text("column.explanation" if row["has_explanations"] else "column.note")
        rule = "missing_explanation"
        if missed.due is not None:
            due = words.day(missed.due)
            return words.of_answer(rule, file, row, "missed_day", due=due, column=column)
        if missed.target is None:
            low, high = indicator.band or (missed.expected, missed.expected)
            key, bounds = "missed_band", {"low": words.about(low), "high": words.about(high)}
        else:
            key = "missed_below" if missed.assessed < missed.target else "missed_above"
            bounds = {"target": words.about(missed.target)}
        basis = "stock" if indicator.over_time == "stock" else "to_date"
        decimals = indicator.decimals
        return words.of_answer(
            rule,
            file,
            row,
            key,
            basis=words.text(f"basis.{basis}"),
            assessed=words.about(missed.assessed, decimals),
            gap=words.gap(abs(missed.assessed - missed.expected), indicator),
            column=column,
            **bounds,
        )

    def of_late_day(self, file: str, row: Row) -> Problem:
        """A day of completion after the last day of its period."""
        done = self._words.day(date.fromisoformat(row["done_on"]))
        last = self._words.day(row["last_day"])
        return self._words.of_answer("done_after_period", file, row, done=done, last=last)

    def of_kept(self, parcel: Parcel, silent: Silent, kept: Row) -> Problem:
        """An earlier figure that stays in force where nothing was said."""
        row = {"sheet": silent.sheet, "cell": silent.cell, "indicator": silent.indicator,
               "unit": parcel.unit, "period": parcel.period, "written": silent.written,
               "figure": None}  # fmt: skip
        rule = "old_figure_kept"
        key = f"{rule}_written" if silent.written else rule
        told = self._kept(kept, self._plan.indicator_by_id[silent.indicator])
        return self._words.of_answer(rule, parcel.arrival.path, row, key, previous=told)

    def _kept(self, kept: Row, indicator: Indicator) -> str:
        """A figure in force as people read it."""
        words = self._words
        if kept["state"] not in ("value", "estimate"):
            return words.text(f"kept.{kept['state']}")
        if kept["done_on"]:
            return words.day(date.fromisoformat(kept["done_on"]))
        if indicator.measure in ("yes_no", "milestone"):
            return words.text(f"kept.{indicator.measure}_{int(bool(kept['value']))}")
        if indicator.measure == "ratio":
            return " / ".join(words.figure(kept[part]) for part in ("numerator", "denominator"))
        return words.figure(kept["value"])

    def of_longer(self, file: str, row: Row, facts: Row) -> Problem:
        """A longer period's figure that differs from the shorter ones inside it."""
        words, indicator = self._words, self._plan.indicator_by_id[row["indicator"]]
        title = words.title_of_months(facts["longer_first"], facts["longer_months"])
        own = facts["longer_months"] == row["months"]
        rule = "differs_from_shorter_periods"
        return words.of_answer(
            rule,
            file,
            row,
            rule if own else "differs_from_longer_period",
            period_title=title,
            other=words.figure(facts["from_shorter"], indicator),
            longer=words.figure(facts["from_longer"], indicator),
        )


def _first_day(plan: Plan) -> Any:
    return date(plan.years[0], 1, 1)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
