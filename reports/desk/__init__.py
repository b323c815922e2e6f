"""The desk page as one HTML file."""

from reports.desk.page import draw_desk

__all__ = ["draw_desk"]
