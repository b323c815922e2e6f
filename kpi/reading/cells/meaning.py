"""What one cell says about one indicator: a reading, nothing, or a question back to the sender.

Whatever a person could take in two ways is a `Question`; nothing here guesses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi.reading.catalogue import Asked
from kpi.reading.cells.amounts import read_amount
from kpi.reading.cells.dates import other_day, parse_day
from kpi.reading.cells.figures import figure, percentage, yes_no
from kpi.reading.cells.numbers import Number
from kpi.reading.cells.outcomes import (
    Meaning,
    Part,
    Question,
    Reading,
    SecretWithNumber,
    Surroundings,
)
from kpi.reading.vocabulary.states import Word, without_estimate, word_of
from kpi.records.reader_rules import (
    AMBIGUOUS_MARK,
    AMBIGUOUS_NUMBER,
    AMBIGUOUS_PERCENTAGE,
    BAD_DATE,
    ERROR_CELL,
    FORMULA_WITHOUT_VALUE,
    NOT_A_STATE_HERE,
    UNREADABLE,
    WRONG_TYPE,
    WRONG_UNIT_OF_MEASURE,
)
from kpi.workbooks.grid import Cell
from kpi.workbooks.marks import is_struck
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.serial_days import from_serial
from kpi.workbooks.shown_dates import day_in_other_order, shows_year
from kpi.workbooks.text import clean
from kpi.workbooks.written import as_written

_DATES = ("date", "month", "time")
_EXACT = 1e15  # whole numbers below it are exact as they are
_RIGHT_TO_LEFT = "\u202e"
_LONGEST = 200  # a figure with its words is shorter
_SERIAL = re.compile(r"[0-9]{5}")  # a day that a spreadsheet exported as its number
_REACHED = re.compile(r"^đạt ?:? ?(?=[0-9])", re.IGNORECASE)

_NO_FIGURES = {
    "error": Question(ERROR_CELL, "error_cell"),
    "no_value": Question(FORMULA_WITHOUT_VALUE, "formula_without_value"),
    "stale": Question(FORMULA_WITHOUT_VALUE, "stale_value"),
}


def read_cell(cell: Cell, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    """The meaning of a cell in an indicator's row (`part` None) or in the row of one part."""
    asked_back = _NO_FIGURES.get(cell.kind)
    if asked_back is not None:
        return asked_back
    if cell.kind == "merged":
        return Question(UNREADABLE, "merged_cells", {"area": cell.shown})
    if cell.kind == "bool":
        if asked.measure == "yes_no":
            return yes_no(cell.number == 1)
        return Question(WRONG_TYPE, "a_truth_value")
    if cell.kind == "number":
        if cell.shown and cell.format not in _DATES:
            return _of_number_and_words(cell, asked, part, around)
        return _of_number(cell, asked, part, around)
    if _RIGHT_TO_LEFT in cell.text:  # what follows it is shown backwards
        return Question(UNREADABLE, "unreadable")
    if cell.shown:
        return _of_marked(clean(cell.text), asked, part, around)
    return _of_text(clean(cell.text), asked, part, around)


# --- numeric cells


def _of_number_and_words(
    cell: Cell, asked: Asked, part: Part | None, around: Surroundings
) -> Meaning:
    """A number whose format writes more than the number: taken where what the cell shows means
    that number too (`15 tấn`, `ước 15`), else asked back."""
    bare = _of_number(cell._replace(shown=""), asked, part, around)
    if not isinstance(bare, Reading):
        return bare
    shown = clean(cell.shown)
    if not shown:
        return Question(AMBIGUOUS_NUMBER, "hidden_by_format", {"number": _exact(cell)})
    values: dict[str, object] = {"shown": shown, "number": _exact(cell)}
    if cell.format in ("percent", "percent_sign") and 0 < (bare.value or 0) < 1:
        return Question(AMBIGUOUS_NUMBER, "rounded_share", values)
    text, around = _as_plain(cell, shown, around)
    said = _of_text(text, asked, part, around)
    if isinstance(said, Reading) and (said.value, said.pair, said.done_on) == bare[1:4]:
        return said
    unit = isinstance(said, Question) and said.rule == WRONG_UNIT_OF_MEASURE
    rule = WRONG_UNIT_OF_MEASURE if unit else AMBIGUOUS_NUMBER
    return Question(rule, "shown_by_format", values)


