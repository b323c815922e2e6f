"""What reading a cell can come to: a reading, a question back to the sender, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from kpi.reading.cells.numbers import Notation
from kpi.records.answers import State

Part = Literal["a", "b"]


@dataclass(frozen=True, slots=True)
class Question:
    """Why a cell is not taken: the rule, and the reason and its values in the words of `intake`."""

    rule: str
    reason: str
    values: dict[str, object] = field(default_factory=dict)


class Reading(NamedTuple):
    """A cell read for certain. `pair` is a numerator and a denominator; `percent` tells that the
    value was given as a percentage and `decimals` how many decimals were written."""

    state: State = "value"
    value: Decimal | None = None
    pair: tuple[Decimal, Decimal] | None = None
    done_on: date | None = None
    percent: bool = False
    decimals: int = 0


class SecretWithNumber(Exception):
    """The word `mật` and a number in one cell: nothing of the file may be kept."""


Meaning = Reading | Question | None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a cell's meaning hangs on besides itself. `plain` is the notation of English headers;
    a completion lies from `first_day` to `last_day`; `twins` are ids that are one number;
    `month_first` tells that the file has a date that can only be one with the month first."""

    first_day: date
    last_day: date
    habit: Notation | None = None
    plain: bool = False
    since_1904: bool = False
    month_first: bool = False
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
