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
    from kpi.forecasts import ForecastRow, Held


@dataclass(frozen=True, slots=True)
class Forecasted(Named):
    """One indicator's earlier years, the latest first, and how many of their ranges held."""

    field_name: str
    years: tuple[ForecastRow, ...]
    record: Held


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Every indicator that has a complete year, and how many of all ranges held."""

    indicators: tuple[Forecasted, ...]
    record: Held

    @property
    def years(self) -> tuple[int, ...]:
        """The complete years found, the latest first; none if there is none yet."""
        found = {row.year for one in self.indicators for row in one.years}
        return tuple(sorted(found, reverse=True))


def shown(report: Report) -> bool:
    """A period that ends a year forecasts nothing."""
    period = report.edition.period
    return period.month_of_year != 12 and period.kind != "years"


def ask(report: Report) -> RecordPage:
    from kpi.forecasts import held_in_all

    indicators = tuple(_indicators(report))
    return RecordPage(indicators, held_in_all(one.record for one in indicators))


def _indicators(report: Report) -> Iterator[Forecasted]:
    from kpi.forecasts import Held, held_by_indicator

    held = held_by_indicator(report.record)
    years = {code: tuple(rows) for code, rows in groupby(report.record, lambda r: r.indicator)}
    found = [i for i in report.rows(IndicatorFigures) if i.indicator in years]
    for place, i in enumerate(found, start=1):
        yield Forecasted(
            place=place, field_name=i.field_name, indicator=i.indicator,
            indicator_name=i.indicator_name, measure=i.measure, unit_of_measure=i.unit_of_measure,
            decimals=i.decimals, years=years[i.indicator],
            record=held.get(i.indicator, Held(0, 0)),
        )  # fmt: skip
