"""The page `pictures`: what it asks and how it is drawn."""

from reports.book.pictures.drawing import draw
from reports.book.pictures.figures import ask

__all__ = ["ask", "draw"]
