"""Text from outside as a cell of a workbook may hold it: one rule for every sheet."""

from __future__ import annotations

import re

from reports.printable import cell_text

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text with blanks for what a workbook cannot hold or shows as a code (a carriage return),
    cut to a cell's length."""
    return cell_text(_UNPRINTABLE.sub(" ", text))
