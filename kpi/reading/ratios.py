"""What a ratio's three rows say together: its own, the numerator's and the denominator's.

Both parts make an answer; whatever is less, or disagrees, asks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from kpi.reading.catalogue import Asked
from kpi.reading.cells.figures import agrees
from kpi.reading.cells.numbers import Number
from kpi.reading.cells.outcomes import Meaning, Question, Reading
from kpi.records.answers import State
from kpi.records.reader_rules import DIFFERING_DUPLICATES, ERROR_CELL, PARTS_DISAGREE, PARTS_MISSING

_ZERO = Decimal(0)
_OWN_ROW = "own_row"
OWN_FIGURE = "own_figure"
# what is typed over the quotient and cannot be taken is mended at the two numbers, not there
_TYPED_ABOVE = frozenset(
    ("unreadable", "too_long", "letters_for_digits", "several_numbers", "other_digits",
     "two_readings", "not_plain", "in_brackets", "day_or_pair", "approximate", "dash", "mark",
     "yes_no_word", "bare_share", "words_in_part", "other_unit_of_measure", "percent_out_of_range",
     "estimate_without_number", "not_started", "rounded_share", "turned_into_a_date",
     "shown_as_a_date", "shown_by_format", "marked_characters", "pair_in_two_readings")
)  # fmt: skip
_WORDS: frozenset[State] = frozenset(("not_applicable", "withheld"))


@dataclass(frozen=True, slots=True)
class RatioRows:
    """The meanings of the three rows; None where a row says nothing."""

    asked: Asked
    own: Meaning
    above: Meaning
    below: Meaning

    @property
    def missing(self) -> Question:
        return Question(PARTS_MISSING, "parts_missing")


def resolve_ratio(rows: RatioRows) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    """The ratio's answer: a reading with a pair or a state, a question, or None if all blank."""
    for part in (rows.above, rows.below):
        if isinstance(part, Question):
            return part
    own = rows.own
    if isinstance(own, Question):
        # an error value beside two good parts is only the quotient that could not be formed
        if own.rule != ERROR_CELL or not (rows.above and rows.below):
            return replace(own, reason=_OWN_ROW) if own.reason in _TYPED_ABOVE else own
        own = None
    parts = _of_parts(rows)
    if own is None:
        return parts
    if isinstance(parts, Question) and parts.rule != PARTS_MISSING:
        return parts
    if own.state in _WORDS:
        same = parts is None or (isinstance(parts, Reading) and parts.state == own.state)
        return own if same else _disagree("parts_say_different_things")
    if own.pair is not None:
        return _own_pair(rows, own, own.pair, parts)
    return _own_figure(rows, own, parts)


def _of_parts(rows: RatioRows) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    above, below = rows.above, rows.below
    if not isinstance(above, Reading) or not isinstance(below, Reading):
        one = above or below
        if isinstance(one, Reading) and one.state in _WORDS:
            return Reading(one.state)
        return None if one is None else rows.missing
    if above.value is not None and below.value is not None:
        state: State = "estimate" if "estimate" in (above.state, below.state) else "value"
        return Reading(state, pair=(above.value, below.value))
    if above.state == below.state:
        none = above.state == "none_occurred"
        return Reading(above.state, pair=(_ZERO, _ZERO) if none else None)
    if above.state == "none_occurred" and below.value is not None:
        # none of the wanted ones among those that there were
        return Reading(below.state, pair=(_ZERO, below.value))
    if below.state == "none_occurred" and above.value == 0:
        return Reading("none_occurred", pair=(_ZERO, _ZERO))
    return _disagree("parts_say_different_things")


def _own_pair(
    rows: RatioRows, own: Reading, pair: tuple[Decimal, Decimal], parts: Meaning
) -> Meaning:
    """`12/15` in the ratio's own row, and what stands in the two rows below besides."""
    if isinstance(parts, Reading):
        same = parts.pair == pair
    else:
        said = zip((rows.above, rows.below), pair, strict=True)
        same = all(one.value == number for one, number in said if isinstance(one, Reading))
    if not same:
        return Question(DIFFERING_DUPLICATES, "pair_and_rows_differ")
    estimated = any(
        isinstance(r, Reading) and r.state == "estimate" for r in (rows.above, rows.below)
    )
    return own._replace(state="estimate") if estimated else own


def _own_figure(rows: RatioRows, own: Reading, parts: Meaning) -> Meaning:
    """A bare figure in the ratio's own row: it must be the quotient of the parts."""
    if not isinstance(parts, Reading) or own.value is None:
        return rows.missing if own.value is None else replace(rows.missing, reason=OWN_FIGURE)
    if parts.pair is None:
        return _disagree("parts_say_different_things")
    figure = Number(own.value, own.decimals)
    if agrees(figure, own.percent, parts.pair, rows.asked):
        return parts._replace(state="estimate") if own.state == "estimate" else parts
    return _disagree("figure_and_rows_differ")


def _disagree(reason: str) -> Question:
    return Question(PARTS_DISAGREE, reason)
