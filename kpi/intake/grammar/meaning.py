"""What one cell says about one indicator: a reading, nothing, or a question back to the sender.

Whatever a person could take in two ways is a `Question`; nothing here guesses.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from kpi.intake.catalogue import Asked
from kpi.intake.grammar.dates import from_serial, looks_like_a_day, parse_day
from kpi.intake.grammar.figures import agrees, figure, percentage, yes_no
from kpi.intake.grammar.numbers import (
    Number,
    TwoReadings,
    parse_number,
    parse_plain,
)
from kpi.intake.grammar.outcomes import (
    Meaning,
    Part,
    Question,
    Reading,
    SecretWithNumber,
    Surroundings,
)
from kpi.intake.grammar.quantities import Scale, scale_of
from kpi.intake.grammar.states import (
    Word,
    is_approximate,
    speaks_of_a_secret,
    without_estimate,
    word_of,
)
from kpi.intake.grammar.text import clean
from kpi.intake.grid import Cell

_LARGEST = Decimal(10) ** 15  # more than anybody counts; a slip of the exponent
_LONGEST = 200  # a figure with its words is shorter


def read_cell(cell: Cell, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:
    """The meaning of a cell in an indicator's row (`part` None) or in the row of one part."""
    if cell.kind == "error":
        return Question("error_cell", "error_cell")
    if cell.kind == "no_value":
        return Question("formula_without_value", "formula_without_value")
    if cell.kind == "bool":
        if asked.measure == "yes_no":
            return yes_no(cell.number == 1)
        return Question("wrong_type", "a_truth_value")
    if cell.kind == "number":
        return _of_number(cell, asked, part, around)
    return _of_text(clean(cell.text), asked, part, around)


# --- numeric cells


