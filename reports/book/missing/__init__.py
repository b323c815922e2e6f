"""The page `missing`: what it asks and how it is drawn."""

from reports.book.missing.drawing import draw
from reports.book.missing.figures import ask

__all__ = ["ask", "draw"]
