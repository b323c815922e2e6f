"""The page `beside`: what it asks and how it is drawn."""

from reports.book.beside.drawing import draw
from reports.book.beside.figures import ask

__all__ = ["ask", "draw"]
