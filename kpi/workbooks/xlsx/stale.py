"""Whether the value that a formula shows is surely not the one that it gives.

Only plain arithmetic over numbers and blank cells of the same sheet is worked out; whatever is
not wholly understood is not called stale.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from kpi.workbooks.grid import Cell, Sheet
from kpi.workbooks.xlsx.parts import column_number

_T = TypeVar("_T")
_LONGEST = 1_000  # letters of a formula
_DEEPEST = 40  # brackets in brackets
_MOST_CELLS = 20_000  # of all ranges of one formula
_NOISE = 1e-9
_NEAR_A_TIE = 1e-6  # a rounding so close to a half may fall either way
_TOKEN = re.compile(
    r"\s*(?:(?P<range>\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?)(?![\w(!.])"
    r"|(?P<number>(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d{1,3})?)(?![\w.])"
    r"|(?P<name>[A-Z]{3,7})(?=\()"
    r"|(?P<sign>[-+*/^%(),]))\s*"
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


class _NotUnderstood(Exception):
    """Something in the formula, or in the cells that it looks at, is not plain arithmetic."""


def is_stale(sheet: Sheet, row: int, column: int) -> bool:
    """Whether the number in this cell differs beyond doubt from what its formula gives."""
    cell = sheet.at(row, column)
    if cell is None or cell.kind != "number":
        return False
    found = _computed(sheet, row, column)
    return found is not None and not _agree(cell.number, *found)


def without_made_up(sheet: Sheet) -> Sheet:
    """A sheet that no program has computed yet: a formula that shows 0, and of which it cannot
    be seen that it gives 0, has no value. (Writers of files put a 0 where they do not know.)"""
    made_up = [
        at
        for at in sheet.formulas
        if (cell := sheet.at(*at)) is not None
        and cell.kind == "number"
        and cell.number == 0
        and ((found := _computed(sheet, *at)) is None or not _agree(0.0, *found))
    ]
    if not made_up:
        return sheet
    rows = {number: dict(row) for number, row in sheet.rows.items()}
    for row, column in made_up:
        rows[row][column] = Cell("no_value", formula=True)
    return replace(sheet, rows=rows)


def _computed(sheet: Sheet, row: int, column: int) -> tuple[float, float] | None:
    """What the formula gives, and the largest number on the way; None if not understood."""
    text = sheet.formulas.get((row, column), "")
    if not text or len(text) > _LONGEST:
        return None
    try:
        sum_of = _Sum(sheet, (row, column), text)
        value = sum_of.whole()
    except (_NotUnderstood, ArithmeticError, ValueError):
        return None
    return (value, sum_of.largest) if math.isfinite(value) else None


def _agree(shown: float, value: float, largest: float) -> bool:
    # what is left of large numbers taken from each other carries their noise
    return abs(shown - value) <= _NOISE * max(abs(shown), abs(value), largest)


class _Sum:
    """One formula being worked out, from left to right, as Excel does."""

    def __init__(self, sheet: Sheet, own: tuple[int, int], text: str) -> None:
        self.sheet, self.own = sheet, own
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.cells_seen = 0
        self.largest = 0.0

    def whole(self) -> float:
        value = self.sum()
        if self.at != len(self.tokens):
            raise _NotUnderstood
        return value

    def sum(self) -> float:
        value = self.product()
        while sign := self.take("+", "-"):
            other = self.product()
            value = self.seen(value + other if sign == "+" else value - other)
        return value

    def product(self) -> float:
        value = self.power()
        while sign := self.take("*", "/"):
            other = self.power()
            value = self.seen(value * other if sign == "*" else value / other)
        return value

    def power(self) -> float:
        value = self.signed()
        while self.take("^"):
            raised = value ** self.signed()
            if isinstance(raised, complex):
                raise _NotUnderstood
            value = self.seen(raised)
        return value

    def signed(self) -> float:
        minus = False
        while sign := self.take("+", "-"):
            minus ^= sign == "-"
        value = self.single()
        while self.take("%"):
            value /= 100
        return -value if minus else value

    def single(self) -> float:
        kind, text = self.next()
        if kind == "number":
            return self.seen(float(text))
        if kind == "range" and ":" not in text:
            return self.one_cell(text)
        if kind == "name":
            return self.function(text)
        if (kind, text) != ("sign", "("):
            raise _NotUnderstood
        return self.in_brackets(self.sum)

    def in_brackets(self, inside: Callable[[], _T]) -> _T:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NotUnderstood
        found = inside()
        self.depth -= 1
        if not self.take(")"):
            raise _NotUnderstood
        return found

    def function(self, name: str) -> float:
        self.next()  # its bracket
        if name == "ROUND":
            return self.in_brackets(self.rounded)
        numbers = self.in_brackets(self.arguments)
        if name == "COUNT":
            return float(len(numbers))
        if name not in _FUNCTIONS or (not numbers and name != "SUM"):
            raise _NotUnderstood
        return self.seen(_FUNCTIONS[name](numbers))

    def rounded(self) -> float:
        value = self.sum()
        if not self.take(","):
            raise _NotUnderstood
        digits = self.sum()
        if digits != int(digits) or not -12 <= digits <= 12:
            raise _NotUnderstood
        exact = Decimal(repr(value)).scaleb(int(digits))
        if abs(abs(exact % 1) - Decimal("0.5")) < Decimal(_NEAR_A_TIE):
            raise _NotUnderstood
        return float(exact.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-int(digits)))

    def arguments(self) -> list[float]:
        found: list[float] = []
        while True:
            kind, text = self.peek()
            if kind == "range" and self.ends_after():
                self.at += 1
                found += self.cells(text)
            else:
                found.append(self.sum())
            if not self.take(","):
                return found

    def ends_after(self) -> bool:
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1][1] in (",", ")")

    def one_cell(self, reference: str) -> float:
        found = list(self.cells(reference))
        return found[0] if found else 0.0

    def cells(self, reference: str) -> Iterator[float]:
        """The numbers in an area; blank cells say nothing."""
        top, left, bottom, right = _area(reference)
        if top <= self.own[0] <= bottom and left <= self.own[1] <= right:
            raise _NotUnderstood
        self.cells_seen += (bottom - top + 1) * (right - left + 1)
        if self.cells_seen > _MOST_CELLS:
            raise _NotUnderstood
        for row in range(top, bottom + 1):
            for column, cell in self.sheet.rows.get(row, {}).items():
                if left <= column <= right:
                    if cell.kind != "number":
                        raise _NotUnderstood
                    yield self.seen(cell.number)

    def seen(self, value: float) -> float:
        self.largest = max(self.largest, abs(value))
        return value

    def peek(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise _NotUnderstood
        return self.tokens[self.at]

    def next(self) -> tuple[str, str]:
        token = self.peek()
        self.at += 1
        return token

    def take(self, *signs: str) -> str:
        """The next token if it is one of these signs, else nothing."""
        if self.at < len(self.tokens):
            kind, text = self.tokens[self.at]
            if kind == "sign" and text in signs:
                self.at += 1
                return text
        return ""


def _product(numbers: list[float]) -> float:
    return math.prod(numbers)


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


_FUNCTIONS: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum,
    "AVERAGE": _mean,
    "MIN": min,
    "MAX": max,
    "PRODUCT": _product,
}


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise _NotUnderstood
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def _area(reference: str) -> tuple[int, int, int, int]:
    first, colon, last = reference.partition(":")
    one, two = _PLACE.fullmatch(first), _PLACE.fullmatch(last if colon else first)
    if one is None or two is None:
        raise _NotUnderstood
    columns = sorted((column_number(one[1]), column_number(two[1])))
    rows = sorted((int(one[2]), int(two[2])))
    return rows[0], columns[0], rows[1], columns[1]
