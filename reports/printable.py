"""Text from outside as files of XML can hold it.

The one rule: whatever is written into such a file goes through here, whoever typed it.
"""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """The text without the control characters and lone surrogates that XML cannot hold."""
    return _ILLEGAL.sub(" ", text)
