"""What a person wrote beside the table: kept with its place, because somebody meant it.

What the blank form prints of itself, and what our own feedback wrote, is no note.
"""

from __future__ import annotations

OUR_AUTHOR = "kpi: phản hồi"
"""The author of the comments that our feedback puts into a sender's workbook."""
