"""The report as one file for phone and screen: every figure opens down to its unit, file and cell.

The one rule: what comes from outside is text; the page loads nothing and asks nobody.
"""

from reports.web.write import write_page

__all__ = ["write_page"]
