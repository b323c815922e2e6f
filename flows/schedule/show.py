"""`kpi schedule --show`: the dates of the next year, period by period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flows.console import note, out
from flows.dates import now_utc, today
from flows.due import reports_with
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say
from kpi.words.formats import day, period_title, sentence_case

MONTHS_AHEAD = 12


def show_dates(home: Home) -> int:
    """Prints for each period of the plan: data from and to, due day, day of the report."""
    plan = plan_of(home)
    lines = list(dates(plan, today(plan, now_utc())))
    if not lines:
        first, last = plan.years
        note(say("schedule.show.none", plan.locale, first=first, last=last))
        return 0
    out(say("schedule.show.title", plan.locale, timezone=plan.timezone))
    for line in lines:
        out(line)
    return 0


def dates(plan: Plan, now: date) -> Iterator[str]:
    """A line for each period whose report is still to come within a year, the next one first; the
    longer periods stand after the month that they end with."""
    for month in months_ahead(plan, now):
        for period in reports_with(plan, month):
            yield line_of(plan, period)


def months_ahead(plan: Plan, now: date) -> Iterator[Period]:
    """The plan's months of which the report's day is not past: at most a year of them."""
    month = plan.calendar.last_closed(now)
    while plan.calendar.due(month.preceding()) >= now:
        month = month.preceding()
    if plan.calendar.due(month) < now:
        month = Period(month.first_month + 1, 1, "month")
    first, last = plan.years[0] * 12, plan.years[1] * 12 + 11
    for number in range(month.first_month, month.first_month + MONTHS_AHEAD):
        if first <= number <= last:
            yield Period(number, 1, "month")


def line_of(plan: Plan, period: Period) -> str:
    """`Tháng 6/2024: số liệu từ ngày 21/5/2024 đến ngày ..., hạn gửi ..., báo cáo ...`."""
    calendar, locale = plan.calendar, plan.locale
    due = calendar.due(period)
    return say(
        "schedule.show.line",
        locale,
        period=sentence_case(period_title(period, locale)),
        first=day(calendar.first_day(period), locale),
        last=day(calendar.last_day(period), locale),
        due=day(due, locale),
        report=day(due + timedelta(days=1), locale),
    )
