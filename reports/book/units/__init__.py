"""The page `units`: what it asks and how it is drawn."""

from reports.book.units.drawing import draw
from reports.book.units.figures import ask

__all__ = ["ask", "draw"]
