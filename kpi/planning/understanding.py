"""What a cell of the plan's workbook says of a fact, whoever typed it.

One rule: what could mean two things is asked back, never guessed.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, get_args, get_origin

from kpi.plan.document import Written
from kpi.plan.kinds import inside, keys_of, limits_said, members_of, unwrapped
from kpi.plan.likely import fold, is_bare, without_marks
from kpi.plan.meanings import Meaning, key_meant, spelled, word_meant
from kpi.plan.scalars import SHARES_OF_ONE
from kpi.planning.showing import word_text
from kpi.words import LOCALES, say
from kpi.workbooks.grid import Cell
from kpi.workbooks.serial_days import from_serial
from kpi.workbooks.shown_dates import day_in_other_order
from kpi.workbooks.written import text_of


class Unclear(Exception):
    """A cell that is not taken: the rule, and what its sentence needs."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule, self.values = rule, values


def understood(kind: Any, key: str, cell: Cell, *, since_1904: bool = False) -> Any:
    """The value of a filled cell under a type of the model; raises Unclear."""
    if cell.kind in {"error", "no_value", "stale", "merged"}:
        raise Unclear("no_value")
    if cell.kind == "text" and cell.shown:
        raise Unclear("marked_text")
    members = _types(kind)
    bases = [get_origin(base) or base for base, _ in members]
    if cell.kind == "number":
        _refuse_two_ways(cell, since_1904)
        if date in bases:
            return _serial_day(cell, since_1904)
        for number in (int, float):
            if number in bases and cell.format in _MOMENTS:
                raise Unclear("a_date")
            if number in bases:
                _, limits = members[bases.index(number)]
                return _number(_in_per_cent(cell, key), number, limits)
    return from_text(kind, key, _raw(cell))


_MOMENTS = frozenset(("date", "month", "time"))  # formats under which a number is none
_YEARS = range(1900, 2200)


def _types(kind: Any) -> list[tuple[Any, list[Any]]]:
    """The types that a value may have, each with its limits."""
    members = members_of(kind)
    return [unwrapped(member) for member in members] if len(members) > 1 else [unwrapped(kind)]


def _raw(cell: Cell) -> str:
    if cell.kind == "text":
        return unicodedata.normalize("NFC", cell.text.replace("\r\n", "\n")).strip()
    if cell.kind == "bool":
        return say("plan_book.yes" if cell.number else "plan_book.no")
    return text_of(cell)


def _in_per_cent(cell: Cell, key: str) -> float:
    """A cell's number: 95 % is 95 of an indicator, 0.95 where the key is a part of one."""
    if cell.format == "percent" and key not in SHARES_OF_ONE:
        return float(f"{cell.number * 100:.15g}")
    if cell.format == "percent_sign" and key in SHARES_OF_ONE:
        return float(f"{cell.number / 100:.15g}")
    return cell.number


def _serial_day(cell: Cell, since_1904: bool) -> date:
    if cell.number in _YEARS:  # a year typed in a cell of dates is shown as a day of 1905
        raise Unclear("a_year", year=int(cell.number))
    found = from_serial(cell.number, since_1904=since_1904)
    if found is None or cell.format not in {"date", "month"} or cell.format == "month":
        raise Unclear("not_a_date")
    return found


def _refuse_two_ways(cell: Cell, since_1904: bool) -> None:
    """Refuses a day whose format writes its month first, where it may be another day."""
    day = from_serial(cell.number, since_1904=since_1904) if cell.format == "date" else None
    other = None if day is None else day_in_other_order(day, cell.shown)
    if day is not None and other is not None:
        raise Unclear("date_in_two_ways", shown=cell.shown, day=_said(day), other=_said(other))


