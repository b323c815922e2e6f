"""From a table to entries: each filled input cell with the indicator and part it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kpi.intake.catalogue import Asked, Catalogue
from kpi.intake.grammar.text import clean, key
from kpi.intake.grid import Cell, Row, Sheet
from kpi.intake.headers import Role, Table, is_header_again
from kpi.intake.identity import text_of

Slot = Literal["own", "a", "b"]
_PART = re.compile(r"^(.+?)\s*[.\-_ ]?\s*([ab])$", re.IGNORECASE)
_KNOWN_ROLES: frozenset[Role] = frozenset(
    ("ordinal", "code", "name", "unit_of_measure", "target", "previous", "cumulated", "unit",
     "unit_or_measure", "period")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled input cell. `code` is the indicator's id, or the text as written if the plan
    has none such (`asked` is then None)."""

    code: str
    asked: Asked | None
    slot: Slot
    cell: Cell
    sheet: str
    hidden: bool
    row: int
    column: int


@dataclass(slots=True)
class RowWords:
    """What a row says in words about an indicator."""

    explanation: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """All entries of one unit and period, with the words beside them by code, and `loose`: cells
    of the rows that no header explains, by code (looked at only beside the word `mật`)."""

    cells: list[Entry] = field(default_factory=list)
    words: dict[str, RowWords] = field(default_factory=dict)
    loose: dict[str, list[Cell]] = field(default_factory=dict)
    plain: bool = False
    has_explanations: bool = False


def rows_below(sheet: Sheet, table: Table) -> Iterator[tuple[int, Row]]:
    """The table's rows; repeated headers are left out."""
    code = table.first("code")
    heading = code if code is not None else table.first("name")
    for number, row in sheet.rows.items():
        if number > table.header_row and not (heading in row and is_header_again(row[heading])):
            yield number, row


def add_row(
    into: Entries, sheet: Sheet, table: Table, number: int, row: Row, known: Catalogue
) -> None:
    """Adds one row's filled input cells and words."""
    written = _written_code(table, row)
    if not written:
        return
    asked, slot, code = find_indicator(written, known)
    if asked is None:
        named = table.first("name")
        if named is not None and (found := known.by_name.get(key(text_of(row.get(named))))):
            if table.first("code") is None or not text_of(row.get(table.first("code") or 0)):
                asked, slot, code = found, "own", found.id
    if asked is None and _is_a_line_of_words(table, row):
        return
    _add_words(into, table, row, code)
    for column, cell in row.items():
        place = _slot_of(table, column, slot)
        if place is not None:
            into.cells.append(
                Entry(code, asked, place, cell, sheet.name, sheet.hidden, number, column)
            )


def find_indicator(written: str, known: Catalogue) -> tuple[Asked | None, Slot, str]:
    """(indicator, slot, code) of a code as written: `VB01`, `VB01.a`; None if there is none."""
    exact = known.by_code.get(written)
    if exact is not None:
        return exact, "own", exact.id
    part = _PART.match(written)
    if part:
        base = known.by_code.get(part[1]) or known.by_folded_code.get(key(part[1]))
        if base is not None and base.measure == "ratio":
            return base, ("a" if part[2].lower() == "a" else "b"), base.id
    folded = known.by_folded_code.get(key(written))
    if folded is not None:
        return folded, "own", folded.id
    if part and written[-2] in ".-_ ":
        return None, ("a" if part[2].lower() == "a" else "b"), part[1]
    return None, "own", written


def _written_code(table: Table, row: Row) -> str:
    for role in ("code", "name"):
        for column in table.columns.get(role, ()):  # type: ignore[call-overload]
            text = text_of(row.get(column))
            if text:
                return text
    return ""


def _is_a_line_of_words(table: Table, row: Row) -> bool:
    """A heading, a total or a signature: no code that a form could have, or nothing filled."""
    code = table.first("code")
    return code is None or not text_of(row.get(code)) or len(text_of(row.get(code))) > 40


def _slot_of(table: Table, column: int, slot: Slot) -> Slot | None:
    if column in table.columns.get("value", ()):
        return slot
    if column in table.columns.get("numerator", ()):
        return "a"
    if column in table.columns.get("denominator", ()):
        return "b"
    return None


def _add_words(into: Entries, table: Table, row: Row, code: str) -> None:
    words = into.words.setdefault(code, RowWords())
    headed = set()
    for role, texts in (
        ("explanation", words.explanation), ("note", words.note), ("evidence", words.evidence)
    ):  # fmt: skip
        for column in table.columns.get(role, ()):  # type: ignore[call-overload]
            headed.add(column)
            cell = row.get(column)
            text = text_of(cell)
            if text and text not in texts:
                texts.append(text)
            if cell is not None and text:
                into.loose.setdefault(code, []).append(cell)
    for column, cell in row.items():
        if column in headed or any(column in c for c in table.columns.values()):
            continue
        into.loose.setdefault(code, []).append(cell)


def cleaned(texts: list[str]) -> str:
    return clean(" ".join(texts))
