"""From a workbook's sheets to submissions: one for each unit and period that it speaks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from kpi.intake.answers import Answer, FileRead, SubmissionRead
from kpi.intake.asking import Asking
from kpi.intake.assemble import assemble
from kpi.intake.catalogue import Catalogue
from kpi.intake.entries import Entries, Entry, TableRows
from kpi.intake.grammar.outcomes import SecretWithNumber, Surroundings
from kpi.intake.grammar.text import key
from kpi.intake.grid import Row, Sheet, Workbook, place
from kpi.intake.headers import Table, find_table
from kpi.intake.identity import (
    FileName,
    Identity,
    Source,
    find_unit,
    from_file_name,
    identify,
    named_texts,
    text_of,
)
from kpi.intake.period_words import period_label
from kpi.intake.secrets import place_of_secret
from kpi.intake.statements import is_statement_sheet, statements
from kpi.problems import Problem

_NO_FORMS = frozenset(key(n) for n in ("Cần sửa", "Hướng dẫn", "Danh mục"))


@dataclass(slots=True)
class Draft:
    """A submission in the making."""

    identity: Identity
    table: Table
    hidden: bool
    entries: Entries = field(default_factory=Entries)


def read_workbook(book: Workbook, name: str, received_on: date, known: Catalogue) -> FileRead:
    """Everything that a workbook says; its problems name `name`."""
    asking = Asking(known.locale, name)
    file = from_file_name(name, known)
    drafts = _merged(_drafts(book, file, known))
    if not drafts:
        return FileRead(problems=(asking.about_file("no_table", "no_table"),))
    drafts = _in_force(drafts)
    around = Surroundings(known.first, received_on, since_1904=book.since_1904)
    layout: Literal["form", "table", "csv"] = "form"
    if book.kind == "csv":
        layout = "csv"
    try:
        secret = next((e for d in drafts if (e := place_of_secret(d.entries))), None)
        if secret is not None:
            return _forgotten(drafts, secret, asking)
        read = [_submission(d, around, known, asking, layout) for d in drafts]
    except SecretWithNumber:
        return _forgotten(drafts, None, asking)
    read[0] = replace(read[0], words=_words(book))
    return FileRead(tuple(read))


def _submission(
    draft: Draft, around: Surroundings, known: Catalogue, asking: Asking,
    layout: Literal["form", "table", "csv"],
) -> SubmissionRead:  # fmt: skip
    who = draft.identity
    here = replace(asking, unit=who.unit, period=who.period)
    answers, problems = assemble(draft.entries, around, here)
    return SubmissionRead(
        unit=who.unit,
        period=who.period,
        plan=who.plan,
        version=who.version,
        answers=answers,
        problems=(*_identity_problems(who, known, here), *problems),
        has_explanations=draft.entries.has_explanations,
        layout="table" if layout == "form" and draft.table.long else layout,
    )


def _words(book: Workbook) -> tuple[tuple[str, str], ...]:
    sheets = [s for s in book.sheets if is_statement_sheet(s.name)]
    return tuple(words for sheet in sheets for words in statements(sheet))


def _drafts(book: Workbook, file: FileName, known: Catalogue) -> Iterator[Draft]:
    tables = [
        (sheet, table)
        for sheet in book.sheets
        if key(sheet.name) not in _NO_FORMS and not is_statement_sheet(sheet.name)
        if (table := find_table(sheet)) is not None
    ]
    fallback = next((n for sheet, _ in tables if (n := named_texts(sheet))), {})
    for sheet, table in tables:
        if table.long:
            for draft in _long_drafts(sheet, table, file, known):
                _mark(draft.entries, table, book)
                yield draft
            continue
        who = _who(sheet, table, fallback, file, known)
        draft = Draft(who, table, sheet.hidden)
        _mark(draft.entries, table, book)
        rows = TableRows(sheet, table, known)
        for number, row in rows:
            rows.add(draft.entries, number, row)
        yield draft


def _who(
    sheet: Sheet, table: Table, fallback: Mapping[str, str], file: FileName, known: Catalogue
) -> Identity:
    """A sheet that lost its names speaks by its header cells; what they leave open is what the
    workbook's other sheet says of itself."""
    own = named_texts(sheet)
    who = identify(sheet, table.header_row, own, file, known)
    if own or not fallback or who.unit_conflict or who.period_conflict:
        return who
    lacking = {
        name: text
        for name, text in fallback.items()
        if (name != "kpi_unit" or not who.unit_sources)
        and (name != "kpi_period" or not who.period_sources)
    }
    return identify(sheet, table.header_row, lacking, file, known)


def _long_drafts(sheet: Sheet, table: Table, file: FileName, known: Catalogue) -> Iterator[Draft]:
    """A table with unit and period in every row: a draft for each pair of them."""
    whole = identify(sheet, table.header_row, named_texts(sheet), file, known)
    found: dict[tuple[str, str], Draft] = {}
    rows = TableRows(sheet, table, known)
    for number, row in rows:
        said = (_said(table, row, "unit"), _said(table, row, "period"))
        if said not in found:
            found[said] = Draft(_row_identity(said, whole, known), table, sheet.hidden)
        rows.add(found[said].entries, number, row)
    yield from (d for d in found.values() if d.entries.cells)


def _said(table: Table, row: Row, role: Literal["unit", "period"]) -> str:
    column = table.first(role)
    return "" if column is None else text_of(row.get(column))