def _said(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def from_text(kind: Any, key: str, text: str) -> Any:
    """The value that a text says under a type of the model; raises Unclear."""
    members = _types(kind)
    reasons: list[Unclear] = []
    for base, limits in sorted(members, key=lambda m: _looseness(m[0])):
        try:
            return _of_one(base, limits, key, text)
        except Unclear as reason:
            reasons.append(reason)
    raise reasons[0]


def _looseness(base: Any) -> int:
    """Words and records before lists, plain text last: it takes anything."""
    origin = get_origin(base) or base
    if origin is Literal:
        return 0
    return 3 if origin is str else 2 if origin is list else 1


def _of_one(base: Any, limits: list[Any], key: str, text: str) -> Any:  # noqa: PLR0911 - one a type
    origin = get_origin(base) or base
    if origin is Literal:
        return _word(key, get_args(base), text)
    if origin in {list, tuple}:
        inner, parts = get_args(base)[0], _parts(text)
        if origin is tuple and len(parts) == 1:
            parts = _FROM_TO.split(parts[0].strip("[]"))
        return _list(base, [from_text(inner, key, _unquoted(part)) for part in parts], limits)
    if origin is dict:
        return dict(_pairs(get_args(base), key, text))
    if isinstance(origin, type) and issubclass(origin, Written):
        return _record(origin, text)
    if origin is bool:
        return _truth(text)
    if origin is date:
        return _day(text)
    if origin in {int, float}:
        return _number(_number_of(text, key), origin, limits)
    return text


_FROM_TO = re.compile(r"\s+(?:[-–]|đến|to)\s+|(?<=\d{4})[-–](?=\d{4})|,\s+")


def _list(base: Any, found: list[Any], limits: list[Any]) -> Any:
    wanted = len(get_args(base)) if get_origin(base) is tuple else _wanted(limits)
    if wanted is not None and len(found) != wanted:
        raise Unclear("list_length", count=len(found), wanted=wanted)
    return tuple(found) if get_origin(base) is tuple else found


def _wanted(limits: list[Any]) -> int | None:
    lengths = {v for limit in limits if (v := getattr(limit, "min_length", None)) is not None}
    lengths |= {v for limit in limits if (v := getattr(limit, "max_length", None)) is not None}
    return lengths.pop() if len(lengths) == 1 else None


def _parts(text: str) -> list[str]:
    """A list's items: parted by semicolons or lines; what is in quotes or brackets stays whole."""
    found = [part.strip() for part in _pieces(text)]
    return [part for part in found if part]


_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:"(?:[^"\\]|\\.)*"|[^"()])*\)|[;\n]|[^";\n(]+|.', re.S)


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for found in _PIECE.findall(text):
        if found in {";", "\n"}:
            yield piece
            piece = ""
        else:
            piece += found
    yield piece


def _unquoted(text: str) -> str:
    text = text.strip()
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        try:
            found = json.loads(text)
        except ValueError:
            return text
        return found if isinstance(found, str) else text
    return text


def _pairs(inner: tuple[Any, ...], key: str, text: str) -> Iterator[tuple[Any, Any]]:
    plain = unwrapped(inner[0])[0] is not str
    parts = _COMMAS.split(text.strip("{}")) if plain and ";" not in text else [text]
    for part in (one for some in parts for one in _parts(some)):
        name, value = _named(part)
        yield from_text(inner[0], key, _unquoted(name)), from_text(inner[1], key, _unquoted(value))


_COMMAS = re.compile(r",\s*(?=[^,:]+:)")  # between pairs, as the plan's file has them
_NAMED = re.compile(r'("(?:[^"\\]|\\.)*"|[^:]*?)\s*:\s*(.+)', re.S)


def _named(part: str) -> tuple[str, str]:
    found = _NAMED.fullmatch(part)
    if found is None:
        raise Unclear("no_pair", part=part)
    return found[1].strip(), found[2].strip()


def _record(model: type[Written], text: str) -> dict[str, Any]:
    keys = keys_of(model)
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    made = {}
    for part in _parts(bare):
        name, value = _named(part)
        key = name if name in keys else key_meant(name, keys)
        if key is None:
            raise Unclear("unknown_part", part=name)
        made[key] = from_text(keys[key].type, key, _unquoted(value))
    return {key: made[key] for key in keys if key in made}


def _word(key: str, words: tuple[str, ...], text: str) -> str:
    if text in words:
        return text
    said = {fold(word_text(key, word, locale)): word for word in words for locale in LOCALES}
    found = said.get(fold(text)) or _typed_bare(key, words, text)
    sure = found is not None
    if found is None and (found := word_meant(text, key, words)) is not None:
        sure = _is_spelled(found, key, text)
    if found is None or not sure:
        likely = found and Meaning(f"choices.{key}.{found}")
        allowed = tuple(Meaning(f"choices.{key}.{word}") for word in words)
        raise Unclear("unknown_word", allowed=allowed, likely=likely)
    return found


def _typed_bare(key: str, words: tuple[str, ...], text: str) -> str | None:
    """The one word that a text without accents means: `so dem`."""
    if not is_bare(text):
        return None
    found = set()
    for word in words:
        shown = {word_text(key, word, locale) for locale in LOCALES}
        if without_marks(text) in map(without_marks, shown | spelled(key, word)):
            found.add(word)
    return found.pop() if len(found) == 1 else None


def _is_spelled(found: str, key: str, text: str) -> bool:
    """Whether the word is said by one of its spellings, not only by one that is near."""
    return fold(text) in spelled(key, found) or text.casefold() == found


def _truth(text: str) -> bool:
    for truth, name in ((True, "yes"), (False, "no")):
        said = [say(f"plan_book.{name}", locale) for locale in LOCALES]
        bare = {without_marks(one) for one in said} if is_bare(text) else set()
        if fold(text) in {fold(one) for one in said} | bare | {str(truth).casefold()}:
            return truth
    raise Unclear("not_yes_or_no")


_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})")


def _day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise Unclear("not_a_date")
    d, m, y = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(y), int(m), int(d))
    except ValueError:
        raise Unclear("not_a_date") from None


_NUMBER = re.compile(r"[-+]?\d{1,40}(?:[.,]\d{1,40})?(?:[eE][-+]?\d{1,3})?")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}|[-+]?\d{1,3}(?:[., ]\d{3}){2,}")


def _number_of(text: str, key: str) -> float:
    bare = text.strip().replace("\u2212", "-")
    share = bare.endswith("%") and key in SHARES_OF_ONE
    bare = bare.removesuffix("%").strip() if share or key not in SHARES_OF_ONE else bare
    if _GROUPED.fullmatch(bare):
        raise Unclear("thousands", whole=re.sub(r"[., ]", "", bare))
    if not _NUMBER.fullmatch(bare):
        raise Unclear("not_a_number")
    number = float(bare.replace(",", "."))
    return number / 100 if share else number


def _number(number: float, kind: Any, limits: list[Any]) -> float:
    if not math.isfinite(number):
        raise Unclear("not_a_number")
    if kind is int and number != int(number):
        raise Unclear("not_whole")
    if not inside(number, limits):
        raise Unclear("out_of_range", limits=limits_said(limits))
    return int(number) if kind is int else float(number)
