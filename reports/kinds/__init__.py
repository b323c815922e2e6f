"""What a report of its kind says beside the month's: quarter, half and nine months against plan and
last year; a year by margin and what the next one needs; a plan from its baseline to its result.

The one rule: every figure is found by the SQL beside this file; `lines.py` only says it.
"""

from reports.kinds.figures import KindFigures, ask_kind
from reports.kinds.lines import Lists, lines_of, title_of, told

__all__ = ["KindFigures", "Lists", "ask_kind", "lines_of", "title_of", "told"]
