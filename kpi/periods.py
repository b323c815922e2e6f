"""Reporting periods: labels, the months inside them, and their days under a plan's calendar.

A period is made of whole months by label. Which days a month covers is the calendar's affair:
it starts the day after the month before it closes.
"""

from __future__ import annotations

import calendar as month_lengths
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Kind = Literal["month", "quarter", "half", "nine_months", "year", "years"]
Frequency = Literal["month", "quarter", "half", "year"]

MONTHS_IN: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
FREQUENCIES: tuple[Frequency, ...] = ("month", "quarter", "half", "year")

_LABEL = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<nine>9M)|(?P<last>\d{4})))?"
)


class UnknownPeriod(ValueError):
    """The text is no period label."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`months` whole months from `first_month` on; a month is numbered year x 12 + month - 1."""

    first_month: int
    months: int
    kind: Kind

    @property
    def last_month(self) -> int:
        return self.first_month + self.months - 1

    @property
    def year(self) -> int:
        """The report year in which the period ends."""
        return self.last_month // 12

    @property
    def month_of_year(self) -> int:
        """Months of the report year elapsed at the period's end, 1 to 12."""
        return self.last_month % 12 + 1

    @property
    def label(self) -> str:
        year, month = divmod(self.first_month, 12)
        match self.kind:
            case "month":
                return f"{year:04d}-{month + 1:02d}"
            case "quarter":
                return f"{year:04d}-Q{month // 3 + 1}"
            case "half":
                return f"{year:04d}-H{month // 6 + 1}"
            case "nine_months":
                return f"{year:04d}-9M"
            case "year":
                return f"{year:04d}"
            case "years":
                return f"{year:04d}-{self.year:04d}"

    def __str__(self) -> str:
        return self.label

    def contains(self, other: Period) -> bool:
        return self.first_month <= other.first_month and other.last_month <= self.last_month

    def ends_with(self, frequency: Frequency) -> bool:
        """Whether a reporting period of this frequency ends where this period ends."""
        return (self.last_month + 1) % MONTHS_IN[frequency] == 0

    def inside(self, frequency: Frequency) -> tuple[Period, ...]:
        """The whole reporting periods of this frequency inside, in order."""
        return tuple(
            p
            for p in periods_between(self.first_month, self.last_month, frequency)
            if self.contains(p)
        )

    def last_of(self, frequency: Frequency) -> Period | None:
        """The reporting period that ends with this period, even if it is the longer of the two."""
        if not self.ends_with(frequency):
            return None
        n = MONTHS_IN[frequency]
        return Period(self.last_month - n + 1, n, frequency)

    def preceding(self) -> Period:
        """The period of the kind before this one; of nine months last year's, of n years n back."""
        back = 12 if self.kind == "nine_months" else self.months
        return Period(self.first_month - back, self.months, self.kind)

    def year_before(self) -> Period:
        """The same period twelve months earlier."""
        return Period(self.first_month - 12, self.months, self.kind)


def parse_period(label: str) -> Period:
    """The period of a label such as 2024-06, 2024-Q2, 2024-H1, 2024-9M, 2024, 2021-2025.

    Raises UnknownPeriod for anything else, also for a range of years that does not rise.
    """
    found = _LABEL.fullmatch(label.strip())
    if not found:
        raise UnknownPeriod(label)
    start = int(found["year"]) * 12
    if found["month"]:
        return Period(start + int(found["month"]) - 1, 1, "month")
    if found["quarter"]:
        return Period(start + 3 * (int(found["quarter"]) - 1), 3, "quarter")
    if found["half"]:
        return Period(start + 6 * (int(found["half"]) - 1), 6, "half")
    if found["nine"]:
        return Period(start, 9, "nine_months")
    if found["last"]:
        years = int(found["last"]) - int(found["year"]) + 1
        if years < 2:
            raise UnknownPeriod(label)
        return Period(start, 12 * years, "years")
    return Period(start, 12, "year")


def year_period(year: int) -> Period:
    return Period(year * 12, 12, "year")


def periods_between(first_month: int, last_month: int, frequency: Frequency) -> Iterator[Period]:
    """The reporting periods of a frequency that end from `first_month` to `last_month`."""
    n = MONTHS_IN[frequency]
    end = first_month + (-(first_month + 1)) % n
    while end <= last_month:
        yield Period(end - n + 1, n, frequency)
        end += n


def ending_with(month: int) -> tuple[Period, ...]:
    """The month, and the quarter, half and year that end with it: what `kpi forms` writes."""
    one = Period(month, 1, "month")
    return tuple(p for f in FREQUENCIES if (p := one.last_of(f)) is not None)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Cut-off days of a plan. `closes_on` None is the end of the calendar month.

    `closes_by_month` overrides the day for a month of the year (1 to 12). `days_off` and
    `working_days` are what the Government decides beside the known holidays: days off that are
    swapped or added, and days off that are worked.
    """

    closes_on: int | None = None
    closes_by_month: tuple[tuple[int, int], ...] = ()
    due_working_days: int = 5
    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()

    def month_closes(self, month: int) -> date:
        """The last day of a numbered month; a day past the month's end is its last day."""
        year, index = divmod(month, 12)
        length = month_lengths.monthrange(year, index + 1)[1]
        day = dict(self.closes_by_month).get(index + 1, self.closes_on)
        return date(year, index + 1, length if day is None else min(day, length))

    def first_day(self, period: Period) -> date:
        return self.month_closes(period.first_month - 1) + timedelta(days=1)

    def last_day(self, period: Period) -> date:
        return self.month_closes(period.last_month)

    def due(self, period: Period) -> date:
        """The last day on which a submission is on time.

        `due_working_days` working days after the cut-off; Saturdays, Sundays and Vietnamese
        public holidays (library `holidays`) are no working days, nor are `days_off`;
        `working_days` are.
        """
        return _working_days_after(
            self.last_day(period), self.due_working_days, self.days_off, self.working_days
        )

    def working_day_after(self, day: date) -> date:
        """The first working day after a day: when a month that closes on it would be due."""
        one = replace(self, closes_on=day.day, closes_by_month=(), due_working_days=1)
        return one.due(Period(day.year * 12 + day.month - 1, 1, "month"))

    def last_closed(self, today: date, kind: Frequency = "month") -> Period:
        """The latest period of the kind whose last day lies before `today`."""
        month = today.year * 12 + today.month
        while True:
            period = Period(month, 1, "month").last_of(kind)
            if period is not None and self.last_day(period) < today:
                return period
            month -= 1


def is_holiday(day: date) -> bool:
    """Whether a day is off without anybody's decision: a weekend or a public holiday."""
    return day.weekday() >= _SATURDAY or day in _holidays(day.year)


_SATURDAY = 5


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    import holidays  # slow to import, and only due dates need it

    return frozenset(holidays.country_holidays("VN", years=year))


@lru_cache(maxsize=512)
def _working_days_after(
    day: date, count: int, days_off: frozenset[date], working_days: frozenset[date]
) -> date:
    left = count
    while left > 0:
        day += timedelta(days=1)
        off = day in days_off or is_holiday(day)
        if day in working_days or not off:
            left -= 1
    return day
