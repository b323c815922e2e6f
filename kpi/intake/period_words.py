"""Periods as forms, letters and file names write them, turned into labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kpi.intake.grammar.text import clean, fold
from kpi.periods import UnknownPeriod, parse_period

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
          "01": 1, "02": 2, "03": 3, "04": 4}  # fmt: skip
_MONTH, _QUARTER, _YEAR, _DAY = fold("tháng"), fold("quý"), fold("năm"), fold("ngày")
_QUARTER_I = fold("quí")
_FIRST, _LAST, _STAGE = fold("đầu"), fold("cuối"), fold("giai đoạn")
_OF_YEAR = rf"(?:\s*[/.-]\s*|\s+{_YEAR}\s+|\s+)"
_DATES = re.compile(
    rf"{_DAY}\s+\d{{1,2}}\s+{_MONTH}\s+\d{{1,2}}(?:{_OF_YEAR}\d{{4}})?"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\b\d{4}-\d{2}-\d{2}\b"
)
_STAGES = re.compile(rf"(?:{_STAGE}\s+)?\b(\d{{4}})\s*-\s*(\d{{4}})\b")
_HALF = re.compile(
    rf"\b0?6\s+{_MONTH}\s+(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))"
    rf"(?:\s*/\s*|\s+{_YEAR}\s+|\s+)(?P<year>\d{{4}})\b"
)
_NINE = re.compile(rf"\b0?9\s+{_MONTH}(?:\s+{_FIRST})?(?:\s*/\s*|\s+{_YEAR}\s+)(?P<year>\d{{4}})\b")
_QUARTERS = re.compile(
    rf"\b(?:{_QUARTER}|{_QUARTER_I})\s*(?P<n>i{{1,3}}|iv|0?[1-4]){_OF_YEAR}(?P<year>\d{{4}})\b"
)
_MONTHS = re.compile(rf"\b{_MONTH}\s*(?P<n>0?[1-9]|1[0-2]){_OF_YEAR}(?P<year>\d{{4}})\b")
_LABELS = re.compile(r"(?<![\w/-])(\d{4}-(?:0[1-9]|1[0-2]|q[1-4]|h[12]|9m))(?![\w/]|-\d)")
_YEARS = re.compile(rf"\b{_YEAR}\s+(?P<year>\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class Mentions:
    """The labels that a text names; `years` are bare years, which say less."""

    labels: tuple[str, ...]
    years: tuple[str, ...]


def period_label(text: str) -> str | None:
    """The label of a text that is a period and nothing else: `2024-06`, `Tháng 6/2024`, ..."""
    plain = clean(text)
    try:
        return parse_period(plain.upper()).label
    except UnknownPeriod:
        pass
    found, rest = _taken(fold(plain))
    if len(found.labels) == 1 and not rest.strip(" .,;:()"):
        return found.labels[0]
    if not found.labels and len(found.years) == 1 and not rest.strip(" .,;:()"):
        return found.years[0]
    return None


def periods_in(text: str) -> Mentions:
    """Every period that a text names; days of the calendar and stages of years are none."""
    return _taken(fold(text))[0]


def without_periods(text: str) -> str:
    """A text with the periods it names left out; unchanged (but for case) if it names none."""
    if not any(char.isdigit() for char in text):
        return text
    found, rest = _taken(fold(text))
    return rest if found.labels or found.years else text


@lru_cache(maxsize=5_000)
def _taken(folded: str) -> tuple[Mentions, str]:
    rest = _STAGES.sub(" ", _DATES.sub(" ", folded))
    labels: list[str] = []
    years: list[str] = []

    def take(pattern: re.Pattern[str], into: list[str], text: str) -> str:
        for found in pattern.finditer(text):
            into.append(_label(pattern, found))
        return pattern.sub(" ", text)

    for pattern in (_HALF, _NINE, _QUARTERS, _MONTHS, _LABELS):
        rest = take(pattern, labels, rest)
    rest = take(_YEARS, years, rest)
    return Mentions(tuple(dict.fromkeys(labels)), tuple(dict.fromkeys(years))), rest


def _label(pattern: re.Pattern[str], found: re.Match[str]) -> str:
    if pattern is _LABELS:
        return found[1].upper()
    year = found["year"]
    if pattern is _HALF:
        return f"{year}-H{1 if found['first'] else 2}"
    if pattern is _NINE:
        return f"{year}-9M"
    if pattern is _QUARTERS:
        return f"{year}-Q{_ROMAN[found['n']]}"
    if pattern is _MONTHS:
        return f"{year}-{int(found['n']):02d}"
    return year


def tokens_of(name: str) -> Iterator[str]:
    """The pieces of a file name between its separators, folded."""
    yield from (t for t in re.split(r"[\W_]+", fold(name)) if t)
