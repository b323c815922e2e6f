"""A report's part for one reader: what one unit, or whoever leads one field, reads on two pages.

The one rule: figures are those of the whole report, asked the same way; nobody else's figures and
no rank stand on a unit's page.
"""

from reports.excerpts.render import Part, render_excerpt
from reports.excerpts.write import Excerpt

__all__ = ["Excerpt", "Part", "render_excerpt"]
