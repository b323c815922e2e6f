"""The page `statements`: what it asks and how it is drawn."""

from reports.book.statements.drawing import draw
from reports.book.statements.figures import ask

__all__ = ["ask", "draw"]
