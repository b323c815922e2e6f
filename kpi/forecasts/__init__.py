"""What was forecast of earlier years, and what came: how far an estimate may be trusted."""

from kpi.forecasts.record import (
    ForecastRow,
    Held,
    forecast_record,
    held_by_indicator,
    held_in_all,
    record_frame,
)

__all__ = [
    "ForecastRow",
    "Held",
    "forecast_record",
    "held_by_indicator",
    "held_in_all",
    "record_frame",
]
