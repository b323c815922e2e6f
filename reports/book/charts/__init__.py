"""The page `charts`: what it asks and how it is drawn."""

from reports.book.charts.drawing import draw
from reports.book.charts.figures import ask

__all__ = ["ask", "draw"]
