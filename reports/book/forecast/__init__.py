"""The page `forecast`: what it asks and how it is drawn."""

from reports.book.forecast.drawing import draw
from reports.book.forecast.figures import ask

__all__ = ["ask", "draw"]
