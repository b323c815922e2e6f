"""Cell addresses: `H12` as (row, column) from 1 and back, and ranges of them."""

from __future__ import annotations

import re
from typing import NamedTuple

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class Area(NamedTuple):
    """Rows and columns from 1, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def split(address: str) -> tuple[int, int] | None:
    """(row, column) of an address that lies on a sheet."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    return (row, column) if row <= LAST_ROW and column <= LAST_COLUMN else None


def area(reference: str) -> Area | None:
    """The area of `A1:B2`, or of one cell."""
    first, _, last = reference.partition(":")
    top, bottom = split(first), split(last or first)
    if top is None or bottom is None or bottom[0] < top[0] or bottom[1] < top[1]:
        return None
    return Area(*top, *bottom)
