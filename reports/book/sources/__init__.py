"""The page `sources`: what it asks and how it is drawn."""

from reports.book.sources.drawing import draw
from reports.book.sources.figures import ask

__all__ = ["ask", "draw"]
