"""Which units of measure are per cent or per mille, however they are spelled.

One rule: what is certain is taken as `%` or `‰`; what only speaks of them is left as written.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

PERCENT: Final = "%"
PER_MILLE: Final = "‰"

_SIGNS = str.maketrans({"٪": "%", "؉": "‰"})
_WORDS: Final = {
    PERCENT: ("phần trăm", "percentage", "per cent", "percent", "procent", "pct"),
    PER_MILLE: ("phần nghìn", "phần ngàn", "per mille", "per mil", "permille"),
}
_IN_ZEROS = re.compile(r"\b0\s*/\s*0(?P<mille>0)?\b|\bo\s*/\s*o(?P<small>o)?\b")
_RATE = re.compile(
    r"\bt[ỷỉ] (?:lệ|số)\b|\bđơn vị(?: tính)?\b|\bđvt\b|\btính (?:theo|bằng)\b|\btheo\b"
)
_FRAME = re.compile(r"[\s\"'`´“”„‟‘’‚‛«»‹›().\[\]{}<>,;:/*_=|-]+")


def canonical(text: str) -> str:
    """`%` or `‰` for a unit of measure that is certainly that; any other text as it is."""
    signs = _as_signs(text)
    bare = _FRAME.sub("", _RATE.sub(" ", signs))
    for sign in (PERCENT, PER_MILLE):
        if bare and set(bare) == {sign}:
            return sign
    return text


def speaks_of_percent(text: str) -> bool:
    """Whether a unit of measure that is neither `%` nor `‰` names one of them."""
    if canonical(text) in {PERCENT, PER_MILLE}:
        return False
    signs = _as_signs(text)
    return PERCENT in signs or PER_MILLE in signs or _IN_ZEROS.search(signs) is not None


def _as_signs(text: str) -> str:
    """The text in small letters, each word for per cent or per mille in place as its sign."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    folded = " ".join(folded.split())
    for sign, words in _WORDS.items():
        for word in words:
            folded = re.sub(rf"\b{word}\b", sign, folded)
    return folded
