"""What a number means under each measure, bare or as a percentage."""

from __future__ import annotations

from decimal import Decimal

from kpi.reading.catalogue import Asked
from kpi.reading.cells.numbers import Number
from kpi.reading.cells.outcomes import Meaning, Part, Question, Reading
from kpi.records.reader_rules import AMBIGUOUS_PERCENTAGE, WRONG_TYPE, WRONG_UNIT_OF_MEASURE


def figure(number: Number, asked: Asked) -> Meaning:
    if asked.measure == "yes_no":
        return _of_yes_no_number(number.value, asked)
    bare = asked.measure in ("count", "score") and asked.is_percent
    if bare and 0 < number.value <= 1:
        values: dict[str, object] = {"bare": number.value, "percent": number.value * 100}
        return Question(AMBIGUOUS_PERCENTAGE, "bare_share", values)
    return Reading(value=number.value, decimals=number.decimals)


def _of_yes_no_number(value: Decimal, asked: Asked) -> Meaning:
    if value in (0, 100):
        return yes_no(value == 100)
    if value == 1 and not asked.is_percent:
        return yes_no(True)
    return Question(WRONG_TYPE, "yes_or_no_wanted")


def percentage(number: Number, asked: Asked, part: Part | None) -> Meaning:
    if part is not None or not (asked.is_percent or asked.measure == "yes_no"):
        values: dict[str, object] = {"found": "%", "wanted": asked.unit_of_measure}
        reason = "percent_in_part" if part is not None else "other_unit_of_measure"
        return Question(WRONG_UNIT_OF_MEASURE, reason, values)
    if asked.measure == "yes_no":
        if number.value in (0, 100):
            return yes_no(number.value == 100)
        return Question(WRONG_TYPE, "yes_or_no_wanted")
    return Reading(value=number.value, percent=True, decimals=number.decimals)


def yes_no(yes: bool) -> Reading:
    return Reading(value=Decimal(100 if yes else 0))


def agrees(given: Number, percent: bool, pair: tuple[Decimal, Decimal], asked: Asked) -> bool:
    """Whether a figure is the quotient of the parts, at the decimals that were written."""
    above, below = pair
    if below == 0:
        return given.value == 0
    quotient = above / below
    slack = Decimal("0.5").scaleb(-given.decimals) + Decimal("1e-9")
    scales = [Decimal(100)] if percent else [Decimal(repr(asked.factor)), Decimal(1)]
    return any(abs(quotient * scale - given.value) <= slack for scale in scales)