def _of_number(cell: Cell, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:
    if asked.measure == "milestone":
        return _of_serial(cell, around)
    if cell.format == "date":
        day = from_serial(cell.number, since_1904=around.since_1904)
        shown = f"{day.day}/{day.month}/{day.year}" if day else ""
        return Question("ambiguous_number", "turned_into_a_date", {"day": shown})
    # a computed number carries the noise of binary fractions, a typed one does not
    exact = Decimal(f"{cell.number:.15g}" if cell.formula else repr(cell.number))
    if cell.format == "percent":
        return _of_percent_format(exact * 100, asked, part)
    value = Number(exact, max(0, -int(exact.normalize().as_tuple().exponent)))
    if cell.format == "percent_sign":
        return percentage(value, asked, part)
    return figure(value, asked)


def _of_percent_format(shown: Decimal, asked: Asked, part: Part | None) -> Meaning:
    shown = shown.normalize()
    value = Number(shown, max(0, -int(shown.as_tuple().exponent)))
    meaning = percentage(value, asked, part)
    if not isinstance(meaning, Reading) or asked.measure not in ("count", "score"):
        return meaning
    below = asked.lowest is not None and shown < Decimal(repr(asked.lowest))
    above = asked.highest is not None and shown > Decimal(repr(asked.highest))
    if below or above:
        values: dict[str, object] = {"shown": shown, "bare": shown / 100}
        return Question("ambiguous_percentage", "percent_out_of_range", values)
    return meaning


def _of_serial(cell: Cell, around: Surroundings) -> Meaning:
    if cell.format in ("percent", "percent_sign"):
        return Question("bad_date", "no_date")
    day = from_serial(cell.number, since_1904=around.since_1904)
    return _completion(day, around)


# --- texts


def _of_text(text: str, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    word = word_of(text)
    if word == "blank":
        return None
    if word is not None:
        return _of_word(word, asked)
    if len(text) > _LONGEST:
        return Question("unreadable", "too_long")
    if speaks_of_a_secret(text):
        if any(char.isdigit() for char in text):
            raise SecretWithNumber
        return Question("unreadable", "unreadable")
    if asked.measure == "milestone":
        return _of_day_text(text, around)
    text, estimate = without_estimate(text)
    meaning = _of_quantity(text, asked, part, around)
    if estimate and isinstance(meaning, Reading):
        if asked.measure == "yes_no":
            return Question("not_a_state_here", "no_estimate_here")
        return Reading("estimate", meaning.value, meaning.pair, None, meaning.percent,
                       meaning.decimals)  # fmt: skip
    return meaning


def _of_word(word: Word, asked: Asked) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    if word == "withheld":
        return Reading("withheld")
    if word == "not_applicable":
        return Reading("not_applicable")
    if word == "none_occurred":
        return _none_occurred(asked)
    if word == "dash":
        return Question("ambiguous_mark", "dash")
    if word == "estimate":
        return Question("unreadable", "estimate_without_number")
    if asked.measure == "milestone":
        if word in ("not_started", "not_yet"):
            return Reading(value=Decimal(0))
        return Question("bad_date", "date_wanted")
    if asked.measure == "yes_no":
        return yes_no(word in ("yes", "check_mark"))
    if word == "not_started":
        return Question("not_a_state_here", "not_started")
    return Question("ambiguous_mark", "mark" if word == "check_mark" else "yes_no_word")


def _none_occurred(asked: Asked) -> Meaning:
    if asked.measure in ("score", "yes_no", "milestone"):
        return Question("not_a_state_here", "none_occurred_here")
    if asked.running_total:
        return Question("not_a_state_here", "none_occurred_running_total")
    if asked.measure == "ratio":
        return Reading("none_occurred", pair=(Decimal(0), Decimal(0)))
    return Reading("none_occurred", Decimal(0))


def _of_day_text(text: str, around: Surroundings) -> Meaning:
    day = parse_day(text)
    if day is None and text.isdigit() and len(text) == 5:
        day = from_serial(int(text), since_1904=around.since_1904)
    return _completion(day, around)


def _completion(day: date | None, around: Surroundings) -> Meaning:
    if day is None:
        return Question("bad_date", "no_date")
    shown = f"{day.day}/{day.month}/{day.year}"
    if day < around.first_day:
        return Question("bad_date", "date_too_early", {"day": shown})
    if day > around.last_day:
        return Question("bad_date", "date_too_late", {"day": shown})
    return Reading(value=Decimal(100), done_on=day)


_PAIR = re.compile(r"([^/()%]+?) ?/ ?([^/()%]+)")
_PERCENT_AND_PAIR = re.compile(r"([^()%]+?) ?(%?) ?\( ?([^/()%]+?) ?/ ?([^/()%]+?) ?\)")
_PAIR_AND_PERCENT = re.compile(
    r"\(? ?([^/()%]+?) ?/ ?([^/()%]+?) ?\)?[ ,;:=]*[(=] ?([^()%]+?) ?(%) ?\)?"
)
_QUANTITY = re.compile(r"([+-]? ?[\d.,](?:[\d., ]*\d)?(?:[eE][+-]?\d{1,2})?)[.,]?(?: ?([^\d].*))?")
_NEGATIVE = re.compile(r"\( ?(\d[\d., ]*) ?\)")
_LETTERS_FOR_DIGITS = re.compile(r"(?=.*\d)(?=.*[OoIlSB])[\dOoIlSB.,]+%?")


def _of_quantity(text: str, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    if asked.measure == "ratio" and part is None and "/" in text:
        return _of_pair(text, asked, around)
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return _unreadable(text, asked, around)
    number = _parse(found[1].replace("- ", "-").replace("+ ", "+"), asked, part, around)
    scale = scale_of(found[2] or "", asked, part)
    if scale is None or number is None or _is_beyond_belief(number):
        return _unreadable(text, asked, around)
    if isinstance(scale, str):
        if _LETTERS_FOR_DIGITS.fullmatch(text):
            return _unreadable(text, asked, around)
        values: dict[str, object] = {"found": found[2], "wanted": asked.unit_of_measure}
        return Question("wrong_unit_of_measure", scale, values)
    if isinstance(number, TwoReadings):
        return _two_readings(number, scale)
    scaled = Number(number.value * scale.factor, number.decimals)
    if scale.percent:
        return percentage(scaled, asked, part)
    return figure(scaled, asked)


def _is_beyond_belief(number: Number | TwoReadings) -> bool:
    return isinstance(number, Number) and abs(number.value) > _LARGEST


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
    return Question("ambiguous_number", "two_readings", values)


def _of_pair(text: str, asked: Asked, around: Surroundings) -> Meaning:
    percent: str | None = None
    sign = ""
    if found := _PAIR.fullmatch(text):
        above, below = found[1], found[2]
    elif found := _PERCENT_AND_PAIR.fullmatch(text):
        percent, sign, above, below = found[1], found[2], found[3], found[4]
    elif found := _PAIR_AND_PERCENT.fullmatch(text):
        above, below, percent, sign = found[1], found[2], found[3], found[4]
    else:
        return _unreadable(text, asked, around)
    one, two = _parse(above, asked, "a", around), _parse(below, asked, "b", around)
    if isinstance(one, TwoReadings) or isinstance(two, TwoReadings):
        return Question("ambiguous_number", "pair_in_two_readings")
    if one is None or two is None:
        return _unreadable(text, asked, around)
    if percent is not None:
        given = _parse(percent, asked, None, around)
        if not isinstance(given, Number):
            return _unreadable(text, asked, around)
        if not agrees(given, bool(sign), (one.value, two.value), asked):
            return Question("parts_disagree", "pair_disagrees", {"percent": percent + sign})
    return Reading(pair=(one.value, two.value))


def _unreadable(text: str, asked: Asked, around: Surroundings) -> Question:  # noqa: PLR0911 - one return for each thing a cell can say
    if is_approximate(text):
        return Question("approximate", "approximate")
    if found := _NEGATIVE.fullmatch(text):
        return Question("ambiguous_number", "in_brackets", {"number": found[1]})
    if looks_like_a_day(text):
        return Question("ambiguous_number", "day_or_pair")
    if _LETTERS_FOR_DIGITS.fullmatch(text):
        return Question("unreadable", "letters_for_digits")
    if around.plain and parse_number(text.rstrip("% ")) is not None:
        return Question("ambiguous_number", "not_plain")
    if asked.measure == "yes_no":
        return Question("unreadable", "yes_or_no_wanted")
    return Question("unreadable", "unreadable")
