"""Text from outside as files of XML can hold it.

The one rule: whatever is written into such a file goes through here, whoever typed it.
"""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the control characters and lone surrogates that XML cannot hold."""
    return _ILLEGAL.sub(" ", text)


LONGEST = 32_767  # signs of a cell


def cell_text(text: str, most: int = LONGEST) -> str:
    """The text as a cell of a workbook can hold it, cut to `most` signs.

    xlsxwriter puts a text from `<r>` to `</r>` into the file as it stands, as if it had been
    marked up by itself; with a blank behind it is a text like any other.
    """
    shown = printable(text)[:most]
    if shown.startswith("<r>") and shown.endswith("</r>"):
        shown = shown[: most - 1].rstrip() + " "
    return shown
