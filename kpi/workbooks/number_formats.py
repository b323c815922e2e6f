"""What a number format shows of a number: a plain number, a percentage, a date, words beside it.

A format is its own code, whatever its number; of its sections counts the one that the number
falls in.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kpi.workbooks.beside import Beside, beside_of
from kpi.workbooks.format_tokens import SECTIONS, Token, code_of, plain_of, sections_of, words_of
from kpi.workbooks.grid import Format

_DAY = "d/m/yyyy"
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: _DAY, 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: f"{_DAY} h:mm",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), _DAY),
}  # fmt: skip
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_TEST = re.compile(r"(<=|>=|<>|=|<|>)\s*(-?\d+(?:\.\d*)?(?:E[+-]?\d+)?)", re.IGNORECASE)
_DIGIT = re.compile(r"[0#?]")

Test = tuple[str, float]


class Section(NamedTuple):
    """One section of a format: what it makes of a number, the words that it writes beside it, its
    own code, which numbers it is for (None: all that are left), and what it shows besides the
    number (None: nothing that matters)."""

    kind: Format
    says: str = ""
    code: str = ""
    test: Test | None = None
    beside: Beside | None = None


_GENERAL = Section("general")


@dataclass(frozen=True)
class NumberFormat:
    """A format that makes different things of different numbers, or shows more than a number.
    `beside_text` is what it makes of a text, with an @ in the text's place; empty where that is the
    text alone."""

    sections: tuple[Section, ...]
    beside_text: str = ""

    def of(self, number: float) -> Section:
        """The section that a number falls in."""
        return next((s for s in self.sections if _passes(number, s.test)), _GENERAL)


def _passes(number: float, test: Test | None) -> bool:
    if test is None:
        return True
    sign, limit = test
    return _COMPARED[sign](number, limit)


_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip


@lru_cache(maxsize=2_000)
def format_of(number: int, code: str | None = None) -> Format | NumberFormat:
    """What a format makes of numbers: by its code, else as the built-in one of its number. A kind
    alone where that is all there is to say of any number."""
    if code is None:
        code = _BUILT_IN.get(number)
        if code is None:
            return "general"
    parts = sections_of(code)
    if parts == [[]]:
        return "general"
    words = ""
    if len(parts) == SECTIONS or (len(parts) > 1 and "@" in plain_of(parts[-1])):
        words = _says(parts.pop())
    elif len(parts) == 1 and "@" in plain_of(parts[0]):
        words = _says(parts[0])
    beside = "" if words == "@" else words
    return simplest(NumberFormat(_tested([_section(p) for p in parts]), beside))


def simplest(form: NumberFormat) -> Format | NumberFormat:
    """The kind of a format alone, where it makes the same of every number."""
    form = NumberFormat(_settled(form.sections), form.beside_text)
    kinds = {s.kind for s in form.sections}
    if all(s.test for s in form.sections):
        kinds.add("general")  # what is left
    same = len(kinds) == 1 and not kinds & {"date", "month", "time"}
    if not same or form.beside_text or any(s.beside or _secret(s.says) for s in form.sections):
        return form
    return next(iter(kinds))


_SAMPLES = (1.0, 0.25, 100.0, 1e6, -1.0, -0.25, -1e6, 0.0)


def _settled(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections without what is usual beside their numbers: a sign or brackets where all are
    negative, a dash for nought."""
    falls: dict[int, set[float]] = {}
    for number in _SAMPLES:
        at = next((n for n, s in enumerate(sections) if _passes(number, s.test)), -1)
        falls.setdefault(at, set()).add(number)
    return tuple(
        _without_usual(s, falls.get(n, set()), alone=len(sections) == 1)
        for n, s in enumerate(sections)
    )


