"""What the lines above a table say of unit and period.

Forms of one kind repeat their lines, so what a line says by itself is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kpi.reading.catalogue import Catalogue, KnownUnit
from kpi.reading.vocabulary.period_words import (
    Mentions,
    Short,
    is_year_alone,
    legible,
    period_label,
    periods_in,
    short_in,
)
from kpi.reading.vocabulary.unit_names import find_unit, valid_in
from kpi.workbooks.grid import Row, Sheet
from kpi.workbooks.marks import in_doubt
from kpi.workbooks.text import clean, fold, key
from kpi.workbooks.written import month_of, text_of

_UNIT_LABEL = re.compile(
    rf"^(?:{fold('tên')} )?(?:{fold('đơn vị báo cáo')}|{fold('đơn vị gửi')}"
    rf"|{fold('đơn vị lập')}|{fold('cơ quan báo cáo')}|{fold('đơn vị')})\s*:\s*"
)
_PERIOD_LABEL = re.compile(rf"^(?:{fold('kỳ báo cáo')}|{fold('kì báo cáo')}|{fold('kỳ')})\s*:?\s*")
_QUARTERS = (fold("quý"), fold("quí"), fold("tháng"))
_DIGIT = re.compile(r"\d")


class OfPeriod(NamedTuple):
    """What a line says of periods: the label behind `Kỳ báo cáo:` (empty if there is none), and
    all that it names; `odd` tells that the label is there, and no period alone behind it."""

    label: str
    named: Mentions
    halves: tuple[Short, ...]
    odd: bool = False
    several: bool = False


class OfUnit(NamedTuple):
    """What a line may name a unit by: the text behind a label such as `Đơn vị báo cáo:` (empty if
    there is none), and the whole line as names are compared."""

    labelled: str
    key: str


def lines_between(sheet: Sheet, above: int, below: int) -> tuple[str, ...]:
    """The texts of the rows between two others, line by line."""
    found: list[str] = []
    for number, row in sheet.rows.items():
        if number >= below:
            break
        if number > above:
            found += _lines_of(row)
    return tuple(found)


def _lines_of(row: Row) -> Iterator[str]:
    """The lines of a row's texts. A date that shows its month alone is that month; behind `Kỳ báo
    cáo:` any other date or number is told as it is shown, and asked about."""
    label = ""
    for cell in row.values():
        if cell.kind == "text":
            for part in cell.text.split("\n"):
                if line := clean(part):
                    yield legible(line)
                    label = line
            continue
        month = month_of(cell)
        if month:
            yield month
        elif label and cell.kind == "number" and not _PERIOD_LABEL.sub("", fold(label)):
            yield f"{label} {text_of(cell)}"
        elif cell.kind == "number" and cell.format == "month" and cell.shown:
            yield cell.shown
        label = ""


class HeadPeriods(NamedTuple):
    """What the lines of a head say: labels with their lines, bare years, a line that names a
    period by halves, beside which no bare year counts, and a line that gives the period as
    several."""

    labels: dict[str, str]
    years: tuple[str, ...] = ()
    half_said: str = ""
    several: str = ""


def head_periods(lines: tuple[str, ...], year: str) -> HeadPeriods:
    """The periods of a head; a month without its year takes the one year that is named, in the
    head or elsewhere (`year`)."""
    finer: dict[str, str] = {}
    years: dict[str, str] = {}
    halves: dict[Short, str] = {}
    odd = several = ""
    for line in lines:
        said = _of_period(line)
        if said is None:
            continue
        if said.label:
            return HeadPeriods({said.label: line})
        several = line if said.several else several
        odd = line if said.odd and not odd else odd
        finer.update(dict.fromkeys(said.named.labels, line))
        years.update(dict.fromkeys(said.named.years, line))
        if not said.named.labels:
            halves.update(dict.fromkeys(said.halves, line))
    if several:
        return HeadPeriods({}, tuple(years), several=several)
    if odd and not (finer or halves):
        return HeadPeriods({}, tuple(years), odd)
    if not finer and halves:
        told = next(iter(years)) if len(years) == 1 else year
        if len(halves) > 1 or not told or len(years) > 1:
            return HeadPeriods({}, (), next(iter(halves.values())))
        short, line = next(iter(halves.items()))
        finer[short.of(told)] = line
    return HeadPeriods(finer, tuple(years))


def struck_period(lines: tuple[str, ...], year: str) -> str:
    """The line whose struck-out characters change which period a head names; empty if none."""

    def said(head: tuple[str, ...]) -> tuple[object, ...]:
        found = head_periods(head, year)
        return frozenset(found.labels), found.years, bool(found.half_said)

    return in_doubt(lines, said)


@lru_cache(maxsize=10_000)
def _of_period(line: str) -> OfPeriod | None:
    """What a line says of periods by itself; None for one that names none."""
    folded = fold(line)
    if _DIGIT.search(line) is None and not any(word in folded for word in _QUARTERS):
        return None
    labelled = _PERIOD_LABEL.sub("", folded)
    label = period_label(labelled) if labelled != folded else None
    named, halves = periods_in(line), short_in(line)
    if label or labelled == folded:
        odd = not label and named.unread and bool(named.years) and not (named.labels or halves)
        return OfPeriod(label or "", named, halves, odd, not label and named.several)
    odd = any(c.isalnum() for c in labelled) and not is_year_alone(labelled)
    several = named.several or len({*named.labels, *halves}) > 1
    return OfPeriod("", named, halves, odd, several or (named.unread and bool(named.labels)))


def head_units(lines: tuple[str, ...], known: Catalogue, period: str) -> tuple[dict[str, str], str]:
    """The ids of the units that a head names, with their lines, and the text behind a label that
    names none."""
    found: dict[str, str] = {}
    previous = before = unknown = ""
    for line in lines:
        said = _of_unit(line)
        if said.labelled:
            if unit := find_unit(said.labelled, known, period):
                return {unit.id: line}, ""
            tail = line.rpartition(":")[2].strip(" .…_")
            unknown = tail if any(c.isalpha() for c in tail) else unknown
        single = known.unit_ids.get(line) or _unit_of(said.key, known, period)
        # a head of two lines: the committee, and below it the department
        pair = previous and (
            _unit_of(said.key + before, known, period) or _unit_of(before + said.key, known, period)
        )
        if pair:
            found = {k: v for k, v in found.items() if v != previous}
            found[pair.id] = f"{previous} {line}"
        elif single:
            found[single.id] = line
        previous, before = line, said.key
    return found, unknown


def struck_unit(lines: tuple[str, ...], known: Catalogue, period: str) -> str:
    """The line whose struck-out characters change which unit a head names; empty if none."""

    def said(head: tuple[str, ...]) -> tuple[object, ...]:
        found, unknown = head_units(head, known, period)
        return frozenset(found), unknown

    return in_doubt(lines, said)


@lru_cache(maxsize=10_000)
def _of_unit(line: str) -> OfUnit:
    folded = fold(line)
    labelled = _UNIT_LABEL.sub("", folded)
    return OfUnit(labelled if labelled != folded else "", key(line))


def _unit_of(folded: str, known: Catalogue, period: str) -> KnownUnit | None:
    """The one unit of a name as names are compared."""
    found = known.units_by_key.get(folded, ()) if folded else ()
    found = valid_in(found, known, period)
    return found[0] if len(found) == 1 else None
