"""The native charts draw the rows of the sheet of chart data, and no others."""

from __future__ import annotations

from reports.book.chart_data.figures import ask

__all__ = ["ask"]
