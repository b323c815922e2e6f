"""The page `method`: what it asks and how it is drawn."""

from reports.book.method.drawing import draw
from reports.book.method.figures import ask

__all__ = ["ask", "draw"]
