"""Of every indicator what the same month of earlier complete years forecast, and what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reports.figures.shared.indicators import IndicatorFigures
from reports.figures.shared.named import Named
from reports.report import Report

if TYPE_CHECKING:
    from kpi.forecasts import ForecastRow


@dataclass(frozen=True, slots=True)
class Forecasted(Named):
    """One indicator's earlier years, the latest first; of their ranges `held` held what came."""

    field_name: str
    years: tuple[ForecastRow, ...]
    ranges: int
    held: int


@dataclass(frozen=True, slots=True)
class RecordPage:
    """`years` are the complete years found, the latest first; none if there is none yet."""

    indicators: tuple[Forecasted, ...]
    years: tuple[int, ...]
    ranges: int
    held: int


def shown(report: Report) -> bool:
    """A period that ends a year forecasts nothing."""
    period = report.edition.period
    return period.month_of_year != 12 and period.kind != "years"


def ask(report: Report) -> RecordPage:
    indicators = tuple(_indicators(report))
    return RecordPage(
        indicators=indicators,
        years=tuple(sorted({row.year for row in report.record}, reverse=True)),
        ranges=sum(one.ranges for one in indicators),
        held=sum(one.held for one in indicators),
    )


def _indicators(report: Report) -> Iterator[Forecasted]:
    from kpi.forecasts import held_by_indicator

    held = held_by_indicator(report.record)
    years = {code: tuple(rows) for code, rows in groupby(report.record, lambda r: r.indicator)}
    found = [i for i in report.rows(IndicatorFigures) if i.indicator in years]
    for place, i in enumerate(found, start=1):
        told = held.get(i.indicator)
        yield Forecasted(
            place=place, field_name=i.field_name, indicator=i.indicator,
            indicator_name=i.indicator_name, measure=i.measure, unit_of_measure=i.unit_of_measure,
            decimals=i.decimals, years=years[i.indicator],
            ranges=told.ranges if told else 0, held=told.held if told else 0,
        )  # fmt: skip
