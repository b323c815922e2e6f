"""Why a text is not taken for a figure: the reason that a clerk would give, the nearest first."""

from __future__ import annotations

import re

from kpi.reading.catalogue import Asked
from kpi.reading.cells.dates import looks_like_a_day
from kpi.reading.cells.numbers import parse_number
from kpi.reading.cells.outcomes import Question, Surroundings
from kpi.reading.vocabulary.states import is_approximate
from kpi.records.reader_rules import (
    AMBIGUOUS_NUMBER,
    APPROXIMATE,
    UNREADABLE,
    WRONG_UNIT_OF_MEASURE,
)

_NEGATIVE = re.compile(r"\( ?([0-9][0-9., ]*) ?\)")
_NUMBER = re.compile(r"(?<![\w'’+_])[0-9](?:[0-9.,]*[0-9])?")
# Latin and Cyrillic letters that people type for digits, or a scanner takes for them
_LOOKALIKES = str.maketrans("OoIlSBОо", "00115800")
_MIXED = re.compile(r"(?<!\w)(?=[0-9.,OoIlSBОо]*[0-9])[0-9.,OoIlSBОо]+(?!\w)")
_FIGURE_LIKE = re.compile(r"[0-9., /()%+-]+")


def doubt(text: str, asked: Asked, around: Surroundings) -> Question:  # noqa: PLR0911 - one return for each thing a cell can say
    """The question about a cleaned text that is no figure."""
    if asked.measure == "yes_no":  # whatever is written there, no number mends it
        return Question(UNREADABLE, "yes_or_no_wanted")
    if is_approximate(text):
        return Question(APPROXIMATE, "approximate")
    if found := _NEGATIVE.fullmatch(text):
        return Question(AMBIGUOUS_NUMBER, "in_brackets", {"number": found[1]})
    if looks_like_a_day(text):
        return Question(AMBIGUOUS_NUMBER, "day_or_pair")
    if letters_for_digits(text):
        return Question(UNREADABLE, "letters_for_digits")
    if around.plain and parse_number(text.rstrip("% ")) is not None:
        return Question(AMBIGUOUS_NUMBER, "not_plain")
    if len(_NUMBER.findall(text)) > 1:
        return Question(UNREADABLE, "several_numbers")
    return Question(UNREADABLE, "unreadable")


def about_unit(text: str, found: str, reason: str, asked: Asked, around: Surroundings) -> Question:
    """The question about a number with words behind it (`found`) that are no unit of measure."""
    said_more = any(char.isnumeric() for char in found)
    if said_more or letters_for_digits(text) or is_approximate(found, bounds_only=True):
        return doubt(text, asked, around)
    values: dict[str, object] = {"found": found, "wanted": asked.unit_of_measure}
    return Question(WRONG_UNIT_OF_MEASURE, reason, values)


def letters_for_digits(text: str) -> bool:
    """Whether the text would be figures if letters that look like digits were such."""
    mended = _MIXED.sub(lambda found: found[0].translate(_LOOKALIKES), text)
    if mended == text:
        return False
    # what the unit of measure says is no matter here: `12O lớp`
    head = re.split(r"(?<=[0-9%)]) ?(?=[^\W0-9_])", mended, maxsplit=1)[0]
    return _FIGURE_LIKE.fullmatch(head) is not None
