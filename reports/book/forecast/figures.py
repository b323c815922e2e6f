"""Where every indicator is likely to end, and what its learned shares of the year rest on."""

from __future__ import annotations

from dataclasses import dataclass

from reports.book.page import only_rows
from reports.figures.query import row_of
from reports.figures.shared.indicators import LearnedProfile
from reports.figures.shared.named import Named


@row_of("forecasts")
@dataclass(frozen=True, slots=True)
class Forecast(Named):
    """Where an indicator's year and the plan are likely to end; see `outlook.sql`."""

    field_name: str
    points: bool
    assessed: float | None
    target: float | None
    band_low: float | None
    band_high: float | None
    status: str
    projection: float | None
    projection_low: float | None
    projection_high: float | None
    likelihood: str | None
    required: float | None
    is_at_most: bool
    is_level: bool
    end_year: int | None
    end_target: float | None
    end_projection: float | None


@dataclass(frozen=True, slots=True)
class ForecastPage:
    forecasts: tuple[Forecast, ...]
    profiles: tuple[LearnedProfile, ...]

    @property
    def open(self) -> tuple[Forecast, ...]:
        """Those that the year's plan is not, or not surely, reached by."""
        return tuple(f for f in self.forecasts if f.likelihood in ("open", "misses"))


ask = only_rows(ForecastPage)
