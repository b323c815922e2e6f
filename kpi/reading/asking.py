"""Turns questions and refusals into problems, in the words of the catalogue.

A message names the place, what was read, why it is not taken and what to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kpi.reading.catalogue import Asked, Catalogue
from kpi.reading.cells.outcomes import Question
from kpi.records.answers import Answer
from kpi.records.problems import Problem
from kpi.words import say
from kpi.words.courtesy import asking
from kpi.workbooks.grid import OldText, Refused
from kpi.workbooks.written import figure


@dataclass(frozen=True, slots=True)
class Asking:
    """The place of what is asked about: file, unit, period, and the reader's language.
    `please` is how the plan begins what it asks of a unit. `parts` are the heads of the columns
    for a ratio's two numbers, if the table has or wants columns for them; in a form they are two
    rows. `guessed` are the texts of old fonts."""

    locale: str
    file: str
    please: str
    unit: str = ""
    period: str = ""
    parts: tuple[str, str] | None = None
    guessed: Mapping[str, OldText] = field(default_factory=dict)

    @classmethod
    def of(
        cls, known: Catalogue, file: str, guessed: Mapping[str, OldText] | None = None
    ) -> Asking:
        """What is asked about a file of a plan's units, before its unit and period are known."""
        return cls(known.locale, file, known.please, guessed=guessed or {})

    def about_cell(self, question: Question, answer: Answer, asked: Asked | None) -> Problem:
        values = {k: self._shown(v) for k, v in question.values.items()}
        values.setdefault("code", answer.indicator)
        values.setdefault("unit_of_measure", asked.unit_of_measure if asked else "")
        values.setdefault("if_none", self._if_none(asked))
        values.setdefault("insert", "" if self.parts else say("intake.parts.insert", self.locale))
        values.setdefault("parts", self._parts(answer.indicator))
        where = say("intake.where.cell", self.locale, cell=answer.cell, indicator=answer.indicator)
        text = say(
            f"intake.cell.{question.reason}", self.locale,
            where=where, written=answer.written, **values, **asking(self.please),
        )  # fmt: skip
        text += self._old_font(answer.written)
        return Problem(
            rule=question.rule, message=text, file=self.file, sheet=answer.sheet,
            cell=answer.cell, unit=self.unit, period=self.period, indicator=answer.indicator,
            written=answer.written,
        )  # fmt: skip

    def _if_none(self, asked: Asked | None) -> str:
        """What to write where there was none: KPS only of what occurs."""
        kind = "occurred"
        if asked is not None and asked.measure in ("yes_no", "milestone"):
            kind = asked.measure
        elif asked is not None and asked.measure == "score":
            kind = "result"
        elif asked is not None and asked.running_total:
            kind = "running_total"
        return say(f"intake.if_none.{kind}", self.locale)

    def _old_font(self, written: str) -> str:
        """Of a text that may be another one in its old font, that font and the other text."""
        old = self.guessed.get(written)
        if old is None:
            return ""
        named = {"font": old.font, "other": old.other}
        return " " + say("intake.old_font", self.locale, **named, **asking(self.please))

    def _parts(self, code: str) -> str:
        if self.parts is None:
            return say("intake.parts.rows", self.locale, code=code)
        above, below = self.parts
        return say("intake.parts.columns", self.locale, above=above, below=below)

    def about_file(self, rule: str, reason: str, **values: object) -> Problem:
        shown = {k: self._shown(v) for k, v in values.items()}
        told = {"file": self.file, **shown, **asking(self.please)}
        text = say(f"intake.file.{reason}", self.locale, **told)
        return Problem(
            rule=rule, message=text, file=self.file, sheet=str(values.get("sheet", "")),
            cell=str(values.get("place", "")), unit=self.unit, period=self.period,
            written=str(values.get("written", "")),
        )  # fmt: skip

    def refusal(self, refused: Refused) -> Problem:
        return self.about_file(refused.rule, refused.reason, **refused.values)

    def _shown(self, value: object) -> str:
        return figure(value, self.locale) if isinstance(value, Decimal | float) else str(value)
