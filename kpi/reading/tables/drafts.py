"""From a workbook's sheets to drafts: whose figures stand in which columns and rows.

A figure belongs to the unit and period that its column names, else its row, else the head of its
table. Where a head or row names one that nobody knows, its figures go to a draft that is asked
about; they are never given to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kpi.periods import parse_period
from kpi.reading.catalogue import Catalogue
from kpi.reading.identity import (
    FileName,
    Identity,
    Spoken,
    identify,
    named_texts,
)
from kpi.reading.tables.across import AcrossTable, find_across
from kpi.reading.tables.column_groups import NOWHERE, ColumnGroups, Told, row_period
from kpi.reading.tables.entries import Entries, says_a_figure
from kpi.reading.tables.finding import Table, find_tables
from kpi.reading.tables.furniture import is_total
from kpi.reading.tables.head_lines import lines_between
from kpi.reading.tables.statements import is_statement_sheet
from kpi.reading.tables.table_rows import TableRows
from kpi.reading.vocabulary.codes import is_one_of_twins
from kpi.reading.vocabulary.unit_names import find_unit
from kpi.workbooks.grid import Sheet, Workbook
from kpi.workbooks.text import key

NO_FORMS = frozenset(key(n) for n in ("Cần sửa", "Hướng dẫn", "Danh mục"))


HEADS_OF_PARTS = "Tử số", "Mẫu số"  # what the columns of a ratio's numbers may be called


@dataclass(slots=True)
class Draft:
    """A submission in the making."""

    identity: Identity
    hidden: bool
    long: bool = False
    told: Told = NOWHERE
    entries: Entries = field(default_factory=Entries)


@dataclass(frozen=True, slots=True)
class SeenTable:
    """One table as it was found: for telling what was taken for what, and for what lies outside.

    `rows` are the numbers of the rows that were understood, `after` the last row above the
    table's own head lines, `passed` the columns of figures of which nothing is taken."""

    sheet: Sheet
    table: Table | AcrossTable
    rows: frozenset[int]
    after: int
    end: int
    passed: frozenset[int] = frozenset()


@dataclass(slots=True)
class Drafts:
    drafts: list[Draft] = field(default_factory=list)
    seen: list[SeenTable] = field(default_factory=list)


def is_form_sheet(sheet: Sheet) -> bool:
    """Whether a sheet may hold a table of answers; our own lists and the words are none."""
    return key(sheet.name) not in NO_FORMS and not is_statement_sheet(sheet.name)


def drafts_of(book: Workbook, file: FileName, known: Catalogue) -> Drafts:
    """All drafts of a workbook, sheet by sheet, table by table."""
    found = Drafts()
    sheets = [s for s in book.sheets if is_form_sheet(s)]
    tables = [(s, list(find_tables(s, known))) for s in sheets]
    fallback = next((n for s, ts in tables if ts and (n := named_texts(s))), {})
    if _end_together(tables, file, known):
        file = file.of_another_sheet()
    for sheet, heads in tables:
        if not heads:
            _across(found, sheet, file, known)
            continue
        who = Identity()
        after = 0
        for number, table in enumerate(heads):
            until = heads[number + 1].header_row if number + 1 < len(heads) else None
            rows = TableRows(sheet, table, known, until)
            lines = lines_between(sheet, after, table.header_row)
            if number == 0:
                who = _who(sheet, lines, fallback, file, known)
            else:
                who = _second(who, sheet, lines, file, known)
            drafts = list(_of_table(sheet, table, rows, who, known))
            for draft in drafts:
                draft.entries.plain = table.plain and book.kind == "csv"
                draft.entries.has_explanations = "explanation" in table.columns
                draft.entries.part_heads = _part_heads(table)
                if all(e.cell.formula for e in draft.entries.cells):
                    draft.entries.elsewhere = rows.in_running_totals()
            found.drafts += drafts
            end = max((rows.end, *rows.used), default=table.last_header_row)
            passed = _passed(sheet, table, who, known)
            found.seen.append(SeenTable(sheet, table, frozenset(rows.used), after, end, passed))
            after = max(end, table.last_header_row)
    return found


def _end_together(
    tables: Iterable[tuple[Sheet, list[Table]]], file: FileName, known: Catalogue
) -> bool:
    """Whether the sheets speak of several periods that end with one month, the file's own among
    them: month, quarter, half and year filled in one workbook, which is named by the first."""
    headed = [(sheet, heads[0]) for sheet, heads in tables if heads]
    if not file.period or len(headed) < 2:
        return False
    unnamed = file.of_another_sheet()
    said = {_own_period(sheet, head, unnamed, known) for sheet, head in headed} - {""}
    ends = {parse_period(label).last_month for label in said}
    return len(said) > 1 and len(ends) == 1 and file.period in said


def _own_period(sheet: Sheet, head: Table, unnamed: FileName, known: Catalogue) -> str:
    lines = lines_between(sheet, 0, head.header_row)
    return identify(Spoken(named_texts(sheet), lines, sheet.name, unnamed), known).period


def _passed(sheet: Sheet, table: Table, who: Identity, known: Catalogue) -> frozenset[int]:
    """The columns of figures that stand for another period than the table's own."""
    if not table.heads:
        return frozenset()
    groups = ColumnGroups(table, who, known, texts=sheet.texts).groups
    return table.figure_columns.difference(*groups.values())


def _part_heads(table: Table) -> tuple[str, str] | None:
    above, below = table.first("numerator"), table.first("denominator")
    if above is not None and below is not None:
        return table.texts[above], table.texts[below]
    if not table.long:
        return None
    return ("numerator", "denominator") if table.plain else HEADS_OF_PARTS


