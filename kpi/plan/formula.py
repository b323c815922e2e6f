"""Formulas over indicator ids: `+ - * /`, parentheses, numbers; no unary minus.

A formula is kept as a postfix list of steps: SQL is written and values are computed from it
with a stack, without recursion.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kpi.plan.not_read import NotRead

Operator = Literal["+", "-", "*", "/"]
MAX_STEPS = 999

_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?(?![\w.])")
_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*|\w+(?:\.\w+)*")


class BadFormula(NotRead):
    """A text is no formula."""


@dataclass(frozen=True, slots=True)
class Num:
    value: float


@dataclass(frozen=True, slots=True)
class Ref:
    indicator: str


@dataclass(frozen=True, slots=True)
class Op:
    operator: Operator


Step = Num | Ref | Op


@dataclass(frozen=True, slots=True)
class Formula:
    """`postfix`: operands before their operator. `operands`: ids in order of first naming."""

    text: str
    postfix: tuple[Step, ...]
    operands: tuple[str, ...]

    def evaluate(self, values: Mapping[str, float | None]) -> float | None:
        """The formula's value; None if an operand is missing or a divisor is 0."""
        stack: list[float] = []
        for step in self.postfix:
            match step:
                case Num():
                    stack.append(step.value)
                case Ref():
                    value = values.get(step.indicator)
                    if value is None:
                        return None
                    stack.append(value)
                case Op():
                    right, left = stack.pop(), stack.pop()
                    result = _applied(step.operator, left, right)
                    if result is None:
                        return None
                    stack.append(result)
        return stack[0]


def _applied(operator: Operator, left: float, right: float) -> float | None:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["number", "name", "operator", "open", "close"]
    text: str
    offset: int


@lru_cache(maxsize=1024)
def _known_names(ids: frozenset[str]) -> re.Pattern[str] | None:
    longest_first = sorted((i for i in ids if not _NUMBER.fullmatch(i)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None


def name_at(text: str, offset: int, ids: frozenset[str]) -> str | None:
    """The indicator id that starts here: the longest known one that does not end inside a word."""
    known = _known_names(ids)
    found = known.match(text, offset) if known else None
    plain = _NAME.match(text, offset)
    if found and (plain is None or found.end() >= plain.end()):
        after = text[found.end() : found.end() + 1]
        if not (after.isalnum() or after == "_") or not found[0][-1].isalnum():
            return found[0]
    return plain[0] if plain else None


def parse_formula(text: str, ids: Collection[str] = ()) -> Formula:
    """The formula of a text. `ids` are known indicator ids, needed only for ids that hold other
    characters than letters, digits, `_` and `.`; raises BadFormula."""
    tokens = _tokens(text, frozenset(ids))
    postfix = _postfix(tokens, len(text))
    _refuse_senseless(postfix)
    operands = tuple(dict.fromkeys(s.indicator for s in postfix if isinstance(s, Ref)))
    if not operands:
        raise BadFormula("formula_without_indicator", 0, text)
    return Formula(text, tuple(postfix), operands)


def _tokens(text: str, ids: frozenset[str]) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
            continue
        token = _token(text, at, character, ids)
        tokens.append(token)
        at += len(token.text)
    return tokens


def _token(text: str, at: int, character: str, ids: frozenset[str]) -> _Token:
    if character in _BINDS:
        return _Token("operator", character, at)
    if character in "()":
        return _Token("open" if character == "(" else "close", character, at)
    number, name = _NUMBER.match(text, at), name_at(text, at, ids)
    if number and len(number[0]) >= len(name or ""):
        return _Token("number", number[0], at)
    if name:
        return _Token("name", name, at)
    raise BadFormula("formula_character", at, character)


def _postfix(tokens: list[_Token], end: int) -> list[Step]:
    """Shunting yard: operands at once, operators when a weaker one or the end comes."""
    out: list[Step] = []
    waiting: list[_Token] = []
    operand_next = True
    for token in tokens:
        if operand_next != (token.kind in {"number", "name", "open"}):
            _refuse(token, operand_next)
        match token.kind:
            case "number" | "name":
                out.append(_operand(token))
                operand_next = False
            case "open":
                waiting.append(token)
            case "close":
                _close(token, waiting, out)
            case "operator":
                while waiting and _BINDS.get(waiting[-1].text, 0) >= _BINDS[token.text]:
                    out.append(_op(waiting.pop()))
                waiting.append(token)
                operand_next = True
    if operand_next:
        raise BadFormula("formula_ends", end)
    while waiting:
        last = waiting.pop()
        if last.kind == "open":
            raise BadFormula("formula_open", last.offset)
        out.append(_op(last))
    return out


def _refuse(token: _Token, operand_next: bool) -> None:
    if not operand_next:
        raise BadFormula("formula_operator_missing", token.offset, token.text)
    if token.text == "-":
        raise BadFormula("formula_unary_minus", token.offset)
    raise BadFormula("formula_operand_missing", token.offset, token.text)


def _operand(token: _Token) -> Step:
    if token.kind == "name":
        return Ref(token.text)
    value = float(token.text[:400])
    if value == float("inf"):
        raise BadFormula("formula_character", token.offset, token.text[:20])
    return Num(value)


def _close(token: _Token, waiting: list[_Token], out: list[Step]) -> None:
    while waiting and waiting[-1].kind != "open":
        out.append(_op(waiting.pop()))
    if not waiting:
        raise BadFormula("formula_close", token.offset)
    waiting.pop()


def _op(token: _Token) -> Op:
    match token.text:
        case "+" | "-" | "*" | "/":
            return Op(token.text)
        case _:
            raise BadFormula("formula_character", token.offset, token.text)


def _refuse_senseless(postfix: list[Step]) -> None:
    if len(postfix) > MAX_STEPS:
        raise BadFormula("formula_long", 0)
    for place, step in enumerate(postfix):
        if isinstance(step, Op) and step.operator == "/" and postfix[place - 1] == Num(0.0):
            raise BadFormula("formula_division_by_zero", 0)
