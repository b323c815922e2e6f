"""What goes back to units: their own workbook with what to review."""

from reports.feedback.letter import BookCounts
from reports.feedback.write import write_feedback

__all__ = ["BookCounts", "write_feedback"]
