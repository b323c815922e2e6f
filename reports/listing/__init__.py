"""Lists as a workbook for people who read, filter and print them: what commands show with
`--format xlsx`."""

from reports.listing.sheet import Column, Content, Figure, Listing, Sheet
from reports.listing.write import write_listing

__all__ = ["Column", "Content", "Figure", "Listing", "Sheet", "write_listing"]
