"""A table with indicators in its columns and units or periods in its rows.

It is one only if at least two heads are indicators beyond doubt; a head that is none, among
them, is asked about as soon as a figure stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi.reading.catalogue import Catalogue
from kpi.reading.tables.entries import Entries, Entry, RowWords, says_a_figure
from kpi.reading.tables.finding import find_table
from kpi.reading.tables.furniture import is_numbering, is_signature, is_total
from kpi.reading.tables.headers import Role, elsewhere, role_of
from kpi.reading.tables.stacks import Areas, stacks_at
from kpi.reading.vocabulary.codes import Meant, Slot, find_indicator
from kpi.reading.vocabulary.period_words import head_period
from kpi.reading.vocabulary.unit_names import find_unit
from kpi.workbooks.csv_text import Head
from kpi.workbooks.grid import Row, Sheet
from kpi.workbooks.text import clean, key
from kpi.workbooks.written import head_of, period_of, text_of

_PLACES: tuple[Role, ...] = ("unit", "unit_or_measure", "period", "ordinal")
_WORDS: tuple[Role, ...] = ("explanation", "note", "evidence")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class AcrossTable:
    """`meant` tells what each column of figures asks for; `unit` and `period` are the columns
    that say whose row it is (None: the head of the sheet says it)."""

    header_row: int
    last_header_row: int
    meant: Mapping[int, Meant]
    unit: int | None
    period: int | None
    words: Mapping[int, Role] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)

    def roles(self) -> Mapping[int, str]:
        """What each column is taken for; one whose head is not understood is `asked`."""
        told: dict[int, str] = {c: r for c, t in self.texts.items() if (r := role_of(t))}
        told |= {c: "value" if m[0] else "asked" for c, m in self.meant.items()}
        told |= self.words
        places = {self.unit: "unit", self.period: "period"}
        return told | {c: role for c, role in places.items() if c is not None}

    @property
    def explained(self) -> bool:
        return "explanation" in self.words.values()

    def rows(self, sheet: Sheet) -> Iterator[tuple[int, Row]]:
        first = self.last_header_row + 1
        for number, row in sheet.rows.items():
            if number < first or (number == first and is_numbering(row.values())):
                continue
            said = self.said(row)[0]
            if said and is_signature(said):
                continue
            yield number, row

    def said(self, row: Row) -> tuple[str, str]:
        """What a row says of its unit and its period."""
        unit = "" if self.unit is None else text_of(row.get(self.unit))
        period = "" if self.period is None else period_of(row.get(self.period))
        return unit, period

    def has_figure(self, row: Row) -> bool:
        return any(says_a_figure(row[c]) for c in self.meant if c in row)

    def add(self, into: Entries, sheet: Sheet, number: int, row: Row) -> None:
        for column, (asked, slot, code) in self.meant.items():
            cell = row.get(column)
            if cell is None or (asked is None and not says_a_figure(cell)):
                continue
            into.cells.append(
                Entry(code, asked, slot, cell, sheet.name, sheet.hidden, number, column)
            )
            words = into.words.setdefault(code, RowWords())
            for at, role in self.words.items():
                text = text_of(row.get(at))
                texts: list[str] = getattr(words, role)
                if text and text not in texts:
                    texts.append(text)


def find_head(sheet: Sheet, known: Catalogue | None) -> Head | None:
    """Where the first table of a sheet has its head and its figures, of whichever kind it is."""
    table = find_table(sheet, known)
    if table is not None:
        return Head(
            table.header_row,
            table.last_header_row,
            width=sum(map(len, table.columns.values())),
            figure_columns=table.figure_columns,
            value_column=table.first("value") or 0,
        )
    found = None if known is None else find_across(sheet, known)
    if found is None:
        return None
    return Head(
        found.header_row,
        found.last_header_row,
        width=len(found.meant),
        figure_columns=frozenset(found.meant),
        value_column=next(iter(found.meant), 0),
    )


def find_across(sheet: Sheet, known: Catalogue) -> AcrossTable | None:
    """The first table of this kind in a sheet; None if there is none."""
    areas = Areas(sheet)
    for number, row in sheet.rows.items():
        texts = [c for c, cell in row.items() if cell.kind == "text" and len(cell.text) <= 300]
        if len({m for c in texts if (m := _indicator(row[c].text, known))}) < _LEAST:
            continue
        places = tuple(c for c in texts if role_of(row[c].text) in _PLACES)
        table = _table(sheet, number, places, areas, known)
        if table is not None:
            return table
    return None


def _table(
    sheet: Sheet, number: int, places: tuple[int, ...], areas: Areas, known: Catalogue
) -> AcrossTable | None:
    first = min(sheet.rows[number])
    parts = {key(i.numerator) for i in known.indicators} | {
        key(i.denominator) for i in known.indicators
    }
    parts = (parts | set(_PARTS)) - {""}
    stacks = stacks_at(sheet, number, places or (first,), areas, lambda t: key(t) in parts)
    meant: dict[int, Meant] = {}
    roles: dict[int, Role] = {}
    odd: dict[int, str] = {}
    for column, texts in stacks.texts.items():
        found = _meaning_of(texts, known)
        if found is not None:
            meant[column] = found
        elif role := next((r for t in texts if (r := role_of(t)) is not None), None):
            roles[column] = role
        else:
            odd[column] = clean(" ".join(texts))
    if len({m[:2] for m in meant.values() if m[0] is not None}) < _LEAST:
        return None
    unit = _place_of(roles, ("unit", "unit_or_measure"))
    period = _place_of(roles, ("period",))
    if unit is None:
        unit = _column_of_units(sheet, stacks.last, set(meant) | set(roles), known)
    if period is None and unit is None:
        period = _column_of_periods(sheet, stacks.last, set(meant) | set(roles))
    left = min(meant)
    for column, text in odd.items():
        if column > left and column not in (unit, period) and not is_total(text):
            meant[column] = (None, "own", text[:40])
    return AcrossTable(
        stacks.first, stacks.last, dict(sorted(meant.items())), unit, period,
        {c: r for c, r in roles.items() if r in _WORDS},
        {c: clean(" / ".join(ts)) for c, ts in stacks.texts.items()},
    )  # fmt: skip


def _place_of(roles: Mapping[int, Role], wanted: tuple[Role, ...]) -> int | None:
    return next((c for c, role in sorted(roles.items()) if role in wanted), None)


def _column_of_units(sheet: Sheet, head: int, taken: set[int], known: Catalogue) -> int | None:
    """A column without a head whose cells are units."""
    for number, row in sheet.rows.items():
        if number > head:
            for column, cell in row.items():
                if (
                    column not in taken
                    and cell.kind == "text"
                    and find_unit(clean(cell.text), known)
                ):
                    return column
    return None


def _column_of_periods(sheet: Sheet, head: int, taken: set[int]) -> int | None:
    for number, row in sheet.rows.items():
        if number > head:
            for column, cell in row.items():
                if column not in taken and head_period(head_of(cell)):
                    return column
    return None


def _indicator(text: str, known: Catalogue) -> Meant | None:
    """The indicator that a head names: by its code, or by its whole name."""
    plain = clean(text)
    found = find_indicator(plain, known)
    if found[0] is not None:
        return found
    named = known.by_name.get(key(plain))
    if named is not None:
        return named, "own", named.id
    code, _, rest = plain.partition(" ")
    exact = known.by_code.get(code.rstrip(".:-"))
    if exact is not None and key(rest.lstrip("-:. ")) == key(exact.name):
        return exact, "own", exact.id
    return None


def _meaning_of(texts: tuple[str, ...], known: Catalogue) -> Meant | None:
    """The indicator of a stack of heads, and which part of it; None if it is none."""
    base: Meant | None = None
    for place, text in enumerate(texts):
        base = _indicator(text, known)
        if base is not None:
            rest = [t for n, t in enumerate(texts) if n != place]
            return _part_of(base, rest)
    return None


def _part_of(base: Meant, rest: list[str]) -> Meant | None:
    asked, slot, code = base
    if asked is None:
        return None
    for text in rest:
        role = role_of(text)
        if key(text) == key(asked.numerator or " ") or role == "numerator":
            slot = "a"
        elif key(text) == key(asked.denominator or " ") or role == "denominator":
            slot = "b"
        elif key(text) in _PARTS:
            slot = _PARTS[key(text)]
        elif elsewhere(text) is not None or role not in (None, "value", "name", "code"):
            return None
    return asked, slot, code


_PARTS: Mapping[str, Slot] = {key("a"): "a", key("b"): "b", key(".a"): "a", key(".b"): "b"}
