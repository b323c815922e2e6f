"""The page `record`: what it asks and how it is drawn."""

from reports.book.record.drawing import draw
from reports.book.record.figures import ask, shown

__all__ = ["ask", "draw", "shown"]
