"""Rules across indicators: sums of `ID`, `ID.a`, `ID.b` on both sides of one comparison."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from kpi.plan.formula import name_at
from kpi.plan.model import RulePart
from kpi.plan.not_read import NotRead

Comparison = Literal["<=", "<", ">=", ">", "==", "!="]

_COMPARISON = re.compile(r"<=|>=|==|!=|=<|=>|<>|<|>|=|≤|≥|≠")
# as Excel and paper write them
_MEANT: Mapping[str, str] = {
    "=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "=<": "<=", "=>": ">=", "<>": "!=",
}  # fmt: skip
_PART = re.compile(r"\.([ab])(?!\w)")
MAX_LENGTH = 10_000


class BadRule(NotRead):
    """A text is no rule."""


@dataclass(frozen=True, slots=True)
class ParsedRule:
    left: tuple[RulePart, ...]
    operator: Comparison
    right: tuple[RulePart, ...]


def parse_rule(text: str, ids: Collection[str]) -> ParsedRule:
    """The two sums and their comparison; `ids` are the known indicator ids. Raises BadRule."""
    known = frozenset(ids)
    signs = list(_COMPARISON.finditer(text)) if len(text) <= MAX_LENGTH else []
    if not signs:
        raise BadRule("rule_comparison_missing", 0, text[:80])
    if len(signs) > 1:
        raise BadRule("rule_second_comparison", signs[1].start(), signs[1][0])
    sign = signs[0]
    left = _sum(text, 0, sign.start(), known)
    right = _sum(text, sign.end(), len(text), known)
    return ParsedRule(left, _comparison(sign), right)


def _comparison(sign: re.Match[str]) -> Comparison:
    match sign[0]:
        case "<=" | "<" | ">=" | ">" | "==" | "!=":
            return sign[0]
        case _:
            meant = _MEANT[sign[0]]
            raise BadRule("rule_comparison_unknown", sign.start(), meant)


def _sum(text: str, start: int, end: int, ids: frozenset[str]) -> tuple[RulePart, ...]:
    side = text[:end]
    parts: list[RulePart] = []
    sign, wants_part, at = 1, True, start
    while at < end:
        if side[at].isspace():
            at += 1
        elif wants_part:
            part, at = _part(side, at, sign, ids)
            parts.append(part)
            wants_part = False
        elif side[at] in "+-":
            sign, wants_part = (1 if side[at] == "+" else -1), True
            at += 1
        else:
            raise BadRule("rule_sign_missing", at, side[at])
    if wants_part:
        raise BadRule("rule_side_ends", end)
    return tuple(parts)


def _part(side: str, at: int, sign: int, ids: frozenset[str]) -> tuple[RulePart, int]:
    name = name_at(side, at, ids)
    if name is None:
        raise BadRule("rule_character", at, side[at])
    end = at + len(name)
    if name not in ids and name.endswith((".a", ".b")):
        base, part = name[:-2], name[-1]
        return RulePart(base, "a" if part == "a" else "b", sign), end
    if found := _PART.match(side, end):
        return RulePart(name, "a" if found[1] == "a" else "b", sign), found.end()
    return RulePart(name, None, sign), end
