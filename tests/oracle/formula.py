"""Formulas: + - * / and parentheses over indicator ids, no unary minus.

Rule: empty if an operand is empty or a divisor is 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([^\W\d]\w*)|([-+*/()]))")
Lookup = Callable[[str], float | None]


def tokens(text: str) -> list[str]:
    found: list[str] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError(text)
        found.append(match[1] or match[2] or match[3])
        position = match.end()
    return found


def evaluate(text: str, lookup: Lookup) -> float | None:
    """The formula's number, or None."""
    left = tokens(text)
    result = _sum(left, lookup)
    if left:
        raise ValueError(text)
    return result


def _sum(left: list[str], lookup: Lookup) -> float | None:
    result = _product(left, lookup)
    while left and left[0] in "+-":
        sign = left.pop(0)
        other = _product(left, lookup)
        if result is not None and other is not None:
            result = result + other if sign == "+" else result - other
        else:
            result = None
    return result


def _product(left: list[str], lookup: Lookup) -> float | None:
    result = _atom(left, lookup)
    while left and left[0] in "*/":
        sign = left.pop(0)
        other = _atom(left, lookup)
        if result is None or other is None or (sign == "/" and other == 0):
            result = None
        else:
            result = result * other if sign == "*" else result / other
    return result


def _atom(left: list[str], lookup: Lookup) -> float | None:
    head = left.pop(0)
    if head == "(":
        result = _sum(left, lookup)
        if left.pop(0) != ")":
            raise ValueError("unbalanced")
        return result
    return float(head) if head[0].isdigit() else lookup(head)
