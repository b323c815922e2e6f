"""From entries to answers: one for each indicator, with its parts, doubles and doubts resolved.

An answer is taken whole or held whole; every held answer has a problem that says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kpi.plan.spreadsheet_ids import number_of
from kpi.reading.asking import Asking
from kpi.reading.catalogue import Asked
from kpi.reading.cells.meaning import read_cell
from kpi.reading.cells.numbers import Notation, habits
from kpi.reading.cells.outcomes import Meaning, Question, Reading, Surroundings
from kpi.reading.ratios import OWN_FIGURE, RatioRows, resolve_ratio
from kpi.reading.tables.entries import NAMELESS, Entries, Entry, RowWords
from kpi.reading.vocabulary.codes import Slot
from kpi.reading.vocabulary.states import word_of
from kpi.records.answers import Answer, Silent, State
from kpi.records.problems import Problem
from kpi.records.reader_rules import (
    DIFFERING_DUPLICATES,
    PARTS_MISSING,
    UNKNOWN_INDICATOR,
    WRONG_TYPE,
    WRONG_UNIT_OF_MEASURE,
)
from kpi.workbooks.grid import place
from kpi.workbooks.marks import has_marks
from kpi.workbooks.text import clean
from kpi.workbooks.written import as_written
from kpi.workbooks.written import figure as figure_text

_NO_WORDS = RowWords()


class Resolved(NamedTuple):
    """One slot of an answer: what its cells say together, and the cell that stands for them."""

    meaning: Meaning
    entry: Entry | None = None


def habit_of(entries: Entries) -> Notation | None:
    """The notation that the form's own texts show beyond doubt; None if none or both."""
    shown: set[Notation] = set()
    for entry in entries.cells:
        if entry.cell.kind == "text" and len(entry.cell.text) <= 200:
            shown |= habits(clean(entry.cell.text))
    return next(iter(shown)) if len(shown) == 1 else None


class Found(NamedTuple):
    """What an indicator's cells say together, the cell that stands for them, and their text."""

    meaning: Reading | Question
    entry: Entry
    written: str


def assemble(
    entries: Entries, around: Surroundings, asking: Asking
) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    """The answers in the order of their first cells, and the problems of those held."""
    around = replace(around, habit=habit_of(entries), plain=entries.plain)
    groups: dict[str, list[Entry]] = {}
    for entry in entries.cells:
        groups.setdefault(entry.code, []).append(entry)
    answers: list[Answer] = []
    problems: list[Problem] = []
    for code, group in groups.items():
        asked = group[0].asked
        words = entries.words.get(code, _NO_WORDS)
        usual = _usual(asked, group, words)
        if usual is not None:
            answers.append(usual)
            continue
        found = _found(asked, group, around)
        if found is None:
            continue
        answer = _answer(code, found, words)
        answers.append(answer)
        if isinstance(found.meaning, Question):
            problems.append(asking.about_cell(found.meaning, answer, asked))
    return tuple(answers), tuple(problems)


def silent_rows(entries: Entries, answers: Sequence[Answer]) -> tuple[Silent, ...]:
    """The rows of known indicators that no answer came of, in the order of the table."""
    said = {answer.indicator for answer in answers}
    if len(said) >= len(entries.rows):
        return ()
    written: dict[str, str] = {}
    for entry in entries.cells:
        if entry.cell.kind == "text":
            written.setdefault(entry.code, as_written(entry.cell))
    return tuple(
        Silent(code, sheet, place(row, column), written.get(code, ""))
        for code, (sheet, row, column) in entries.rows.items()
        if code not in said
    )


