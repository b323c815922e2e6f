"""What differs from the last report, sorted for the page; what changed and why is found elsewhere
(`kpi.compare`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kpi.compare import Change, LastReport
from kpi.compare.causes import Rows
from kpi.plan.model import Indicator, Plan, TargetRevision
from reports.edition import Edition
from reports.looks import STATUS

if TYPE_CHECKING:
    import duckdb

NOT_DUE = "not_due"


@dataclass(frozen=True)
class Since:
    """The plan's rows that differ from the last report's."""

    plan: Plan
    ends_year: bool
    last: LastReport
    changes: tuple[Change, ...]

    @cached_property
    def lights(self) -> Sequence[Change]:
        """Rows with another status, both times of a period that is the indicator's."""
        return [c for c in self._judged if c.status_changed]

    @cached_property
    def figures(self) -> Sequence[Change]:
        return [c for c in self._judged if not c.status_changed]

    @cached_property
    def _judged(self) -> Sequence[Change]:
        return [c for c in self.changes if NOT_DUE not in (_status(c.before), _status(c.after))]

    @cached_property
    def now_due(self) -> Sequence[str]:
        return [c.indicator for c in self.changes if _turned(c.before, c.after)]

    @cached_property
    def no_longer_due(self) -> Sequence[str]:
        return [c.indicator for c in self.changes if _turned(c.after, c.before)]

    def indicator(self, code: str) -> Indicator:
        known = self.plan.indicator_by_id.get(code)
        return known or self.last.plan.indicator_by_id[code]

    def unit_name(self, unit: str) -> str:
        known = self.plan.unit_by_id.get(unit) or self.last.plan.unit_by_id.get(unit)
        return known.name if known else unit

    def light(self, edition: Edition, status: str) -> str:
        """Symbol and word; a level reached before the year's end is only reached so far."""
        if not status:
            return edition.say("compare.none")
        word = "met_so_far" if status == "met" and not self.ends_year else status
        return f"{STATUS[word].symbol} {edition.status(word)}"

    def answers_of(self, code: str, *, corrected: bool) -> Sequence[Mapping[str, Any]]:
        """The answers behind a cause, of all that the indicator is made from."""
        made_of = self._made_of(self.indicator(code))
        return [
            a for a in self.last.answers
            if a["indicator"] in made_of and bool(a["is_correction"]) is corrected
        ]  # fmt: skip

    def _made_of(self, indicator: Indicator) -> set[str]:
        found = {indicator.id}
        for operand in (*indicator.operands, *filter(None, [indicator.weighted_by])):
            found |= self._made_of(self.indicator(operand))
        return found

    def revisions_of(self, code: str) -> Sequence[TargetRevision]:
        return [r for i, r in self.last.revisions if i.id == code]


def since_last(
    con: duckdb.DuckDBPyConnection, plan: Plan, last: LastReport | None, label: str
) -> Since | None:
    """Compares the results that stand now with the last report's."""
    from kpi.assessment.run import results_frame
    from kpi.periods import parse_period

    if last is None:
        return None
    rows: Rows = {
        (r["indicator"], r["unit"]): r
        for r in results_frame(con).to_dicts()
        if r["period"] == label and r["unit"] == "ALL"
    }
    ends_year = parse_period(label).month_of_year == 12
    return Since(plan, ends_year, last, last.changes_to(rows))


def _status(row: Mapping[str, Any] | None) -> str:
    return str(row["status"]) if row else ""


def _turned(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> bool:
    return _status(before) == NOT_DUE and _status(after) != NOT_DUE
