"""Whose figures, and for which period: from defined names, header cells and the file's name.

Every source that speaks must say the same; where two disagree nothing is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpi.periods import UnknownPeriod, parse_period
from kpi.reading.catalogue import Catalogue
from kpi.reading.tables.head_lines import (
    head_periods,
    head_units,
    struck_period,
    struck_unit,
)
from kpi.reading.vocabulary.period_words import (
    head_period,
    period_label,
    periods_in,
    short_in,
    tokens_of,
    without_periods,
)
from kpi.reading.vocabulary.unit_names import find_unit, near_units
from kpi.workbooks.grid import Sheet
from kpi.workbooks.marks import is_struck
from kpi.workbooks.text import clean
from kpi.workbooks.written import period_of, text_of


@dataclass(frozen=True, slots=True)
class Source:
    """One place that speaks: which (`names`, `header`, `file_name`), what it says, as written."""

    where: str
    label: str
    written: str


@dataclass(frozen=True, slots=True)
class Identity:
    """`unit` and `period` are empty if nobody says them, if the sources disagree, or if what says
    them is struck out (`unknown_unit`, `unknown_period` then show it); the sources that were heard
    stand beside. `plan` and `version` are what the names say."""

    unit: str = ""
    period: str = ""
    plan: str = ""
    version: str = ""
    unit_sources: tuple[Source, ...] = ()
    period_sources: tuple[Source, ...] = ()
    unit_conflict: bool = False
    period_conflict: bool = False
    unknown_unit: str = ""
    unknown_period: str = ""
    years: tuple[str, ...] = ()  # named without a month


@dataclass(frozen=True, slots=True)
class FileName:
    """What a file's name says beyond doubt; `guess` is a unit that its words may name, which
    counts only where nobody else says whose the file is. `year` is that of a period that is said
    of another sheet."""

    period: str = ""
    unit: str = ""
    guess: str = ""
    year: str = ""

    def of_another_sheet(self) -> FileName:
        """What the name says where its period is not in question."""
        return replace(self, period="", year=self.period[:4])


@dataclass(frozen=True, slots=True)
class Spoken:
    """All that may tell whose a table is: `named` the texts of the defined names that hold for
    it, `lines` the texts above it, the name of its sheet, and what the file's name says."""

    named: Mapping[str, str]
    lines: tuple[str, ...]
    sheet: str
    file: FileName


def identify(spoken: Spoken, known: Catalogue) -> Identity:
    """Who and when of one table."""
    periods, bare_years, unknown_period = _period_sources(spoken)
    period, period_conflict = _agreed(periods, () if unknown_period else bare_years)
    if struck := _struck_period(spoken) or _several_periods(spoken):
        period, period_conflict, unknown_period = "", False, struck
    units, unknown_unit = _unit_sources(spoken, known, period)
    unit, unit_conflict = _agreed(units, ())
    if struck := _struck_unit(spoken, known, period):
        unit, unit_conflict, unknown_unit = "", False, struck
    elif unit and not unit_conflict and _near_another(unknown_unit, unit, known, period):
        unit, unit_conflict = "", True
        units.append(Source("header", unknown_unit, unknown_unit))
    if not unit and not unit_conflict and not unknown_unit:
        unknown_unit = next((t for t in spoken.lines if near_units(t, known, period)), "")
    return Identity(
        unit, period, spoken.named.get("kpi_plan", ""), spoken.named.get("kpi_version", ""),
        tuple(units), tuple(periods), unit_conflict, period_conflict,
        "" if unit else unknown_unit, "" if period else unknown_period, tuple(bare_years),
    )  # fmt: skip


def _struck_period(spoken: Spoken) -> str:
    """The text whose struck-out characters leave in doubt which period is meant."""
    given = spoken.named.get("kpi_period", "")
    year = spoken.file.period[:4] or spoken.file.year or given[:4]
    return given if is_struck(given) else struck_period(spoken.lines, year)


def _several_periods(spoken: Spoken) -> str:
    """The line that gives several periods in place of one; empty if there is none."""
    return head_periods(spoken.lines, "").several


def _struck_unit(spoken: Spoken, known: Catalogue, period: str) -> str:
    """The text whose struck-out characters leave in doubt which unit is meant."""
    given = spoken.named.get("kpi_unit", "")
    return given if is_struck(given) else struck_unit(spoken.lines, known, period)


def _near_another(written: str, unit: str, known: Catalogue, period: str) -> bool:
    """Whether a name that nobody has is nearly that of units other than this one."""
    near = near_units(written, known, period)
    return bool(near) and unit not in {u.id for u in near}


def named_texts(sheet: Sheet) -> dict[str, str]:
    """The defined names of a sheet with the texts of their cells; blank ones left out."""
    found = {}
    for name, (row, column) in sheet.names.items():
        cell = sheet.at(row, column)
        text = period_of(cell) if name == "kpi_period" else text_of(cell)
        if text:
            found[name] = text
    return found


