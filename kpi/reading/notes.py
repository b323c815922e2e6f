"""What a person wrote beside the table: kept with its place, because somebody meant it.

What the blank form prints of itself, the lines that every form and letter carries, and what our
own feedback wrote, are no notes. What speaks of a secret and holds a number is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from kpi.reading.catalogue import Catalogue
from kpi.reading.tables.drafts import NO_FORMS, SeenTable, is_form_sheet
from kpi.reading.tables.furniture import is_head_line, is_section, is_signature, is_total
from kpi.reading.tables.statements import is_statement_sheet, statements
from kpi.reading.vocabulary.period_words import periods_in, short_in
from kpi.reading.vocabulary.states import word_of
from kpi.reading.vocabulary.unit_names import find_unit
from kpi.records.answers import Note
from kpi.workbooks.grid import Cell, Comment, Row, Sheet, Workbook, place
from kpi.workbooks.secret_words import speaks_of_a_secret
from kpi.workbooks.text import clean, key
from kpi.workbooks.written import month_of, text_of

OUR_AUTHOR = "kpi: phản hồi"
"""The author of the comments that our feedback puts into a sender's workbook."""
OUR_MARK = f"[{OUR_AUTHOR}]"
"""What stands before our words in a comment that a person has begun."""

MOST = 200
LONGEST = 500
_PERSON = re.compile(r"(?:[^\W\d_a-z][^\W\d_]*\.? ?){2,5}")
_VERSION = re.compile(r"[0-9a-f]{8}")  # of a form that lost the names of its cells
_LEAST_PREFIX = 8
_MOST_HEADS = 2_000


def notes_of(book: Workbook, seen: list[SeenTable], known: Catalogue) -> tuple[Note, ...]:
    """The notes of a workbook in the order of its sheets, at most MOST; the last one says if
    there were more. `seen` are the tables that were read."""
    found: list[Note] = []
    more = 0
    for sheet in book.sheets:
        tables = [t for t in seen if t.sheet is sheet]
        for note in _of_sheet(sheet, tables, known):
            if len(found) < MOST:
                found.append(note)
            else:
                more += 1
    if more:
        found[-1] = Note("", "", _told("intake.more_notes", known.locale, count=more + 1))
    return tuple(found)


def comment_text(comment: Comment) -> str:
    """What a person pinned to a cell; empty if it is ours or says nothing."""
    if clean(comment.author) == OUR_AUTHOR:
        return ""
    text = comment.text.split(OUR_MARK, 1)[0].strip()
    if comment.author and text.startswith(f"{comment.author}:"):
        text = text[len(comment.author) + 1 :]
    return _short(text)


def _of_sheet(sheet: Sheet, tables: list[SeenTable], known: Catalogue) -> Iterator[Note]:
    if key(sheet.name) in NO_FORMS:
        return
    if is_statement_sheet(sheet.name) and statements(sheet):
        cells: Iterator[tuple[int, int, str]] = iter(())
    elif tables:
        cells = _beside(sheet, tables, known)
    elif sheet.hidden or (is_statement_sheet(sheet.name) and not _own_words(sheet)):
        cells = iter(())
    else:
        cells = _everything(sheet)
    for row, column, text in cells:
        kept = _kept(text) if len(text) <= LONGEST else _note(text)
        if kept:
            yield Note(sheet.name, place(row, column), kept)
    answered = {row for t in tables for row in t.rows}
    for (row, column), comment in sheet.comments.items():
        text = comment_text(comment)
        if text and row not in answered and is_form_sheet(sheet) and not _is_secret(text):
            yield Note(sheet.name, place(row, column), text)


def _own_words(sheet: Sheet) -> bool:
    return any(not _is_printed(_short(text)) for _, _, text in _everything(sheet))


def _everything(sheet: Sheet) -> Iterator[tuple[int, int, str]]:
    for number, row in sheet.rows.items():
        for column, cell in row.items():
            if not cell.formula and (text := _written(cell)):
                yield number, column, text