def _usual(asked: Asked | None, group: Sequence[Entry], words: RowWords) -> Answer | None:
    """The answer of cells that hold plain numbers and nothing to doubt, as nearly all do: the
    same as by `_found`, at a tenth of its cost. None for all other cells."""
    if asked is None:
        return None
    first = group[0]
    if asked.measure == "ratio" and first.slot == "own" and first.cell.formula:
        group = group[1:]  # it is only the quotient of the parts
    for entry in group:
        kind, _, _, form, formula, shown = entry.cell
        if kind != "number" or form != "general" or formula or shown:
            return None
        if entry.measure or entry.name:
            return None
    above = below = value = None
    slots = [e.slot for e in group]
    if slots == ["own"] and asked.measure in ("count", "score") and not asked.is_percent:
        value = group[0].cell.number + 0.0  # never a nought with a sign
        written = figure_text(value)
    elif slots == ["a", "b"] and asked.measure == "ratio":
        above, below = group[0].cell.number + 0.0, group[1].cell.number + 0.0
        written = f"{figure_text(above)} / {figure_text(below)}"
    else:
        return None
    speaker = group[0]
    return Answer(
        asked.id, "value", above, below, value, None, written, speaker.sheet,
        place(speaker.row, speaker.column), *_told(words),
    )  # fmt: skip


def _found(asked: Asked | None, group: Sequence[Entry], around: Surroundings) -> Found | None:
    if asked is None:
        return _unknown(group, "unknown_indicator", around)
    if asked.measure == "formula":
        typed = [e for e in group if not e.cell.formula]
        return _unknown(typed, "computed_indicator", around)
    if asked.measure == "ratio":
        return _ratio(asked, group, around)
    return _single(asked, group, around)


def _unknown(group: Sequence[Entry], reason: str, around: Surroundings) -> Found | None:
    filled = [e for e in group if not _says_nothing(e)]
    if not filled:
        return None
    if filled[0].code == NAMELESS:
        reason = "no_code"
    values: dict[str, object] = {}
    twins = around.twins.get(number_of(filled[0].code) or "", ())
    if twins and reason == "unknown_indicator":
        reason, values = "code_of_several", {"ids": ", ".join(twins)}
    elif filled[0].name and reason == "unknown_indicator":
        cells = ", ".join(place(e.row, e.column) for e in filled)
        reason, values = "row_without_code", {"name": filled[0].name, "cells": cells}
    elif reason == "unknown_indicator" and has_marks(filled[0].code):
        reason = "struck_code"
    question = Question(UNKNOWN_INDICATOR, reason, values)
    return Found(question, filled[0], as_written(filled[0].cell, around.since_1904))


def _says_nothing(entry: Entry) -> bool:
    return entry.cell.kind == "text" and word_of(clean(entry.cell.text)) == "blank"


def _single(asked: Asked, group: Sequence[Entry], around: Surroundings) -> Found | None:
    own = _resolve(asked, "own", group, around)
    slots = {e.slot for e in group}
    for slot in ("a", "b"):
        if slot not in slots:
            continue
        part = _resolve(asked, slot, group, around).entry
        if part is not None:
            question = Question(WRONG_TYPE, "parts_of_no_ratio")
            return Found(question, part, as_written(part.cell, around.since_1904))
    if own.meaning is None or own.entry is None:
        return None
    return Found(own.meaning, own.entry, as_written(own.entry.cell, around.since_1904))


def _ratio(asked: Asked, group: Sequence[Entry], around: Surroundings) -> Found | None:
    own = _resolve(asked, "own", group, around)
    above = _resolve(asked, "a", group, around)
    below = _resolve(asked, "b", group, around)
    meaning = resolve_ratio(RatioRows(asked, own.meaning, above.meaning, below.meaning))
    if meaning is None:
        return None
    entry = _speaker(meaning, own, above, below)
    if entry is None:
        return None
    parts = [r.entry for r in (above, below) if r.entry is not None]
    shown = [entry] if entry.slot == "own" or entry not in parts else parts
    written = " / ".join(as_written(e.cell, around.since_1904) for e in shown)
    return Found(meaning, entry, written)


def _speaker(
    meaning: Reading | Question, own: Resolved, above: Resolved, below: Resolved
) -> Entry | None:
    """The cell that a ratio's answer is told by: the one in doubt, else the numerator's."""
    if isinstance(meaning, Question):
        for one in (above, below, own):
            if one.meaning is meaning:
                return one.entry
        of_parts = meaning.rule == PARTS_MISSING and meaning.reason != OWN_FIGURE
        if not of_parts and own.entry is not None:
            return own.entry
    for one in (above, own, below):
        if one.meaning is not None:
            return one.entry
    return None