def from_file_name(name: str, known: Catalogue) -> FileName:
    """What a file name says beyond doubt: `PERIOD_UNIT`, whatever separates or follows them; else
    the period that its words name. A year alone counts only where no month is spoken of."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    tokens = list(tokens_of(stem))
    exact = _from_tokens(tokens, 2, known)
    if exact is not None:
        return exact
    words = _from_words(stem, known)
    if words is not None:
        return words
    return _from_tokens(tokens, 1, known) or FileName()


def _from_tokens(tokens: list[str], length: int, known: Catalogue) -> FileName | None:
    """A label made of so many pieces; one that is only a year needs a unit beside it."""
    for start in range(len(tokens) - length + 1):
        label = _label_of(tokens[start : start + length])
        if label is None or _goes_on(tokens, start + length, length):
            continue
        after = _unit_from(tokens[start + length :], known, from_start=True)
        unit = after or _unit_from(tokens[:start], known, from_start=False)
        if unit or length == 2:
            return FileName(label, unit)
    return None


_WORDS = {
    "thang": "tháng",
    "quy": "quý",
    "nam": "năm",
    "dau": "đầu",
    "cuoi": "cuối",
    "ngay": "ngày",
}
_BARE_WORDS = re.compile(r"(?<![^\W\d_])(thang|quy|nam|dau|cuoi|ngay)(?![^\W\d_])", re.IGNORECASE)


def _from_words(stem: str, known: Catalogue) -> FileName | None:
    """`Báo cáo tháng 6-2024 Thành ủy Đông Hà`: the one period that the words name, also without
    their marks, and a unit that the name begins or ends with (it counts if nobody else says)."""
    text = _BARE_WORDS.sub(lambda m: _WORDS[m[1].lower()], unicodedata.normalize("NFC", stem))
    text = re.sub(r"[_\s]+", " ", text)
    said = periods_in(text)
    labels = said.labels
    if len(labels) != 1 or said.several:
        more = labels or short_in(text) or said.unread
        return FileName() if more else None
    rest = without_periods(text)
    tokens = list(tokens_of(rest))
    ends = {_unit_from(tokens, known, from_start=end) for end in (True, False)} - {""}
    long_enough = [u for u in ends if len(tokens) > 1]
    return FileName(labels[0], guess=long_enough[0] if len(ends) == 1 and long_enough else "")


def _goes_on(tokens: list[str], end: int, length: int) -> bool:
    # 2024-06-18 is a day, 2024 06 a month
    return length == 2 and end < len(tokens) and tokens[end].isdigit() and len(tokens[end]) <= 2


def _label_of(tokens: list[str]) -> str | None:
    text = "-".join(tokens).upper()
    if len(tokens) == 2 and re.fullmatch(r"\d{4}-[1-9]", text):
        return None
    try:
        return parse_period(text).label
    except UnknownPeriod:
        return None


def _unit_from(tokens: list[str], known: Catalogue, *, from_start: bool) -> str:
    """The longest unit id or name made of the tokens next to the period."""
    for length in range(min(len(tokens), 12), 0, -1):
        piece = tokens[:length] if from_start else tokens[-length:]
        found = known.units_by_key.get("".join(piece), ())
        if len(found) == 1:
            return found[0].id
    return ""


def _period_sources(spoken: Spoken) -> tuple[list[Source], tuple[str, ...], str]:
    sources: list[Source] = []
    unknown = ""
    given = spoken.named.get("kpi_period", "")
    if given:
        label = period_label(given)
        if label:
            sources.append(Source("names", label, given))
        else:
            unknown = given
    file = spoken.file.period
    year = file[:4] or spoken.file.year or (sources[0].label[:4] if sources else "")
    head = head_periods(spoken.lines, year)
    sources += (Source("header", label, line) for label, line in head.labels.items())
    if file:
        sources.append(Source("file_name", file, file))
    if not sources and not unknown:
        titled = head_period(spoken.sheet)
        if isinstance(titled, str) and len(titled) > len("2024"):  # a sheet of a year holds months
            sources.append(Source("sheet_name", titled, spoken.sheet))
    return sources, head.years, unknown or head.half_said


def _agreed(sources: list[Source], bare_years: tuple[str, ...]) -> tuple[str, bool]:
    """What all sources say, and whether they disagree; a bare year counts if nothing else does."""
    said = {where: {s.label for s in sources if s.where == where} for where in _PLACES}
    header, guess = said["header"], said["guess"]
    if not any(said.values()) and len(bare_years) == 1:
        return bare_years[0], False
    strong = said["names"] | said["file_name"] | said["sheet_name"]
    if len(strong) > 1:
        return "", True
    if strong:
        told = next(iter(strong))
        return ("", True) if header and told not in header else (told, False)
    if len(header) == 1:
        return next(iter(header)), False
    if not header and len(guess) == 1:
        return next(iter(guess)), False
    return "", len(header) > 1


_PLACES = ("names", "header", "file_name", "sheet_name", "guess")


def _unit_sources(spoken: Spoken, known: Catalogue, period: str) -> tuple[list[Source], str]:
    sources: list[Source] = []
    given = spoken.named.get("kpi_unit", "")
    if given:
        unit = find_unit(given, known, period)
        if unit is None:  # an id that the plan does not know is not mended by other places
            return [], given
        sources.append(Source("names", unit.id, given))
    found, unknown = head_units(spoken.lines, known, period)
    sources += (Source("header", unit, line) for unit, line in found.items())
    if spoken.file.unit:
        sources.append(Source("file_name", spoken.file.unit, spoken.file.unit))
    titled = find_unit(clean(spoken.sheet), known, period) if spoken.sheet else None
    if titled is not None:
        sources.append(Source("sheet_name", titled.id, spoken.sheet))
    if spoken.file.guess:
        sources.append(Source("guess", spoken.file.guess, spoken.file.guess))
    return sources, unknown
