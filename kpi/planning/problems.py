"""What a plan's workbook says wrongly, as data: the place, the value, the rule; the repair is in
the rule's sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.plan.findings import Finding, said
from kpi.planning.in_words import text_in_words
from kpi.words import say


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell and what is written in it; both places are empty for the workbook as a whole."""

    sheet: str = ""
    cell: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True)
class BookProblem:
    """One finding; `rule` is a key of the words section `plan_book.problems`, or, with `finding`,
    one of the plan's own."""

    rule: str
    spot: Spot
    values: Mapping[str, object] = field(default_factory=dict)
    finding: Finding | None = None
    other: Spot | None = None  # the cell that a finding speaks of beside its own

    def text(self, locale: str) -> str:
        """The place, the value, what is wrong, how to mend it."""
        place = self._place(locale)
        if self.finding is not None:
            return place + text_in_words(self.finding, self._other(locale), locale)
        values = said(self.values, locale)
        parts = [say(f"plan_book.problems.{self.rule}.what", locale, **values)]
        if values.get("likely"):
            parts.append(say("plan.likely", locale, likely=values["likely"]))
        parts.append(say(f"plan_book.problems.{self.rule}.mend", locale, **values))
        return place + " ".join(parts)

    def _other(self, locale: str) -> str:
        other = self.other
        if other is None or not other.cell:
            return ""
        return say("plan_book.other_cell", locale, sheet=other.sheet, cell=other.cell)

    def _place(self, locale: str) -> str:
        if not self.spot.cell:
            return ""
        key = "place" if self.spot.written else "empty_place"
        values = {"sheet": self.spot.sheet, "cell": self.spot.cell, "written": self.spot.written}
        return say(f"plan_book.{key}", locale, **values)