def _resolve(asked: Asked, slot: Slot, group: Sequence[Entry], around: Surroundings) -> Resolved:
    """What the cells of one slot say together; visible sheets go before hidden ones."""
    said: list[Resolved] = []
    for entry in group:
        if entry.slot != slot:
            continue
        if slot == "own" and asked.measure == "ratio" and entry.cell.formula:
            continue
        part = None if slot == "own" else slot
        meaning = read_cell(entry.cell, asked, part, around)
        if entry.measure and _is_figure(meaning):
            values: dict[str, object] = {"found": entry.measure, "wanted": asked.unit_of_measure}
            reason = "stated_unit_of_measure" if part is None else "stated_unit_of_part"
            meaning = Question(WRONG_UNIT_OF_MEASURE, reason, values)
        if entry.name and isinstance(meaning, Reading):
            planned = {"own": asked.name, "a": asked.numerator, "b": asked.denominator}[slot]
            code = asked.id if part is None else f"{asked.id}.{part}"
            values = {"name": entry.name, "planned": planned or asked.name, "code": code}
            meaning = Question(UNKNOWN_INDICATOR, "code_and_name_differ", values)
        if meaning is not None:
            said.append(Resolved(meaning, entry))
    if len(said) < 2:
        return said[0] if said else Resolved(None)
    said = [r for r in said if r.entry is not None and not r.entry.hidden] or said
    if len({_compared(r.meaning) for r in said}) == 1:
        return said[0]
    entries = [r.entry for r in said if r.entry]
    several = len({e.sheet for e in entries}) > 1
    places = ", ".join(
        f"{place(e.row, e.column)} ({e.sheet})" if several else place(e.row, e.column)
        for e in entries
    )
    question = Question(DIFFERING_DUPLICATES, "differing_duplicates", {"places": places})
    return Resolved(question, said[0].entry)


def _is_figure(meaning: Meaning) -> bool:
    """Whether a unit of measure matters to it: no word, no nought."""
    if not isinstance(meaning, Reading) or meaning.state not in ("value", "estimate"):
        return False
    return bool(meaning.value) or any(meaning.pair or ())


def _compared(meaning: Meaning) -> object:
    if isinstance(meaning, Reading):
        return (meaning.state, meaning.value, meaning.pair, meaning.done_on)
    return meaning.reason if meaning else None


def _answer(code: str, found: Found, words: RowWords) -> Answer:
    meaning, entry = found.meaning, found.entry
    explanation, note, evidence = _told(words)
    return Answer(
        code,
        *_figures(meaning),
        written=found.written,
        sheet=entry.sheet,
        cell=place(entry.row, entry.column),
        explanation=explanation,
        note=note,
        evidence=evidence,
        held_by=meaning.rule if isinstance(meaning, Question) else "",
    )


Figures = tuple[State, float | None, float | None, float | None, str | None]


def _figures(meaning: Reading | Question) -> Figures:
    """An answer's state and figures as its fields stand: numerator, denominator, value, day;
    never a nought with a sign."""
    if isinstance(meaning, Question):
        return "value", None, None, None, None
    state, value, pair, done_on = meaning.state, meaning.value, meaning.pair, meaning.done_on
    if state in ("not_applicable", "withheld"):  # words without figures
        return state, None, None, None, None
    if pair is not None:
        return state, float(pair[0]) + 0.0, float(pair[1]) + 0.0, None, None
    figure = None if value is None else float(value) + 0.0
    return state, None, None, figure, done_on.isoformat() if done_on else None


def _told(words: RowWords) -> tuple[str, str, str]:
    """What the rows say in words: explanation, note, evidence."""
    if words is _NO_WORDS:
        return "", "", ""
    return " ".join(words.explanation), " ".join(words.note), " ".join(words.evidence)
