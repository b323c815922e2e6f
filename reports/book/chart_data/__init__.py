"""The page `chart_data`: what it asks and how it is drawn."""

from reports.book.chart_data.drawing import draw
from reports.book.chart_data.figures import ask

__all__ = ["ask", "draw"]
