"""The page `indicators`: what it asks and how it is drawn."""

from reports.book.indicators.drawing import draw
from reports.book.indicators.figures import ask

__all__ = ["ask", "draw"]
