"""The page `methods`: what it asks and how it is drawn."""

from reports.book.methods.drawing import draw
from reports.book.methods.figures import ask

__all__ = ["ask", "draw"]
