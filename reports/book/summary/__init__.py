"""The page `summary`: what it asks and how it is drawn."""

from reports.book.summary.drawing import draw
from reports.book.summary.figures import ask

__all__ = ["ask", "draw"]
