"""The sender's own workbook with marks in it: the edit of a package from its file to its bytes."""

from __future__ import annotations

import logging
import struct
import zipfile
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from reports.feedback.book import Book
from reports.feedback.letter import Letter
from reports.feedback.list_sheet import draw_list
from reports.feedback.marks import Marks
from reports.feedback.package import NotUnderstoodError, Package
from reports.feedback.places import Places
from reports.feedback.texts import Texts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Marked:
    """A finished workbook; one with macros needs a name of its own kind."""

    data: bytes
    has_macros: bool


def marked(original: bytes, letter: Letter, how: str, moment: datetime) -> Marked | None:
    """The workbook with its findings painted and the list in front; None, with a line in the
    log, if it is not built as we know it. The same arguments give the same bytes."""
    try:
        return _marked(original, letter, how, moment)
    except (NotUnderstoodError, zipfile.BadZipFile) as reason:
        log.info("feedback in a new workbook: %s", reason)
    except (
        ValueError, KeyError, IndexError, TypeError, OverflowError, OSError, NotImplementedError,
        struct.error, etree.LxmlError, RecursionError,
    ) as reason:  # fmt: skip
        # a workbook can be odd in more ways than anyone lists; its sender gets an answer anyway
        log.warning("feedback in a new workbook: %s: %s", type(reason).__name__, reason)
    return None


def _marked(original: bytes, letter: Letter, how: str, moment: datetime) -> Marked:
    package = Package(original)
    book = Book(package)
    marks = Marks(package, book, Texts(package))
    marks.undo()
    known = Places(marks)
    places = [known.of(finding) for finding in letter.findings]
    records = marks.paint(letter, places, moment)
    sheet = draw_list(letter, places, marks.looks, how, records, book.ns[1:-1])
    marks.save()
    book.only_first_selected()
    book.insert_first(sheet.title, sheet.data, sheet.names)
    book.need_styles(new=not marks.had_styles)
    book.save()
    return Marked(package.packed(), book.has_macros)
