"""Numbers in a text, with what stands behind them, and the two of a ratio in its own row."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from kpi.reading.catalogue import Asked
from kpi.reading.cells.doubts import about_unit, doubt
from kpi.reading.cells.figures import agrees, figure, percentage
from kpi.reading.cells.numbers import Number, TwoReadings, parse_number, parse_plain
from kpi.reading.cells.outcomes import Meaning, Part, Question, Reading, Surroundings
from kpi.reading.cells.pairs import pair_of, with_a_stroke
from kpi.reading.cells.quantities import Scale, scale_of
from kpi.records.reader_rules import AMBIGUOUS_NUMBER, PARTS_DISAGREE, WRONG_UNIT_OF_MEASURE

_DIGITS = 15
_LARGEST = Decimal(10) ** 15  # more than anybody counts; a slip of the exponent
_QUANTITY = re.compile(
    r"([+-]? ?[0-9.,](?:[0-9., ]*[0-9])?(?:[eE][+-]?[0-9]{1,4})?)[.,]?(?: ?([^0-9].*))?"
)


def read_amount(text: str, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:
    """The meaning of a cleaned text that is no word of its own: a number, or a ratio's pair."""
    if asked.measure == "ratio" and part is None:
        text = with_a_stroke(text)
        if "/" in text:
            return _of_pair(text, asked, around)
    found = _quantity(text, asked, part, around)
    if isinstance(found, Question):
        return found
    number, scale = found
    if scale.percent:
        return percentage(number, asked, part)
    return figure(number, asked)


def _quantity(
    text: str, asked: Asked, part: Part | None, around: Surroundings
) -> tuple[Number, Scale] | Question:
    """The number of a text with what stands behind it, multiplied by it."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return doubt(text, asked, around)
    body = found[1].replace("- ", "-").replace("+ ", "+")
    scale = scale_of(found[2] or "", asked, part)
    if isinstance(scale, str):
        reason = "words_in_part" if part is not None else scale
        return about_unit(text, found[2], reason, asked, around)
    number = None if scale is None else _scaled(body, scale, asked, part, around)
    if scale is None or number is None or _is_beyond_belief(number):
        return doubt(text, asked, around)
    if isinstance(number, TwoReadings):
        return _two_readings(number, scale)
    return Number(_fifteen_digits(number) * scale.factor, number.decimals), scale


def _fifteen_digits(number: Number) -> Decimal:
    """A fraction to the 15 digits that a spreadsheet keeps: more is the noise of an export."""
    value = number.value
    digits = len(value.as_tuple().digits)
    if digits <= _DIGITS or number.decimals == 0:
        return value
    exact = value.quantize(Decimal(1).scaleb(value.adjusted() - _DIGITS + 1), ROUND_HALF_EVEN)
    return exact.normalize() if exact != exact.to_integral_value() else exact.to_integral_value()


def _is_beyond_belief(number: Number | TwoReadings) -> bool:
    return isinstance(number, Number) and abs(number.value) > _LARGEST


def _scaled(
    text: str, scale: Scale, asked: Asked, part: Part | None, around: Surroundings
) -> Number | TwoReadings | None:
    """Of `1.234 triệu` a fraction is as likely as a group: that only whole numbers are counted
    decides no more."""
    number = _parse(text, asked, part, around)
    if scale.factor == 1 or around.plain or number is None:
        return number
    free = parse_number(text, habit=around.habit)
    if isinstance(number, Number) and free == number:
        return number
    return free if around.habit or isinstance(free, TwoReadings) else number


def _parse(
    text: str, asked: Asked, part: Part | None, around: Surroundings
) -> Number | TwoReadings | None:
    if around.plain:
        return parse_plain(text)
    whole = asked.whole and (asked.measure == "count" or part is not None)
    return parse_number(text, whole=whole, habit=around.habit)


def _two_readings(number: TwoReadings, scale: Scale) -> Question:
    values: dict[str, object] = {
        "decimal": number.with_decimals * scale.factor,
        "grouped": number.grouped * scale.factor,
    }
    return Question(AMBIGUOUS_NUMBER, "two_readings", values)


def _of_pair(text: str, asked: Asked, around: Surroundings) -> Meaning:
    pair = pair_of(text)
    if pair is None:
        return doubt(text, asked, around)
    parts: list[Decimal] = []
    halves: tuple[tuple[str, Part], ...] = ((pair.above, "a"), (pair.below, "b"))
    for written, part in halves:
        found = _quantity(written, asked, part, around)
        if isinstance(found, Question):
            return _about_pair(found, text, asked, around)
        number, scale = found
        if scale.percent:
            return doubt(text, asked, around)
        parts.append(number.value)
    above, below = parts
    if pair.percent:
        given = _parse(pair.percent, asked, None, around)
        if not isinstance(given, Number):
            return doubt(text, asked, around)
        if not agrees(given, bool(pair.sign), (above, below), asked):
            percent = pair.percent + pair.sign
            return Question(PARTS_DISAGREE, "pair_disagrees", {"percent": percent})
    return Reading(pair=(above, below))


def _about_pair(found: Question, text: str, asked: Asked, around: Surroundings) -> Question:
    """What is in doubt about one number of a pair, said of the pair."""
    if found.reason == "two_readings":
        return Question(AMBIGUOUS_NUMBER, "pair_in_two_readings")
    return found if found.rule == WRONG_UNIT_OF_MEASURE else doubt(text, asked, around)