def _without_usual(section: Section, numbers: set[float], *, alone: bool) -> Section:
    beside = section.beside
    if alone or not numbers:
        return section
    written = "" if beside is None else (beside.before + beside.behind).replace(" ", "")
    if numbers == {0.0} and beside is not None and written in _DASHES:
        return section._replace(beside=None)
    if max(numbers) < 0 and section.kind in ("general", "percent", "percent_sign"):
        if beside is None or beside.is_quiet(section.kind):
            # a negative number that is shown without its sign, if not in red
            coloured = _COLOUR.search(section.code) is not None
            unsigned = (beside or Beside())._replace(unsigned=True)
            return section if coloured else section._replace(beside=unsigned)
        if written == "-" or (written.startswith("(") and written.endswith(")")):
            bare = beside._replace(before=written.strip("-()"), behind="")
            return section._replace(beside=None) if bare.is_quiet(section.kind) else section
    return section


_DASHES = ("-", "–", "—")
_COLOUR = re.compile(r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]", re.I)


def _secret(words: str) -> str:
    """Words beside a number, if they say that it is a secret."""
    from kpi.workbooks.secret_words import speaks_of_a_secret

    return words if words and speaks_of_a_secret(words) else ""


def secret_words(section: Section) -> str:
    return _secret(section.says)


def _tested(sections: list[Section]) -> tuple[Section, ...]:
    """The sections with the numbers that each is for: positive, negative, nought, unless they
    say it themselves."""
    usual: list[Test | None] = [None]
    if len(sections) > 1:
        usual = [(">=", 0.0), None] if len(sections) == 2 else [(">", 0.0), ("<", 0.0), None]
    return tuple(
        s if s.test is not None else s._replace(test=test)
        for s, test in zip(sections, usual, strict=True)
    )


def _section(tokens: list[Token]) -> Section:
    code = "".join(code_of(*token) for token in tokens)
    test = next((t for kind, text in tokens if kind == "bracket" and (t := _test_of(text))), None)
    kind = _kind(tokens)
    return Section(kind, _says(tokens), code, test, beside_of(tokens, kind))


def _test_of(bracket: str) -> Test | None:
    found = _TEST.fullmatch(bracket.strip())
    return (found[1], float(found[2])) if found else None


def _kind(tokens: list[Token]) -> Format:
    plain = plain_of(tokens)
    if "%" in plain:
        return "percent"
    parts = {name for name, _ in date_parts(tokens)} - {"says"}
    if not parts or _DIGIT.search(plain) or any(kind == "general" for kind, _ in tokens):
        return "percent_sign" if "%" in _literal(tokens) else "general"
    if "day" in parts:
        return "date"
    return "month" if parts & {"month", "year"} else "time"


def _literal(tokens: list[Token]) -> str:
    return "".join(words_of(*t) for t in tokens)


def _says(tokens: list[Token]) -> str:
    """All that a section writes, with signs in the number's place."""
    return "".join(text if kind in ("plain", "date") else words_of(kind, text)
                   for kind, text in tokens).strip()  # fmt: skip


def date_parts(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    """The parts of a date's or time's code in order, as (name, letters): `year`, `month`, `day`,
    `hour`, `minute`, `second`, `fraction`, `halves`, `elapsed`, and `says` for other text."""
    timed = [_clock(*token) for token in tokens]
    for at, (kind, text) in enumerate(tokens):
        low = text.lower()
        if kind == "date" and low[0] == "m":
            near = [next((c for c in timed[:at][::-1] if c), "")]
            near.append(next((c for c in timed[at + 1 :] if c), ""))
            yield ("minute" if near[0] == "h" or near[1] == "s" else "month"), low
        elif kind == "date":
            yield {"y": "year", "d": "day", "h": "hour", "s": "second"}[low[0]], low
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            yield "elapsed", low
        elif kind in ("fraction", "halves"):
            yield kind, text
        elif written := text if kind == "plain" else words_of(kind, text):
            yield "says", written


def _clock(kind: str, text: str) -> str:
    """The letter of a token that is part of a date or time, as its neighbours see it."""
    if kind == "date" or (kind == "bracket" and _ELAPSED.fullmatch(text)):
        return text[0].lower()
    return ""
