"""Which units of measure are per cent or per mille, and what follows: their whole, their points.

One rule: what is certain is taken as `%` or `‰` when the plan is read; what only speaks of them is
left as written. Nothing outside `kpi/plan` compares a unit of measure with these signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

PERCENT: Final = "%"
PER_MILLE: Final = "‰"

Points = Literal["points", "per_mille_points"]

_FULL: Final[Mapping[str, float]] = {PERCENT: 100.0, PER_MILLE: 1000.0}
_POINTS: Final[Mapping[str, Points]] = {PERCENT: "points", PER_MILLE: "per_mille_points"}
# thousands and millions of something have fractions, however whole the thing is
_SCALED = ("nghìn", "ngàn", "triệu", "tỷ", "tỉ", "thousand", "million", "billion")

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


def full_of(unit_of_measure: str) -> float | None:
    """The whole in a unit of measure: 100 of per cent, 1000 of per mille; None of all others."""
    return _FULL.get(unit_of_measure.strip())


def is_percent(unit_of_measure: str) -> bool:
    return unit_of_measure.strip() == PERCENT


def is_per_mille(unit_of_measure: str) -> bool:
    return unit_of_measure.strip() == PER_MILLE


def sign_of(unit_of_measure: str) -> str:
    """The sign that stands right behind a number, with no space between; empty: none does."""
    sign = unit_of_measure.strip()
    return sign if sign in _FULL else ""


def points_of(unit_of_measure: str) -> Points | None:
    """What a difference between two figures is told in; None: in the unit of measure itself."""
    return _POINTS.get(unit_of_measure.strip())


def is_scaled(unit_of_measure: str) -> bool:
    """Whether it is thousands or millions of something."""
    return unit_of_measure.strip().casefold().startswith(_SCALED)


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
