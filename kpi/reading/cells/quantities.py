"""What may stand behind a number: nghìn, triệu, tỷ, a percent sign, the unit of measure.

A multiplier that is part of the unit of measure multiplies nothing; another unit asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kpi.plan.units_of_measure import is_per_mille
from kpi.reading.catalogue import Asked
from kpi.workbooks.text import fold

_MULTIPLIERS = {
    fold("nghìn"): Decimal(10**3),
    fold("ngàn"): Decimal(10**3),
    fold("triệu"): Decimal(10**6),
    fold("tỷ"): Decimal(10**9),
    fold("tỉ"): Decimal(10**9),
}
_PERCENT = {"%", fold("phần trăm")}
_PER_MILLE = {"‰", fold("phần nghìn")}
# what people write for a unit of measure besides its name
_ALSO = {
    fold("đồng"): ("đ", "₫", fold("vnđ"), "vnd"),
    fold("triệu đồng"): (fold("trđ"), fold("tr.đ")),
}
_COUNTED = re.compile(rf"^(?:{fold('tổng')} )?(?:{fold('số')} )?(?:{fold('lượng')} )?")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Scale:
    factor: Decimal = Decimal(1)
    percent: bool = False


def scale_of(suffix: str, asked: Asked, part: str | None) -> Scale | str | None:  # noqa: PLR0911 - one return for each thing a cell can say
    """What the text behind a number does to it: a scale, the reason of a question, or None if
    the text makes no sense there."""
    folded = fold(suffix).strip(" .;,")
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1].strip()
    if not folded:
        return Scale()
    if folded in _PERCENT:
        return Scale(percent=True)
    unit = fold(asked.unit_of_measure)
    if part is None and folded in _PER_MILLE and is_per_mille(unit):
        return Scale()
    if _names_what_is_counted(folded, asked, part):
        return Scale()
    first, _, rest = folded.partition(" ")
    own = unit.partition(" ")[0] if part is None else ""
    if first in _MULTIPLIERS:
        if own in _MULTIPLIERS:
            # 12 nghìn of "nghìn trang" is 12; 3 triệu of it could be meant in two ways
            return Scale() if _same(first, own) and not rest else "other_unit_of_measure"
        if not rest or _names_what_is_counted(rest, asked, part):
            return Scale(_MULTIPLIERS[first])
        return "other_unit_of_measure"
    return "other_unit_of_measure" if folded[0].isalpha() or folded[0] == "‰" else None


def _same(first: str, second: str) -> bool:
    return _MULTIPLIERS[first] == _MULTIPLIERS[second]


def _names_what_is_counted(text: str, asked: Asked, part: str | None) -> bool:
    if (part is None and asked.measure != "ratio") or (asked.factor == 1.0 and part is None):
        unit = fold(asked.unit_of_measure)
        return text in (unit, _BRACKETS.sub("", unit), *_ALSO.get(unit, ()))
    name = asked.numerator if part == "a" else asked.denominator if part == "b" else ""
    counted = _COUNTED.sub("", fold(name))
    return bool(counted) and (counted == text or counted.startswith(text + " "))
