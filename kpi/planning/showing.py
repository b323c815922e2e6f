"""What a cell of the plan's workbook shows of a fact.

One rule: what is shown is read back as the same fact (`understanding.py`), to the last digit.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any, Literal, TypeAlias, get_args, get_origin

from kpi.plan.document import Written
from kpi.plan.findings import plain
from kpi.plan.kinds import keys_of, members_of, unwrapped
from kpi.plan.meanings import Meaning
from kpi.plan.scalars import THOUSANDS, decimal_meant
from kpi.words import say

Shown: TypeAlias = str | float | date | None
"""The content of one cell; None is an empty one."""

# Before March 1900 programs count days differently, and the first years' days have the numbers of
# years: such a day is shown as a text.
FIRST_DAY = date(1910, 1, 1)
SHORT = 40  # letters of a list on one line
_DIGITS = 15  # that a spreadsheet keeps of a number


def shown(kind: Any, key: str, value: Any, locale: str) -> Shown:
    """The content of a cell that holds a value of a type of the model."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float, date)):
        return text_of(kind, key, value, locale)
    if isinstance(value, date):
        return value if value >= FIRST_DAY else value.isoformat()
    exact = float(f"{value:.{_DIGITS}g}") == value
    return float(value) if exact else number_text(value, locale)


def text_of(kind: Any, key: str, value: Any, locale: str) -> str:  # noqa: PLR0911 - one a type
    """A value in words, as whole text of a cell."""
    member = member_for(kind, value)
    origin = get_origin(member) or member
    if origin is Literal:
        return word_text(key, str(value), locale)
    if isinstance(value, str):
        return value
    if origin is list:
        return _joined([_part(get_args(member)[0], key, item, locale) for item in value])
    if origin is tuple:
        return " - ".join(_part(get_args(member)[0], key, item, locale) for item in value)
    if origin is dict:
        inside = get_args(member)
        return _joined([_pair(inside, key, name, found, locale) for name, found in value.items()])
    if isinstance(origin, type) and issubclass(origin, Written):
        return record_text(origin, value, locale)
    return _scalar(value, locale)


def member_for(kind: Any, value: Any) -> Any:
    """Of the types that a value may have, the one that it has."""
    members = [unwrapped(member)[0] for member in members_of(kind)]
    fitting = [m for m in members if _fits(m, value)]
    return (fitting or members)[0]


def _fits(member: Any, value: Any) -> bool:
    origin = get_origin(member) or member
    if origin is Literal:
        return value in get_args(member)
    if origin is tuple:
        return isinstance(value, (list, tuple))
    if isinstance(origin, type) and issubclass(origin, Written):
        return isinstance(value, dict)
    if origin in {int, float}:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(origin, type) and isinstance(value, origin)


def record_text(model: type[Written], value: dict[str, Any], locale: str) -> str:
    """`đơn vị cũ: A; tỷ phần: 0,55`."""
    keys = keys_of(model)
    return "; ".join(
        f"{key_text(name, locale)}: {_part(keys[name].type, name, found, locale, _IN_RECORD)}"
        for name, found in value.items()
    )


def _pair(inside: tuple[Any, ...], key: str, name: Any, found: Any, locale: str) -> str:
    """`năm: số`, `mặc định: 25`."""
    named = _part(inside[0], key, name, locale, _IN_NAME)
    return f"{named}: {_part(inside[1], key, found, locale)}"


_SPLITS = r"""[;\n\r"\u2028\u2029\x85]|^\s|\s$|^$"""
_IN_LIST = re.compile(rf"{_SPLITS}|^\(")
_IN_RECORD = re.compile(rf"{_SPLITS}|[()]")
_IN_NAME = re.compile(rf"{_SPLITS}|[():]")
_BRACKETED = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")


def _part(kind: Any, key: str, value: Any, locale: str, unclear: re.Pattern[str] = _IN_LIST) -> str:
    """A value inside a longer text: in quotes where it could be taken for more than one."""
    base = unwrapped(kind)[0]
    if isinstance(base, type) and issubclass(base, Written) and isinstance(value, dict):
        return f"({record_text(base, value, locale)})"
    text = text_of(kind, key, value, locale)
    whole = not unclear.search(text) and _BRACKETED.fullmatch(text)
    return text if whole else json.dumps(text, ensure_ascii=False)


def _joined(parts: list[str]) -> str:
    """A list on one line; each on its own where that would be long."""
    one = "; ".join(parts)
    return one if len(one) <= SHORT else ";\n".join(parts)


def _scalar(value: Any, locale: str) -> str:
    if isinstance(value, bool):
        return say("plan_book.yes" if value else "plan_book.no", locale)
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return number_text(value, locale)


def number_text(value: float, locale: str) -> str:
    """A number in words' company: `97,5`; in English never as it could be thousands."""
    text = plain(value) if float(plain(value)) == value else repr(float(value))
    if locale == "vi":
        return text.replace(".", ",")
    return decimal_meant(text) if THOUSANDS.fullmatch(text) else text


def word_text(key: str, word: str, locale: str) -> str:
    """`Tỷ lệ` for ratio."""
    meant = Meaning(f"choices.{key}.{word}").said(locale)
    return meant[:1].upper() + meant[1:] if meant != word else word


def key_text(key: str, locale: str) -> str:
    return Meaning(f"keys.{key}").said(locale)
