"""The catalogue of a plan's indicators: a page and a workbook that explain every one of them.

The one rule: both say the same entries (`entries.py`), which are facts of the plan alone.
"""

from reports.catalogue.book import write_book
from reports.catalogue.entries import Entry, entries_of
from reports.catalogue.page import draw_page

__all__ = ["Entry", "draw_page", "entries_of", "write_book"]
