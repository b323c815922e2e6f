"""Findings turned into problems: the place, the value, the rule and the repair, in words."""

from __future__ import annotations

from dataclasses import replace

from kpi.checks.rule import CheckRule
from kpi.checks.rules import SEVERITIES
from kpi.checks.rules.blank_form import BLANK_FORM
from kpi.checks.wording import Row, Wording
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.records.reader_rules import SIDECAR_UNREADABLE
from kpi.records.submission import Submission


class Messages(Wording):
    """Writes the problems of one plan, in the plan's locale."""

    def of_submission(
        self, rule: CheckRule, submission: Submission, row: Row | None = None
    ) -> Problem:
        """A problem of a whole submission; `row` is what its message may quote."""
        values = rule.quote(self, row or {}).values
        about = self.of_file(rule.name, submission, **values)
        more = self._where_figures_slipped(submission) if rule is BLANK_FORM else ""
        return replace(about, severity=rule.severity, message=about.message + more)

    def _where_figures_slipped(self, submission: Submission) -> str:
        """Of a form without figures the column in which numbers stand instead, or nothing."""
        column = submission.read.elsewhere
        return " " + self.say("elsewhere.numbers", column=column) if column else ""

    def of_file(self, rule: str, submission: Submission, **values: object) -> Problem:
        """A problem of a whole submission, of a rule by name."""
        file = submission.file
        severity = SEVERITIES.get(rule, "warning")
        about = Problem(
            rule, "", file=file, unit=submission.unit, period=submission.period, severity=severity
        )
        told = {"written": "", "period_title": self.title(submission.period), **values}
        told |= self.receiver(submission.period)
        told["place"] = self.say("place.file", file=file.rsplit("/", 1)[-1])
        return replace(
            about,
            message=self.say(f"rule.{rule}", **told),
            written=str(told["written"]),
        )

    def of_row(self, rule: CheckRule, submission: Submission, indicator: str) -> Problem:
        """A problem of an indicator that has no answer."""
        about = self.of_submission(rule, submission)
        place = self.say("place.indicator", indicator=indicator)
        key = f"{rule.name}{self._ways_to_say_none(indicator)}"
        told = {"period_title": self.title(submission.period), **self.receiver(submission.period)}
        message = self.say(f"rule.{key}", place=place, **told)
        return replace(about, indicator=indicator, message=message)

    def _ways_to_say_none(self, indicator: str) -> str:
        """Which words a row takes in place of a figure: nothing is advised that is refused."""
        about = self.plan.indicator_by_id[indicator]
        if about.measure in ("milestone", "yes_no", "score"):
            return f"_{about.measure}"
        return "_running_total" if about.over_time == "running_total" else ""

    def of_answer(self, rule: CheckRule, file: str, row: Row) -> Problem:
        """A problem of one answer; `row` has the answer and what its message may quote."""
        quote = rule.quote(self, row)
        about = self._of_place(rule.name, file, row, quote.key, **quote.values)
        return replace(about, severity=rule.severity)

    def of_reader(self, rule: str, file: str, row: Row) -> Problem:
        """A problem of one answer that the reader held back."""
        return self._of_place(rule, file, row)

    def _of_place(self, rule: str, file: str, row: Row, key: str = "", **values: object) -> Problem:
        indicator = self.plan.indicator_by_id.get(row["indicator"])
        told = {
            "place": self._place(row),
            "written": row["written"] or self.figure(row["figure"], indicator),
            "period_title": self.title(row["period"]),
            "unit_name": self.unit_name(row["unit"]),
            "unit_of_measure": indicator.unit_of_measure if indicator else "",
            **self.receiver(row["period"]),
            **values,
        }
        return Problem(
            rule,
            self.say(f"rule.{key or rule}", **told),
            file=file,
            sheet=row["sheet"],
            cell=row["cell"],
            unit=row["unit"],
            period=row["period"],
            indicator=row["indicator"],
            written=row["written"],
            severity=SEVERITIES.get(rule, "warning"),
        )

    def _place(self, row: Row) -> str:
        values = {k: row[k] for k in ("sheet", "cell", "indicator")}
        if not row["cell"]:
            return self.say("place.indicator", **values)
        return self.say("place.cell" if row["sheet"] else "place.line", **values)

    def sidecar(self, arrival: Arrival) -> Problem:
        """The time of receipt that stands beside a file could not be read."""
        rule = SIDECAR_UNREADABLE
        place = self.say("place.file", file=arrival.path.rsplit("/", 1)[-1])
        message = self.say(f"rule.{rule}", place=place)
        return Problem(rule, message, file=arrival.path)
