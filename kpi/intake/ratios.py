"""What a ratio's three rows say together: its own, the numerator's and the denominator's.

Both parts make an answer; whatever is less, or disagrees, asks.
"""

from __future__ import annotations

from decimal import Decimal

from kpi.intake.answers import State
from kpi.intake.catalogue import Asked
from kpi.intake.grammar.meaning import Meaning, Question, Reading, agrees
from kpi.intake.grammar.numbers import Number

_ZERO = Decimal(0)


def resolve_ratio(asked: Asked, own: Meaning, above: Meaning, below: Meaning) -> Meaning:
    """The ratio's answer: a reading with a pair or a state, a question, or None if all blank."""
    for part in (above, below):
        if isinstance(part, Question):
            return part
    if isinstance(own, Question):
        # an error value beside two good parts is only the quotient that could not be formed
        if not (own.rule == "error_cell" and above and below):
            return own
        own = None
    parts = _of_parts(asked, above, below)
    if own is None or isinstance(parts, Question) and above is not None and below is not None:
        return parts
    return _with_own(asked, own, parts, above, below)


def _of_parts(asked: Asked, above: Meaning, below: Meaning) -> Meaning:
    if above is None and below is None:
        return None
    if not isinstance(above, Reading) or not isinstance(below, Reading):
        one = above if isinstance(above, Reading) else below
        if isinstance(one, Reading) and one.state in ("not_applicable", "withheld"):
            return Reading(one.state)
        return _missing(asked)
    states = {above.state, below.state}
    if states <= {"value", "estimate"} and above.value is not None and below.value is not None:
        return Reading(_weaker(states), pair=(above.value, below.value))
    if len(states) == 1:
        state = above.state
        return Reading(state, pair=(_ZERO, _ZERO) if state == "none_occurred" else None)
    return _one_state(above, below)


def _one_state(above: Reading, below: Reading) -> Reading | Question:
    """A state word in one part and something else in the other."""
    if above.state == "none_occurred" and below.value is not None:
        # none of the wanted ones among those that there were
        return Reading(below.state, pair=(_ZERO, below.value))
    if below.state == "none_occurred" and above.value == 0:
        return Reading("none_occurred", pair=(_ZERO, _ZERO))
    return Question("parts_disagree", "parts_say_different_things")


def _with_own(
    asked: Asked, own: Meaning, parts: Meaning, above: Meaning, below: Meaning
) -> Meaning:
    """What stands in the ratio's own row besides, or instead of, its parts."""
    assert_reading = own if isinstance(own, Reading) else None
    if assert_reading is None:
        return parts
    own_reading = assert_reading
    if own_reading.pair is None and own_reading.value is None:  # not applicable, withheld
        same = parts is None or isinstance(parts, Reading) and parts.state == own_reading.state
        return own_reading if same else Question("parts_disagree", "parts_say_different_things")
    if own_reading.pair is not None:
        return _with_own_pair(own_reading, own_reading.pair, parts, above, below)
    if not isinstance(parts, Reading):
        return _missing(asked)
    if parts.pair is None:
        return Question("parts_disagree", "parts_say_different_things")
    return _with_own_figure(asked, own_reading, parts, parts.pair)


def _with_own_pair(
    own: Reading, pair: tuple[Decimal, Decimal], parts: Meaning, above: Meaning, below: Meaning
) -> Meaning:
    given = [
        one.value == said
        for one, said in zip((above, below), pair, strict=True)
        if isinstance(one, Reading)
    ]
    if isinstance(parts, Reading) and parts.pair is not None:
        given = [parts.pair == pair]
    return own if all(given) else Question("differing_duplicates", "pair_and_rows_differ")


def _with_own_figure(
    asked: Asked, own: Reading, parts: Reading, pair: tuple[Decimal, Decimal]
) -> Reading | Question:
    if own.value is None:
        return parts
    figure = Number(own.value, own.decimals)
    if agrees(figure, own.percent, *pair, asked):
        return parts
    return Question("parts_disagree", "figure_and_rows_differ")


def _weaker(states: set[State]) -> State:
    return "estimate" if "estimate" in states else "value"


def _missing(asked: Asked) -> Question:
    return Question("parts_missing", "parts_missing", {"code": asked.id})