def _who(
    sheet: Sheet, lines: tuple[str, ...], fallback: Mapping[str, str], file: FileName,
    known: Catalogue,
) -> Identity:  # fmt: skip
    """A sheet that lost its names speaks by its header cells; what they leave open is what the
    workbook's other sheet says of itself."""
    own = named_texts(sheet)
    spoken = Spoken(own, lines, sheet.name, file)
    who = identify(spoken, known)
    if own or not fallback or who.unit_conflict or who.period_conflict:
        return who
    lacking = {
        name: text
        for name, text in fallback.items()
        if (name != "kpi_unit" or not (who.unit_sources or who.unknown_unit))
        and (name != "kpi_period" or not (who.period_sources or who.unknown_period))
    }
    return identify(replace(spoken, named=lacking), known)


def _second(
    first: Identity, sheet: Sheet, lines: tuple[str, ...], file: FileName, known: Catalogue
) -> Identity:
    """A further table of a sheet: what its own head does not say holds from the one above it."""
    own = identify(Spoken({}, lines, "", FileName()), known)
    says = own.unit_sources or own.unknown_unit or own.period_sources or own.unknown_period
    if not says:
        return first
    named = {
        "kpi_plan": first.plan,
        "kpi_version": first.version,
        "kpi_unit": "" if own.unit_sources or own.unknown_unit else first.unit,
        "kpi_period": "" if own.period_sources or own.unknown_period else first.period,
    }
    return identify(Spoken(named, lines, sheet.name, file), known)


def _of_table(
    sheet: Sheet, table: Table, rows: TableRows, who: Identity, known: Catalogue
) -> Iterator[Draft]:
    if not table.long and not table.heads:
        draft = Draft(who, sheet.hidden)
        for number, row in rows:
            rows.add(draft.entries, number, row)
        yield draft
        return
    parts = ColumnGroups(table, who, known, texts=sheet.texts)
    found: dict[tuple[str, str, str], Draft] = {}
    for number, row in rows:
        said = parts.of_row(row)
        if said is None:
            continue
        for (unit, period, asked), columns in parts.groups.items():
            about = (unit or said[0], period or said[1], asked)
            if asked and not any(says_a_figure(row[c]) for c in columns if c in row):
                continue
            if about not in found:
                identity = parts.identity(unit, period, asked, said)
                told = parts.told(sheet.name, number, said, min(columns) if asked else None)
                found[about] = Draft(identity, sheet.hidden, table.long or parts.divided, told)
            rows.add(found[about].entries, number, row, columns)
    filled = [d for d in found.values() if d.entries.cells]
    yield from filled or (found.values() if table.long else [Draft(who, sheet.hidden)])


def _across(found: Drafts, sheet: Sheet, file: FileName, known: Catalogue) -> None:
    """A sheet with indicators in its columns: a draft for every unit and period of its rows."""
    table = find_across(sheet, known)
    if table is None:
        return
    lines = lines_between(sheet, 0, table.header_row)
    who = identify(Spoken(named_texts(sheet), lines, sheet.name, file), known)
    drafts: dict[tuple[str, str], Draft] = {}
    used: set[int] = set()
    for number, row in table.rows(sheet):
        unit_said, period_said = table.said(row)
        if is_total(unit_said) or not table.has_figure(row):
            continue
        used.add(number)
        about = (unit_said, period_said)
        if about not in drafts:
            year = who.period[:4] or (who.years[0] if len(who.years) == 1 else "")
            identity = across_identity(who, unit_said, row_period(period_said, year), known)
            cell = row.get(table.unit or 0)
            if is_one_of_twins(cell, known.unit_twins, texts=sheet.texts):
                identity = replace(identity, unit="", unknown_unit=unit_said)
            if period_said and not identity.period:
                identity = replace(identity, unknown_period=period_said)
            drafts[about] = Draft(identity, sheet.hidden, long=True)
            drafts[about].entries.has_explanations = table.explained
            drafts[about].entries.plain = False
        table.add(drafts[about].entries, sheet, number, row)
    found.drafts += drafts.values()
    end = max(used, default=table.last_header_row)
    found.seen.append(SeenTable(sheet, table, frozenset(used), 0, end))


def across_identity(who: Identity, unit_said: str, label: str | None, known: Catalogue) -> Identity:
    """The identity of a row in a table with indicators in its columns."""
    period = label or who.period
    if label:
        who = replace(
            who, period=label, period_sources=(), period_conflict=False, unknown_period=""
        )
    if not unit_said:
        return who
    unit = find_unit(unit_said, known, period)
    return replace(
        who, unit=unit.id if unit else "", unit_sources=(), unit_conflict=False,
        unknown_unit="" if unit else unit_said,
    )  # fmt: skip


def merged(drafts: Iterable[Draft]) -> list[Draft]:
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
    into.entries.elsewhere = into.entries.elsewhere or other.entries.elsewhere
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
    for code, at in other.entries.rows.items():
        into.entries.rows.setdefault(code, at)
    for code, cells in other.entries.loose.items():
        into.entries.loose.setdefault(code, []).extend(cells)
    into.identity = replace(
        into.identity,
        plan=into.identity.plan or other.identity.plan,
        version=into.identity.version or other.identity.version,
    )


def in_force(drafts: list[Draft]) -> list[Draft]:
    """The filled ones; a hidden sheet of another unit or period is a leftover if any is visible.

    If nobody filled anything, the first stands for the file."""
    filled = [d for d in drafts if _filled(d)]
    return [d for d in filled if not d.hidden] or filled or drafts[:1]


def _filled(draft: Draft) -> bool:
    return any(not e.cell.formula for e in draft.entries.cells)
