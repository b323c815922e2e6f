"""Warnings about numbers that no report can ever show, or that the method cannot work with.

One rule: what the checks would refuse from a unit is odd in the plan too, wherever the range that
they use comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from kpi.plan.findings import Book, Place
from kpi.plan.model import Indicator, Plan
from kpi.plan.ranges import REACH, accepted_range
from kpi.plan.records import Located, Record, yearly
from kpi.plan.units_of_measure import PERCENT

FAR_YEARS = 5  # beyond the plan's years: a vision for 2030 is usual, 2052 is a slip


@dataclass(frozen=True, slots=True)
class Given:
    """A number of the plan for a year; `units` reports of one unit or of all make it up."""

    year: int
    value: float
    place: Place
    year_place: Place
    units: int


def odd_ranges(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    for given in _given(indicator, record):
        said: dict[str, object] = {
            "where": record.where, "year": given.year, "target": given.value
        }  # fmt: skip
        _far(plan, given, record, book)
        if given.value < 0:
            book.report("negative_target", given.place, **said)
            continue
        low, high = _bounds(indicator, given.units)
        if low <= given.value <= high:
            continue
        if indicator.checks.max is None and given.value > high and high in {100.0, 1000.0}:
            sign = indicator.unit_of_measure if indicator.full else PERCENT
            book.report("percentage_above_100", given.place, **said, most=high, sign=sign)
        else:
            book.report("target_outside_checks", given.place, **said, **_shown(low, high))
    _baseline(plan, indicator, record, book)
    _band(indicator, record, book)
    _whole(indicator, record, book)


def _given(indicator: Indicator, record: Record) -> Iterator[Given]:
    """Targets of the plan, of units and of revisions."""
    everyone = max(1, len(indicator.reporters))
    for year, found in record.yearly("targets").items():
        yield _of(year, found, everyone)
    for name, table in record.table("unit_targets").items():
        units = 1 if name in indicator.reporter_set else everyone
        own = table.value if isinstance(table.value, dict) else {}
        for year, found in yearly(own).items():
            yield _of(year, found, 1 if indicator.measure == "count" else units)
    for revision in record.records("target_revisions"):
        revised, value = revision.whole("year"), revision.number("value")
        if revised is not None and value is not None:
            yield Given(revised, value, revision.at("value"), revision.at("year"), everyone)


def _of(year: int, found: Located, units: int) -> Given:
    value = found.value if isinstance(found.value, float) else 0.0
    return Given(year, value, found.place, found.key_place or found.place, units)


def _bounds(indicator: Indicator, units: int) -> tuple[float, float]:
    """What the figures of so many units can come to in a year."""
    if indicator.measure == "yes_no":
        return 0.0, 100.0
    low, high = accepted_range(indicator)
    if indicator.measure == "count" and indicator.across_units in {"auto", "sum"}:
        parts = units
        if indicator.over_time == "flow":
            parts *= 12 // indicator.months
        least = min(low or 0.0, (low or 0.0) * parts)
        return least, inf if high in {None, REACH} else (high or 0.0) * parts
    return -inf if low is None else low, inf if high is None else high


def _shown(low: float, high: float) -> dict[str, object]:
    return {
        "low": "…" if abs(low) >= REACH else low,
        "high": "…" if abs(high) >= REACH else high,
    }


def _far(plan: Plan, given: Given, record: Record, book: Book) -> None:
    first, last = plan.years
    if not first - FAR_YEARS <= given.year <= last + FAR_YEARS:
        book.report(
            "year_far_outside", given.year_place, where=record.where, year=given.year,
            first=first, last=last,
        )  # fmt: skip


def _baseline(plan: Plan, indicator: Indicator, record: Record, book: Book) -> None:
    base, written = indicator.baseline, record.record("baseline")
    if base is None or written is None:
        return
    low, high = _bounds(indicator, max(1, len(indicator.reporters)))
    said: dict[str, object] = {"where": record.where, "year": base.year, "baseline": base.value}
    if not low <= base.value <= high:
        place = written.at("value")
        book.report("baseline_outside_checks", place, **said, **_shown(low, high))
    if indicator.method == "cagr" and base.value <= 0:
        book.report("cagr_baseline_not_positive", written.at("value"), **said)
    first, last = plan.years
    if base.year < first - 2 * FAR_YEARS or base.year > last + FAR_YEARS:
        book.report(
            "year_far_outside", written.at("year"), where=record.where, year=base.year,
            first=first, last=last,
        )  # fmt: skip


def _band(indicator: Indicator, record: Record, book: Book) -> None:
    if indicator.band is None or indicator.measure in {"milestone", "formula"}:
        return
    low, high = _bounds(indicator, max(1, len(indicator.reporters)))
    if not (low <= indicator.band[0] and indicator.band[1] <= high):
        first, last = indicator.band
        book.report(
            "band_outside_checks", record.at("direction"), where=record.where, first=first,
            last=last, **_shown(low, high),
        )  # fmt: skip


def _whole(indicator: Indicator, record: Record, book: Book) -> None:
    """A count of whole things is never a fraction."""
    mean = indicator.across_units not in {"auto", "sum", "min", "max"}
    if indicator.measure != "count" or indicator.decimals > 0 or mean:
        return
    for given in _given(indicator, record):
        if given.value != int(given.value):
            book.report(
                "target_not_whole", given.place, where=record.where, year=given.year,
                target=given.value,
            )  # fmt: skip
