"""The page `problems`: what it asks and how it is drawn."""

from reports.book.problems.drawing import draw
from reports.book.problems.figures import ask

__all__ = ["ask", "draw"]
