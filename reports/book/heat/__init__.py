"""The page `heat`: what it asks and how it is drawn."""

from reports.book.heat.drawing import draw
from reports.book.heat.figures import ask

__all__ = ["ask", "draw"]
