"""A new workbook: how it is kept while it is written, and what its properties say."""

from __future__ import annotations

from pathlib import Path

from reports.edition import Edition
from reports.workbook.book import Book
from reports.workbook.paper import FONT
from reports.workbook.texts import clean
from reports.workbook.volumes import Contents

LARGE = 60_000  # rows of sources from which on the workbook is written through a temporary file


def open_book(path: Path, edition: Edition, *, rows: int, contents: Contents) -> Book:
    """A new workbook whose bytes depend on nothing but what is written into it."""
    import xlsxwriter  # type: ignore[import-untyped]  # the library has no types

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        # the width of its digits is the unit of column widths, so it must be the pages' own font
        "default_format_properties": {"font_name": FONT, "font_size": 11},
        # beside the workbook: units' figures have no business in the system's temporary folder
        "tmpdir": str(path.parent),
        **({"constant_memory": True} if rows > LARGE else {"in_memory": True}),
    }
    workbook = xlsxwriter.Workbook(str(path), options)
    workbook.set_properties(
        {
            "title": clean(edition.say("report.subject", period=edition.title)),
            "author": clean(edition.owner.name),
            "created": edition.as_of.replace(microsecond=0),
        }
    )
    workbook.set_calc_mode("auto")
    return Book(workbook, edition, contents)
