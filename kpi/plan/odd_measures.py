"""Warnings about what an indicator is measured in, and names that its form would lack.

One rule: a number means nothing without its unit; where the two speak of different things, ask.
"""

from __future__ import annotations

import re
from decimal import Decimal

from kpi.plan.findings import Book, plain
from kpi.plan.model import Indicator
from kpi.plan.records import Record
from kpi.plan.units_of_measure import speaks_of_percent

_QUOTIENT = re.compile(r"/|\bmỗi\b|\btrên\b|\bper\b|\blần\b", re.IGNORECASE)
_SURELY_PERCENT = 20  # beside it a target of at most 1 is another notation, not another number
MOST_WITHOUT_PERCENT = 1.5  # a share lies from 0 to 1, and may be overdone somewhat


def odd_measures(indicator: Indicator, record: Record, book: Book) -> None:
    unit = indicator.unit_of_measure
    if speaks_of_percent(unit):
        book.report(
            "unit_speaks_of_percent", record.at("unit_of_measure"), where=record.where, unit=unit
        )
    if indicator.measure == "yes_no" and indicator.full:
        place = record.at("unit_of_measure")
        book.report("yes_no_in_percent", place, where=record.where, unit=unit)
    if indicator.measure == "ratio":
        keys = tuple(key for key in ("numerator", "denominator") if not record.has(key))
        if keys:
            book.report("part_without_name", record.place, where=record.where, keys=keys)
    _shares(indicator, record, book)
    _without_percent(indicator, record, book)


def _shares(indicator: Indicator, record: Record, book: Book) -> None:
    """0.85 under a percentage is 0.85 %, not 85 %."""
    if not all_like_shares(indicator):
        _one_like_a_share(indicator, record, book)
        return
    year, value = list(indicator.targets.items())[-1]
    whole = ", ".join(f"{y}: {_in_percent(v)}" for y, v in indicator.targets.items())
    book.report(
        "targets_like_shares", record.at("targets"), where=record.where, year=year, target=value,
        percent=_in_percent(value), unit=indicator.unit_of_measure,
        repair=f"targets: {{{whole}}}",
    )  # fmt: skip


def all_like_shares(indicator: Indicator) -> bool:
    """Whether every target of a percentage looks like a part of 1; that is told as one thing."""
    targets = [value for value in indicator.targets.values() if value]
    in_percent = indicator.is_percent or indicator.measure == "yes_no"
    return bool(targets) and in_percent and all(0 < value <= 1 for value in targets)


def like_a_share(indicator: Indicator, year: int) -> bool:
    """Whether one year's target of a percentage looks like a part of 1 beside ones near 100: it
    is another notation, not a goal."""
    target = indicator.targets.get(year, 0.0)
    in_percent = indicator.is_percent or indicator.measure == "yes_no"
    others = [v for y, v in indicator.targets.items() if y != year and v > _SURELY_PERCENT]
    return in_percent and 0 < target <= 1 and bool(others)


def _one_like_a_share(indicator: Indicator, record: Record, book: Book) -> None:
    for year, target in indicator.targets.items():
        if like_a_share(indicator, year):
            other = next(v for v in indicator.targets.values() if v > _SURELY_PERCENT)
            book.report(
                "target_like_share", record.yearly("targets")[year].place, where=record.where,
                year=year, target=target, percent=_in_percent(target), other=other,
            )  # fmt: skip


def _in_percent(share: float) -> str:
    return plain(float(100 * Decimal(repr(share))))


def _without_percent(indicator: Indicator, record: Record, book: Book) -> None:
    """A ratio without a percentage is the plain quotient: 85 of 100 is 0.85."""
    if indicator.measure != "ratio" or indicator.full:
        return
    unit = indicator.unit_of_measure
    if _QUOTIENT.search(unit) or speaks_of_percent(unit):
        return  # a quotient of its own, or asked already
    over = {y: v for y, v in indicator.targets.items() if v > MOST_WITHOUT_PERCENT}
    if over:
        year, value = next(iter(over.items()))
        book.report(
            "ratio_without_percent", record.at("targets"), where=record.where, year=year,
            target=value, unit=indicator.unit_of_measure,
        )  # fmt: skip
