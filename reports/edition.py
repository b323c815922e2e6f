"""One edition of a report: the plan, the period, the moment it speaks of, in one language.

What stands on every page (whose report, how far the data goes, whether the targets are approved)
is said here once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kpi.periods import Period, parse_period
from kpi.plan.model import Owner, Plan
from kpi.words import formats, say

# placeholders that stand for how many there are
COUNTS = frozenset(
    ("count", "total", "forms", "left", "shown", "on_time", "late", "missing", "judged", "rest")
)
PERIODS_NAMED = 5  # of one unit, in one sentence


@dataclass(frozen=True, slots=True)
class Edition:
    """`as_of` is UTC without zone."""

    plan: Plan
    period: Period
    as_of: datetime

    @property
    def locale(self) -> str:
        return self.plan.locale

    def say(self, key: str, /, **values: object) -> str:
        """A text of the catalogue; whole numbers that count something are written as figures are
        (`2.075 biểu`), years are not."""
        counts = {n: formats.number(v, 0, self.locale) for n, v in values.items()
                  if n in COUNTS and isinstance(v, int) and v >= 1000}  # fmt: skip
        return say(key, self.locale, **{**values, **counts})

    @property
    def title(self) -> str:
        """The period in the middle of a sentence: `tháng 6/2024`."""
        return formats.period_title(self.period, self.locale)

    def period_name(self, label: str | None) -> str:
        """A period of the warehouse as people say it, to stand alone: `Tháng 6/2024`."""
        return formats.sentence_case(self.period_within(label)) if label else ""

    def period_within(self, label: str) -> str:
        """A period of the warehouse in the middle of a sentence."""
        return formats.period_title(parse_period(label), self.locale)

    def periods_within(self, labels: Sequence[str], most: int = PERIODS_NAMED) -> str:
        """Periods of the warehouse in the middle of a sentence; of many the first, and how many
        more."""
        named = [self.period_within(label) for label in labels[:most]]
        if left := len(labels) - len(named):
            named.append(self.say("report.more_periods", left=left))
        return ", ".join(named)

    @property
    def owner(self) -> Owner:
        """Who owned the plan when the period closed."""
        return self.plan.owner_on(self.plan.calendar.last_day(self.period))

    def local(self, moment: datetime) -> datetime:
        """A moment of the warehouse on the clocks of the plan's time zone."""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.plan.timezone))

    def local_minute(self, moment: datetime) -> datetime:
        """The same without zone and seconds, as a cell of a workbook holds it."""
        return self.local(moment).replace(tzinfo=None, second=0, microsecond=0)

    def moment(self, moment: datetime | None) -> str:
        return formats.moment(self.local(moment), self.locale) if moment else ""

    @property
    def as_of_text(self) -> str:
        """`Số liệu tính đến ngày 20/6/2024`, with the time unless it is the day's end."""
        local = self.local(self.as_of)
        day = formats.day(local.date(), self.locale)
        if (local.hour, local.minute) == (23, 59):
            return self.say("report.as_of", day=day)
        return self.say(
            "report.as_of_moment", hour=local.hour, minute=f"{local.minute:02d}", day=day
        )

    @property
    def notice(self) -> str:
        """Whether the targets are approved: stands on every page."""
        approved = self.plan.approved
        if approved is None:
            return self.say("report.proposed")
        return self.say(
            "report.approved",
            decision=approved.decision,
            day=formats.day(approved.date, self.locale),
        )

    def status(self, status: str) -> str:
        return self.say(f"status.result.{status}")

    def standing(self, status: str, measure: str, *, late: bool = False) -> str:
        """A status as an indicator has it: a milestone is done, and at no year's level."""
        if measure == "milestone" and status in ("met", "met_so_far"):
            return self.say(f"status.done.{'late' if late else 'in_time'}")
        return self.status(status)

    def sheet(self, key: str) -> str:
        return self.say(f"report.sheets.{key}")
