"""A finding of the plan's own reader, said to who sees a workbook and not the file.

One rule: the sentence stays the catalogue's; only the file's own words in it give way to the heads
and words of the workbook, and what stands in the file is told by its cell. Values that people wrote
are never touched: words are exchanged before a sentence is filled in. English has the file's words
as its own, so that there only places and values change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kpi.plan.findings import Finding, Term
from kpi.plan.likely import fold
from kpi.plan.meanings import Meaning
from kpi.planning.layout import SHEETS, columns_of, title_of
from kpi.planning.showing import key_text, number_text, word_text
from kpi.words import fill, say, section

_FILES = "vi"  # the locale whose words are not the file's
_WORD_OF = frozenset(("measure", "direction", "frequency", "path", "method", "over_time"))
_FIELD = re.compile(r"(\{\{|\}\}|\{\w+\})")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d+(?![\d*]))")  # formulas keep their dots
_OF_PLAN = "Phần plan: "  # the cell is told before the sentence
_SAID_ALREADY = re.compile(r"\b(\w+) “(?=(?i:\1)\b)")
_TWICE = re.compile(r"(\w[\w ]*) \(“([^”]+)”\)")


def text_in_words(finding: Finding, at: str, locale: str) -> str:
    """What is wrong and how to mend it; `at` is where the other cell is that it speaks of, empty
    where that is in the plan and not in the workbook."""
    values = {key: _value(key, value, locale) for key, value in finding.values.items()}
    values["other_place"] = at or say("plan_book.in_plan", locale)
    path = f"plan.findings.{finding.rule}"
    parts = [_said(say(f"{path}.what", locale), values, locale)]
    if values.get("likely"):
        parts.append(say("plan.likely", locale, likely=values["likely"]))
    parts.append(_said(say(f"{path}.mend", locale), values, locale))
    return " ".join(parts)


def _said(sentence: str, values: Mapping[str, object], locale: str) -> str:
    if locale == _FILES:
        parts = _FIELD.split(sentence)
        sentence = "".join(p if n % 2 else _exchanged(p) for n, p in enumerate(parts))
    return fill(sentence, values).replace("““", "“").replace("””", "”")


def _value(key: str, value: object, locale: str) -> object:  # noqa: PLR0911 - one a type
    if isinstance(value, tuple | list):
        return ", ".join(str(_value(key, part, locale)) for part in value)
    if isinstance(value, Term):
        return _term(value, locale)
    if isinstance(value, float):
        return number_text(value, locale)
    if locale != _FILES or not isinstance(value, str):
        return value
    if key in {"key", "keys"}:
        return head_of(value)
    if key in _WORD_OF:
        return word_text(key, value, locale).lower()
    return value


def _term(value: Term, locale: str) -> str:
    if locale != _FILES:
        return value.said(locale)
    if value.key == "words.with_meaning":
        return str(_value("", value.values["meaning"], locale))
    if value.key.startswith("measures."):
        return Meaning(f"choices.measure.{value.key.removeprefix('measures.')}").said(locale)
    said = value.said(locale)
    return say("plan_book.sheets.settings", locale) if value.key == "where.plan" else said


def _exchanged(text: str) -> str:
    """A piece of a sentence without the file's words."""
    whole = text
    text = text.removeprefix(_OF_PLAN)
    text = _pattern().sub(_exchange, text)
    text = _SAID_ALREADY.sub("“", _DECIMAL.sub(",", text))
    text = _TWICE.sub(lambda m: m[1] if fold(m[1]).endswith(fold(m[2])) else m[0], text)
    return _first_capital(text) if whole.startswith(_OF_PLAN) else text


def _exchange(found: re.Match[str]) -> str:
    """`measure: formula`, a key, or a word."""
    pair, inner, alone = found["key"], found["word"], found["alone"]
    if pair:
        return f"“{_bare_head(pair)}: {word_text(pair, inner, _FILES)}”"
    return head_of(alone) if alone.split(".")[-1] in _keys() else f"“{_words()[alone]}”"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    choices = section("plan_words", _FILES)["choices"]
    words = _any({word for group in choices.values() for word in group if word.isascii()})
    alone = rf"(?:checks\.|baseline\.)?(?:{_any({*_keys(), *_words()})})"
    return re.compile(
        rf"(?<![\w.])(?:(?P<key>{_any(choices)}): (?P<word>{words})|(?P<alone>{alone}))(?![\w.]\w)"
        r"(?!\w)"
    )


def head_of(name: str) -> str:
    """The head under which a key of the file stands in the workbook, in quotes."""
    return f"“{_bare_head(name)}”"


def _bare_head(name: str) -> str:
    whole = re.sub(r"\[\d+\]", "", name)
    key = whole.rpartition(".")[2]
    return _keys().get(whole) or _keys().get(key) or _first_capital(key_text(key, _FILES))


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def _keys() -> dict[str, str]:
    """The head, or the sheet, of each key of the plan that the workbook has a place for."""
    found = dict(section("plan_book", _FILES)["places_of_keys"])
    for column in (column for sheet in SHEETS for column in columns_of(sheet)):
        if column.shown_only or not all(isinstance(key, str) for key in column.path):
            continue
        head = title_of(column, _FILES)
        found.setdefault(".".join(column.path), head)
        found.setdefault(str(column.path[-1]), head)
    return found


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    """The meaning of each word of the file."""
    found: dict[str, str] = {}
    for words in section("plan_words", _FILES)["choices"].values():
        for word, spelled in words.items():
            if word.isascii() and word not in _keys():
                found.setdefault(word, spelled.split(";")[0].strip())
    return found


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
