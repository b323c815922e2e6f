"""Whose figures, and for which period: from defined names, header cells and the file's name.

Every source that speaks must say the same; where two disagree nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi.intake.catalogue import Catalogue, KnownUnit
from kpi.intake.grammar.text import clean, fold, key
from kpi.intake.grid import Cell, Sheet
from kpi.intake.period_words import period_label, periods_in, tokens_of
from kpi.periods import UnknownPeriod, parse_period

_UNIT_LABEL = re.compile(
    rf"^(?:{fold('tên')} )?(?:{fold('đơn vị báo cáo')}|{fold('đơn vị gửi')}"
    rf"|{fold('đơn vị lập')}|{fold('cơ quan báo cáo')}|{fold('đơn vị')})\s*:\s*"
)
_PERIOD_LABEL = re.compile(rf"^(?:{fold('kỳ báo cáo')}|{fold('kì báo cáo')}|{fold('kỳ')})\s*:?\s*")


@dataclass(frozen=True, slots=True)
class Source:
    """One place that speaks: which (`names`, `header`, `file_name`), what it says, as written."""

    where: str
    label: str
    written: str


@dataclass(frozen=True, slots=True)
class Identity:
    """`unit` and `period` are empty if nobody says them or if the sources disagree; the sources
    that were heard stand beside. `plan` and `version` are what the names say."""

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
    hints: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class FileName:
    period: str = ""
    unit: str = ""


def identify(
    sheet: Sheet, header_row: int, named: Mapping[str, str], file: FileName, known: Catalogue
) -> Identity:
    """Who and when of one sheet. `named` are the texts of the defined names that hold for it."""
    lines = list(_lines_above(sheet, header_row))
    periods, bare_years, unknown_period = _period_sources(named, lines, file)
    period, period_conflict = _agreed(periods, bare_years)
    units, unknown_unit = _unit_sources(named, lines, file, known, period)
    unit, unit_conflict = _agreed(units, ())
    return Identity(
        unit, period, named.get("kpi_plan", ""), named.get("kpi_version", ""),
        tuple(units), tuple(periods), unit_conflict, period_conflict,
        "" if unit else unknown_unit, "" if period else unknown_period,
    )  # fmt: skip


def named_texts(sheet: Sheet) -> dict[str, str]:
    """The defined names of a sheet with the texts of their cells; blank ones left out."""
    found = {}
    for name, (row, column) in sheet.names.items():
        cell = sheet.at(row, column)
        text = text_of(cell)
        if text:
            found[name] = text
    return found


def text_of(cell: Cell | None) -> str:
    """A cell as text, a whole number without decimals."""
    if cell is None or cell.kind in ("error", "no_value"):
        return ""
    if cell.kind == "number":
        whole = cell.number == int(cell.number) if abs(cell.number) < 1e15 else False
        return str(int(cell.number)) if whole else repr(cell.number)
    return clean(cell.text)


def find_unit(text: str, known: Catalogue, period: str = "") -> KnownUnit | None:
    """The one unit of this id, name or alias; of several, the one valid in the period."""
    exact = known.unit_ids.get(text)
    if exact is not None:
        return exact
    found = known.units_by_key.get(key(text), ()) if key(text) else ()
    if len(found) > 1 and period:
        year = str(parse_period(period).year)
        found = tuple(
            u for u in found if u.valid_from[:4] <= year and (not u.valid_to or year <= u.valid_to)
        )
    return found[0] if len(found) == 1 else None


def from_file_name(name: str, known: Catalogue) -> FileName:
    """What a file name says beyond doubt: `PERIOD_UNIT`, whatever separates or follows them."""
    tokens = list(tokens_of(name.rpartition("/")[2].rpartition(".")[0]))
    for start in range(len(tokens)):
        for length in (2, 1):
            label = _label_of(tokens[start : start + length])
            if label is None or _goes_on(tokens, start + length, length):
                continue
            after = _unit_from(tokens[start + length :], known, from_start=True)
            before = _unit_from(tokens[:start], known, from_start=False)
            unit = after or before
            if unit:
                return FileName(label, unit)
            if length == 2:
                return FileName(label)
    return FileName()


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


def _lines_above(sheet: Sheet, header_row: int) -> Iterator[str]:
    for number, row in sheet.rows.items():
        if number >= header_row:
            return
        for cell in row.values():
            if cell.kind == "text":
                yield from (line for part in cell.text.split("\n") if (line := clean(part)))


def _period_sources(
    named: Mapping[str, str], lines: list[str], file: FileName
) -> tuple[list[Source], tuple[str, ...], str]:
    sources: list[Source] = []
    unknown = ""
    given = named.get("kpi_period", "")
    if given:
        label = period_label(given)
        if label:
            sources.append(Source("names", label, given))
        else:
            unknown = given
    header, years = _header_periods(lines)
    sources += header
    if file.period:
        sources.append(Source("file_name", file.period, file.period))
    return sources, years, unknown


def _header_periods(lines: list[str]) -> tuple[list[Source], tuple[str, ...]]:
    finer: dict[str, str] = {}
    years: dict[str, str] = {}
    for line in lines:
        if not any(char.isdigit() for char in line):
            continue
        labelled = _PERIOD_LABEL.sub("", fold(line))
        if labelled != fold(line) and (label := period_label(labelled)):
            return [Source("header", label, line)], ()
        found = periods_in(line)
        finer.update(dict.fromkeys(found.labels, line))
        years.update(dict.fromkeys(found.years, line))
    return [Source("header", label, line) for label, line in finer.items()], tuple(years)


def _agreed(sources: list[Source], bare_years: tuple[str, ...]) -> tuple[str, bool]:
    """What all sources say, and whether they disagree; a bare year counts if nothing else does."""
    names = {s.label for s in sources if s.where == "names"}
    header = {s.label for s in sources if s.where == "header"}
    file = {s.label for s in sources if s.where == "file_name"}
    if not names and not header and not file and len(bare_years) == 1:
        return bare_years[0], False
    strong = names | file
    if len(strong) > 1:
        return "", True
    if strong:
        said = next(iter(strong))
        return ("", True) if header and said not in header else (said, False)
    if len(header) == 1:
        return next(iter(header)), False
    return "", len(header) > 1


def _unit_sources(
    named: Mapping[str, str], lines: list[str], file: FileName, known: Catalogue, period: str
) -> tuple[list[Source], str]:
    sources: list[Source] = []
    unknown = ""
    given = named.get("kpi_unit", "")
    if given:
        unit = find_unit(given, known, period)
        if unit:
            sources.append(Source("names", unit.id, given))
        else:
            unknown = given
    if not unknown:  # an id that the plan does not know is not mended by other places
        sources += _header_units(lines, known, period)
        if file.unit:
            sources.append(Source("file_name", file.unit, file.unit))
    return sources, unknown


def _header_units(lines: list[str], known: Catalogue, period: str) -> list[Source]:
    found: dict[str, str] = {}
    previous = ""
    for line in lines:
        folded = fold(line)
        labelled = _UNIT_LABEL.sub("", folded)
        if labelled != folded and labelled and (unit := find_unit(labelled, known, period)):
            return [Source("header", unit.id, line)]
        single = find_unit(line, known, period)
        # a head of two lines: the committee, and below it the department
        pair = previous and (
            find_unit(f"{line} {previous}", known, period)
            or find_unit(f"{previous} {line}", known, period)
        )
        if pair:
            found = {k: v for k, v in found.items() if v != previous}
            found[pair.id] = f"{previous} {line}"
        elif single:
            found[single.id] = line
        previous = line
    return [Source("header", unit, line) for unit, line in found.items()]
