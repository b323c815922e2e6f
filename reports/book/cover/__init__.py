"""The page `cover`: what it asks and how it is drawn."""

from reports.book.cover.drawing import draw
from reports.book.cover.figures import ask

__all__ = ["ask", "draw"]