def _as_plain(cell: Cell, shown: str, around: Surroundings) -> tuple[str, Surroundings]:
    """What a cell shows with its own number in the plain notation, which cannot be misread; as it
    stands where the format writes digits of its own."""
    own = as_written(cell._replace(shown="", format="general")).removeprefix("-")
    if cell.format == "percent":
        own = as_written(cell._replace(shown="")).removesuffix("%").removeprefix("-")
    before, found, behind = shown.partition(own)
    if not found or any(c.isdigit() for c in before + behind):
        return shown, around
    return f"{before}{own.replace(',', '.')}{behind}", replace(around, plain=True)


def _exact(cell: Cell) -> str:
    """The number that a cell holds, as a plain cell of its kind shows it."""
    return as_written(cell._replace(shown=""))


def _of_number(cell: Cell, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:
    if asked.measure == "milestone":
        return _of_serial(cell, around)
    if cell.format in _DATES:
        return _of_date_format(cell, around)
    if abs(cell.number) < _EXACT and cell.number == int(cell.number):
        exact, decimals = Decimal(int(cell.number)), 0
    else:
        # computed, typed or pasted: what lies behind the 15th digit is the noise of fractions
        exact = Decimal(f"{cell.number:.15g}")
        decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    if cell.format == "percent":
        return _told_by_format(_of_percent_format(exact * 100, asked, part))
    value = Number(exact, decimals)
    if cell.format == "percent_sign":
        return _told_by_format(percentage(value, asked, part))
    return figure(value, asked)


def _told_by_format(meaning: Meaning) -> Meaning:
    """A percentage that only a cell's format makes is mended at the format: a number typed anew
    would be one again."""
    if isinstance(meaning, Question) and meaning.reason in _BY_FORMAT:
        return replace(meaning, reason=_BY_FORMAT[meaning.reason])
    return meaning


_BY_FORMAT = {
    "other_unit_of_measure": "percent_format",
    "percent_in_part": "percent_format_in_part",
}


def _of_date_format(cell: Cell, around: Surroundings) -> Question:
    """A number under the format of a date or time: what it shows is not what was counted."""
    day = from_serial(cell.number, since_1904=around.since_1904)
    if day is None or cell.format == "time":
        values: dict[str, object] = {"shown": cell.shown, "number": Decimal(f"{cell.number:.15g}")}
        return Question(AMBIGUOUS_NUMBER, "shown_as_a_date", values)
    shown = cell.shown or f"{day.day}/{day.month}/{day.year}"
    return Question(AMBIGUOUS_NUMBER, "turned_into_a_date", {"day": shown})


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
        return Question(AMBIGUOUS_PERCENTAGE, "percent_out_of_range", values)
    return meaning


def _of_serial(cell: Cell, around: Surroundings) -> Meaning:
    if cell.format in ("percent", "percent_sign", "time"):
        return Question(BAD_DATE, "no_date_shown")
    day = from_serial(cell.number, since_1904=around.since_1904)
    if cell.format == "date" and cell.shown:
        return _of_shown_day(day, cell.shown, around)
    if cell.format == "month" and cell.shown.isdecimal():
        return Question(BAD_DATE, "no_date_shown")
    if day is not None and day.day == 1 and cell.format == "month":
        return Question(
            BAD_DATE, "no_date_shown"
        )  # a spreadsheet adds the day to a month typed alone
    return _completion(day, around)


def _of_shown_day(day: date | None, shown: str, around: Surroundings) -> Meaning:
    """A day whose format writes it otherwise than people here do: without its year, or with the
    month first."""
    if day is None or not shows_year(day, shown):
        return Question(BAD_DATE, "no_date_shown")
    other = day_in_other_order(day, shown)
    if other is None:
        return _completion(day, around)
    values: dict[str, object] = {"day": _shown(day), "other": _shown(other)}
    return Question(BAD_DATE, "shown_month_first", values)


# --- texts


def _of_marked(text: str, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:
    """A text of which characters are raised, lowered or struck out: read as it is shown, so that
    `12 km²` means itself, or asked back."""
    meaning = _of_text(text, asked, part, around)
    if isinstance(meaning, Reading) and not is_struck(text):
        return meaning
    rule = BAD_DATE if asked.measure == "milestone" else UNREADABLE
    return Question(rule, "marked_characters")


def _of_text(text: str, asked: Asked, part: Part | None, around: Surroundings) -> Meaning:  # noqa: PLR0911 - one return for each thing a cell can say
    word = word_of(text)
    if word == "blank":
        return None
    if word is not None:
        return _of_word(word, asked)
    if len(text) > _LONGEST:
        return Question(UNREADABLE, "too_long")
    if speaks_of_a_secret(text):
        if any(char.isnumeric() for char in text):
            raise SecretWithNumber
        return Question(UNREADABLE, "unreadable")
    if any(char.isdecimal() and not char.isascii() for char in text):
        return Question(UNREADABLE, "other_digits")
    if asked.measure == "milestone":
        return _of_day_text(text, around)
    text, estimate = without_estimate(text)
    text = _REACHED.sub("", text)
    meaning = read_amount(text, asked, part, around)
    if estimate and isinstance(meaning, Reading):
        if asked.measure == "yes_no":
            return Question(NOT_A_STATE_HERE, "no_estimate_here")
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
        return Question(AMBIGUOUS_MARK, "dash")
    if word == "estimate":
        return Question(UNREADABLE, "estimate_without_number")
    if asked.measure == "milestone":
        if word in ("not_started", "not_yet"):
            return Reading(value=Decimal(0))
        return Question(BAD_DATE, "date_wanted")
    if asked.measure == "yes_no":
        return yes_no(word in ("yes", "check_mark"))
    if word == "not_started":
        return Question(NOT_A_STATE_HERE, "not_started")
    return Question(AMBIGUOUS_MARK, "mark" if word == "check_mark" else "yes_no_word")


def _none_occurred(asked: Asked) -> Meaning:
    if asked.measure in ("score", "yes_no", "milestone"):
        return Question(NOT_A_STATE_HERE, "none_occurred_here")
    if asked.running_total:
        return Question(NOT_A_STATE_HERE, "none_occurred_running_total")
    if asked.measure == "ratio":
        return Reading("none_occurred", pair=(Decimal(0), Decimal(0)))
    return Reading("none_occurred", Decimal(0))


def _of_day_text(text: str, around: Surroundings) -> Meaning:
    day = parse_day(text)
    other = other_day(text) if around.month_first else None
    if day is not None and other is not None:
        values: dict[str, object] = {"day": _shown(day), "other": _shown(other)}
        return Question(BAD_DATE, "day_or_month_first", values)
    if day is None and _SERIAL.fullmatch(text):
        day = from_serial(int(text), since_1904=around.since_1904)
    return _completion(day, around)


def _completion(day: date | None, around: Surroundings) -> Meaning:
    if day is None:
        return Question(BAD_DATE, "no_date")
    shown = _shown(day)
    if day < around.first_day:
        return Question(BAD_DATE, "date_too_early", {"day": shown})
    if day > around.last_day:
        return Question(BAD_DATE, "date_too_late", {"day": shown})
    return Reading(value=Decimal(100), done_on=day)


def _shown(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
