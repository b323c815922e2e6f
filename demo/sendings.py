"""Who sends what when: in time, late, not at all, with a mistake, and once more.

Times are the plan's own zone's; everything lies in the past of any day the demo is read on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Literal
from zoneinfo import ZoneInfo

from demo.chance import draw
from kpi.periods import FREQUENCIES, Period, parse_period, periods_between, year_period
from kpi.plan.form_rows import units_that_must_report
from kpi.plan.model import Plan, Unit

Text = Literal["right", "mistaken", "estimated"]

BACKFILL_SENT = (date(2022, 1, 24), date(2022, 1, 28))  # the plan was announced on 19/01/2022
LAST_PARTS = ("HU-VL", "HU-HL", "TU-DH")  # ended units that send what fell after their last cut-off

# Units that send nothing of what ends in these months: the person in charge was away.
SILENT: Mapping[str, tuple[str, str]] = {"HU-DK": ("2024-04", "2024-07")}
# Units that send weeks after the due day what ends in these months.
LAGGARDS: Mapping[str, tuple[str, str]] = {
    "DU-BP": ("2024-01", "2024-05"), "HU-HH": ("2023-07", "2023-12"),
}  # fmt: skip
_LAG = (21, 45)  # days

_MISSING = 0.012
_MISSING_BY_UNIT = {"HU-DK": 0.05, "HU-HH": 0.03, "DU-BP": 0.03}
_MISSING_NEW = 0.05
_LATE = 0.07
_LATE_NEW = 0.14
_MISTAKEN = 0.06
_MENDED = 0.7
_ESTIMATED = 0.02


@dataclass(frozen=True, slots=True)
class Sending:
    """One file of one unit: what kind of text it holds, and when it came."""

    unit: str
    period: Period
    received: datetime
    text: Text = "right"
    again: bool = False
    backfill: bool = False

    @property
    def form(self) -> str:
        return f"{self.period.label} {self.unit}"


def demo_periods(plan: Plan) -> tuple[tuple[Period, bool], ...]:
    """The plan's first year as one backfilled year, then every reporting period to its end."""
    first, last = plan.years
    later = [p for f in FREQUENCIES for p in periods_between((first + 1) * 12, last * 12 + 11, f)]
    later.sort(key=lambda p: (p.last_month, p.months))
    return ((year_period(first), True), *((p, False) for p in later))


def sendings_of(
    plan: Plan, period: Period, *, backfill: bool = False, units: Collection[str] | None = None
) -> Iterator[Sending]:
    """Every file that came for a period, unit by unit; a unit that sent nothing has none."""
    expected = list(units_that_must_report(plan, period, backfill=backfill))
    expected += [u for u in LAST_PARTS if _last_part(plan, u, period)]
    for unit in expected:
        if units is None or unit in units:
            yield from _sent(plan, plan.unit_by_id[unit], period, backfill)


def _last_part(plan: Plan, unit: str, period: Period) -> bool:
    """Whether an ended unit still has days of its own in a month it is not asked for."""
    one = plan.unit_by_id.get(unit)
    if one is None or one.valid_to is None or period.kind != "month":
        return False
    calendar = plan.calendar
    return calendar.first_day(period) <= one.valid_to < calendar.last_day(period)


def _sent(plan: Plan, unit: Unit, period: Period, backfill: bool) -> Iterator[Sending]:
    chance = draw("sending", unit.id, period.label)
    new = bool(unit.succeeds)
    missing = _MISSING_NEW if new else _MISSING_BY_UNIT.get(unit.id, _MISSING)
    if backfill:
        yield Sending(unit.id, period, _moment(plan, chance, *BACKFILL_SENT), backfill=True)
        return
    if chance.random() < missing or _within(SILENT, unit, period):
        return
    received = _received(plan, chance, unit, period)
    fate = chance.random()
    if fate >= _MISTAKEN + _ESTIMATED:
        yield Sending(unit.id, period, received)
        return
    text: Text = "mistaken" if fate < _MISTAKEN else "estimated"
    yield Sending(unit.id, period, received, text)
    if chance.random() < _MENDED:
        day = received.date()
        mended = _moment(plan, chance, day + timedelta(1), day + timedelta(6))
        yield Sending(unit.id, period, mended, again=True)


def _within(spans: Mapping[str, tuple[str, str]], unit: Unit, period: Period) -> bool:
    """Whether the period ends in the unit's span of months."""
    if unit.id not in spans:
        return False
    first, last = (parse_period(label).last_month for label in spans[unit.id])
    return first <= period.last_month <= last


def _received(plan: Plan, chance: Random, unit: Unit, period: Period) -> datetime:
    closes, due = plan.calendar.last_day(period), plan.calendar.due(period)
    late = chance.random() < (_LATE_NEW if unit.succeeds else _LATE)
    if _within(LAGGARDS, unit, period):
        return _moment(plan, chance, due + timedelta(_LAG[0]), due + timedelta(_LAG[1]))
    if late:
        return _moment(plan, chance, due + timedelta(1), due + timedelta(9))
    return _moment(plan, chance, closes + timedelta(1), due)


def _moment(plan: Plan, chance: Random, first: date, last: date) -> datetime:
    """An office hour of a working day from the first day to the last."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    working = [d for d in days if d.weekday() < 5] or days
    minute = chance.choice([*range(7 * 60 + 30, 11 * 60 + 30), *range(13 * 60 + 30, 16 * 60 + 50)])
    at = time(minute // 60, minute % 60, chance.randrange(60))
    return datetime.combine(chance.choice(working), at, ZoneInfo(plan.timezone))
