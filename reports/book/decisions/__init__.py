"""The page `decisions`: what it asks and how it is drawn."""

from reports.book.decisions.drawing import draw
from reports.book.decisions.figures import ask, shown

__all__ = ["ask", "draw", "shown"]
