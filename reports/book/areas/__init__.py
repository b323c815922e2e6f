"""The page `areas`: what it asks and how it is drawn."""

from reports.book.areas.drawing import draw
from reports.book.areas.figures import ask

__all__ = ["ask", "draw"]