def _beside(
    sheet: Sheet, tables: list[SeenTable], known: Catalogue
) -> Iterator[tuple[int, int, str]]:
    ids = set(sheet.names.values())
    signed = False
    only = tables[0] if len(tables) == 1 else None
    headed = {id(t): frozenset(t.table.texts) for t in tables}
    for number, row in sheet.rows.items():
        table = only or next((t for t in tables if number <= t.end), tables[-1])
        if number in table.rows and headed[id(table)].issuperset(row):
            continue
        if table.table.header_row <= number <= table.table.last_header_row:
            continue
        below = number > tables[-1].end
        if below and any(is_total(text_of(cell)) for cell in row.values()):
            continue
        signed = signed or (below and any(is_signature(c.text) for c in row.values()))
        answers = number in table.rows
        for column, cell in row.items():
            if answers and column in table.table.texts:
                continue
            text = _written(cell)
            if not text or (number, column) in ids:
                continue
            if number < table.table.header_row:
                skip = bool(month_of(cell)) or _heads(text, known)
            elif below:
                skip = _foots(text, signed=signed)
            else:
                skip = _belongs(table, number, column, row, known)
            if not skip:
                yield number, column, text


_heads_kept: list[tuple[Catalogue, dict[str, bool]]] = []
"""Texts above tables, and whether they belong to a head, under the plan that is read under."""


def _heads(text: str, known: Catalogue) -> bool:
    if not _heads_kept or _heads_kept[0][0] is not known or len(_heads_kept[0][1]) > _MOST_HEADS:
        _heads_kept[:] = [(known, {})]
    kept = _heads_kept[0][1]
    if text not in kept:
        kept[text] = _is_head(text, known)
    return kept[text]


def _is_head(text: str, known: Catalogue) -> bool:
    """Whether a text above a table belongs to its head."""
    lines = [clean(line) for line in text.split("\n") if clean(line)]
    return all(
        is_head_line(line)
        or line == known.plan
        or _VERSION.fullmatch(line) is not None
        or line.isupper()
        or find_unit(line, known) is not None
        or any((*periods_in(line).labels, *periods_in(line).years, *short_in(line)))
        for line in lines
    )


def _foots(text: str, *, signed: bool) -> bool:
    """Whether a text below the last table belongs to its foot: signatures and who signed."""
    plain = clean(text)
    return is_signature(text) or is_total(plain) or (signed and bool(_PERSON.fullmatch(plain)))


def _belongs(table: SeenTable, number: int, column: int, row: Row, known: Catalogue) -> bool:
    """Whether a cell between a table's first and last row is part of the table."""
    headed = column in table.table.texts
    if number in table.rows or not headed:
        return headed
    texts = [text_of(cell) for cell in row.values()]
    heading = any(is_total(t) or is_section(t) or key(t) in known.field_keys for t in texts)
    return heading or all(t.isupper() or not _has_letter(t) for t in texts)


def _has_letter(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _written(cell: Cell) -> str:
    """What a person wrote into a cell; empty for formulas' results and for filler."""
    if cell.kind == "text":
        return _typed_kept(cell.text) if len(cell.text) <= LONGEST else _typed(cell.text)
    return text_of(cell) if cell.kind == "number" and not cell.formula else ""


def _typed(text: str) -> str:
    text = text.strip()
    return "" if word_of(clean(text)) in ("blank", "dash") else text


_typed_kept = lru_cache(maxsize=5_000)(_typed)


def _short(text: str) -> str:
    lines = (clean(line) for line in text.strip().splitlines())
    kept = "\n".join(line for line in lines if line)
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def _is_secret(text: str) -> bool:
    return speaks_of_a_secret(text) and any(c.isdigit() for c in text)


def _note(text: str) -> str:
    """A text as a note has it; empty for one that is none."""
    short = _short(text)
    return "" if _is_printed(short) or _is_secret(short) else short


_kept = lru_cache(maxsize=5_000)(_note)


def _is_printed(text: str) -> bool:
    """Whether our own form prints this text."""
    exact, prefixes = _printed()
    folded = key(text)
    return folded in exact or folded.startswith(prefixes) or not folded


@lru_cache(maxsize=1)
def _printed() -> tuple[frozenset[str], tuple[str, ...]]:
    """The texts of the blank form in every language: whole ones, and beginnings of those with
    something put in."""
    from kpi.words import LOCALES, section

    exact: set[str] = set()
    prefixes: set[str] = set()
    for locale in LOCALES:
        for text in _leaves(section("forms", locale)):
            before, brace, _ = text.partition("{")
            if not brace:
                exact.add(key(text))
            elif len(key(before)) >= _LEAST_PREFIX:
                prefixes.add(key(before))
    return frozenset(exact), tuple(sorted(prefixes))


def _leaves(table: Mapping[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _leaves(value)


def _told(name: str, locale: str, **values: object) -> str:
    from kpi.words import say

    return say(name, locale, **values)
