"""The page `indicators`: what it asks and how it is drawn, by the report's kind."""

from reports.book.indicators.by_kind import draw
from reports.book.indicators.figures import ask

__all__ = ["ask", "draw"]
