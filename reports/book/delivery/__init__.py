"""The page `delivery`: what it asks and how it is drawn."""

from reports.book.delivery.drawing import draw
from reports.book.delivery.figures import ask

__all__ = ["ask", "draw"]
