"""The page `unit_figures`: what it asks and how it is drawn."""

from reports.book.unit_figures.drawing import draw
from reports.book.unit_figures.figures import ask

__all__ = ["ask", "draw"]
