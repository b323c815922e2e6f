"""The page `reasons`: what it asks and how it is drawn."""

from reports.book.reasons.drawing import draw
from reports.book.reasons.figures import ask

__all__ = ["ask", "draw"]
