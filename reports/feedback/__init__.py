"""What goes back to units: their own workbook with what to review."""

from reports.feedback.again import Again
from reports.feedback.together import Returned, write_together
from reports.feedback.write import MACROS, write_feedback

__all__ = ["MACROS", "Again", "Returned", "write_feedback", "write_together"]