def _row_identity(said: tuple[str, str], whole: Identity, known: Catalogue) -> Identity:
    unit_text, period_text = said
    period = (period_label(period_text) or "") if period_text else whole.period
    if unit_text:
        unit = find_unit(unit_text, known, period)
        unit_id = unit.id if unit else ""
    else:
        unit_id = whole.unit
    return Identity(
        unit=unit_id,
        period=period,
        plan=whole.plan,
        unknown_unit="" if unit_id else unit_text,
        unknown_period="" if period else period_text,
    )


def _mark(entries: Entries, table: Table, book: Workbook) -> None:
    entries.plain = table.plain and book.kind == "csv"
    entries.has_explanations = "explanation" in table.columns


def _merged(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of one unit and period become one; those of nobody stay apart."""
    found: dict[object, Draft] = {}
    for draft in drafts:
        who = draft.identity
        known = bool(who.unit and who.period)
        unsaid = (who.unit, who.period, who.unknown_unit, who.unknown_period, len(found))
        at: object = (who.unit, who.period) if known else unsaid
        if at in found:
            _join(found[at], draft)
        else:
            found[at] = draft
    return list(found.values())


def _join(into: Draft, other: Draft) -> None:
    into.entries.cells += other.entries.cells
    into.hidden &= other.hidden
    into.entries.has_explanations |= other.entries.has_explanations
    into.entries.plain &= other.entries.plain
    for code, words in other.entries.words.items():
        mine = into.entries.words.setdefault(code, words)
        if mine is not words:
            for have, more in (
                (mine.explanation, words.explanation),
                (mine.note, words.note),
                (mine.evidence, words.evidence),
            ):
                have += [text for text in more if text not in have]
    for code, cells in other.entries.loose.items():
        into.entries.loose.setdefault(code, []).extend(cells)
    into.identity = replace(
        into.identity,
        plan=into.identity.plan or other.identity.plan,
        version=into.identity.version or other.identity.version,
    )


def _in_force(drafts: list[Draft]) -> list[Draft]:
    """The filled ones; a hidden sheet of another unit or period is a leftover if any is visible.

    If nobody filled anything, the first stands for the file."""
    filled = [d for d in drafts if _filled(d)]
    return [d for d in filled if not d.hidden] or filled or drafts[:1]


def _filled(draft: Draft) -> bool:
    return any(not e.cell.formula for e in draft.entries.cells)


def _forgotten(drafts: list[Draft], secret: Entry | None, asking: Asking) -> FileRead:
    """The file says `mật` beside a number: places are named, nothing that was written is kept."""
    where = "" if secret is None else place(secret.row, secret.column)
    sheet = "" if secret is None else secret.sheet
    read = []
    for draft in drafts:
        who = draft.identity
        here = replace(asking, unit=who.unit, period=who.period)
        problem = here.about_file(
            "secret_with_number", "secret_with_number", place=where, sheet=sheet
        )
        codes = dict.fromkeys(
            e.code for e in draft.entries.cells if e.asked is not None and not e.cell.formula
        )
        answers = tuple(Answer(code, "withheld", held_by="secret_with_number") for code in codes)
        read.append(
            SubmissionRead(who.unit, who.period, who.plan, who.version, answers, (problem,))
        )
    return FileRead(tuple(read))


def _identity_problems(who: Identity, known: Catalogue, asking: Asking) -> Iterator[Problem]:
    if who.plan and who.plan != known.plan and not (who.unit and who.period):
        # with unit and period known the check of the plan itself says so
        yield asking.about_file("wrong_plan", "wrong_plan", said=who.plan, plan=known.plan)
        return
    if who.unit_conflict:
        yield _conflict("wrong_unit", who.unit_sources, asking, _unit_names(known))
    elif not who.unit:
        reason = "unknown_unit" if who.unknown_unit else "no_unit"
        yield asking.about_file("unknown_unit", reason, written=who.unknown_unit)
    if who.period_conflict:
        yield _conflict(
            "wrong_period", who.period_sources, asking, _titles(who.period_sources, asking)
        )
    elif not who.period:
        reason = "unknown_period" if who.unknown_period else "no_period"
        yield asking.about_file("unknown_period", reason, written=who.unknown_period)


def _unit_names(known: Catalogue) -> dict[str, str]:
    """What a unit is called in a message: its name, with its id where it has one of its own."""
    return {
        u.id: f"{u.names[0]} ({u.id})" if u.names and u.names[0] != u.id else u.id
        for u in known.units
    }


def _titles(sources: tuple[Source, ...], asking: Asking) -> dict[str, str]:
    """What the periods are called in a message; what is no label of a period stays as it is."""
    from kpi.periods import UnknownPeriod, parse_period
    from kpi.words.formats import period_title

    titles = {}
    for source in sources:
        try:
            titles[source.label] = period_title(parse_period(source.label), asking.locale)
        except UnknownPeriod:
            continue
    return titles


def _conflict(
    rule: str, sources: tuple[Source, ...], asking: Asking, called: Mapping[str, str]
) -> Problem:
    from kpi.words import say

    said = "; ".join(
        say(f"intake.source.{s.where}", asking.locale, label=called.get(s.label, s.label))
        for s in sources
    )
    return asking.about_file(rule, rule, sources=said)
