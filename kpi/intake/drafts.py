"""From a workbook's sheets to drafts: whose figures stand in which columns and rows.

A figure belongs to the unit and period that its column names, else its row, else the head of its
table. Where a head or row names one that nobody knows, its figures go to a draft that is asked
about; they are never given to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from kpi.intake.across import AcrossTable, find_across
from kpi.intake.catalogue import Catalogue
from kpi.intake.entries import Entries, TableRows, says_a_figure
from kpi.intake.furniture import is_total
from kpi.intake.grammar.text import key
from kpi.intake.grid import Row, Sheet, Workbook, place
from kpi.intake.head_lines import lines_between
from kpi.intake.headers import Role
from kpi.intake.identity import (
    FileName,
    Identity,
    Source,
    Spoken,
    identify,
    named_texts,
)
from kpi.intake.period_words import Short, head_period, period_label
from kpi.intake.statements import is_statement_sheet
from kpi.intake.tables import Head, Table, find_tables
from kpi.intake.unit_names import find_unit
from kpi.intake.written import text_of
from kpi.periods import UnknownPeriod, parse_period

NO_FORMS = frozenset(key(n) for n in ("Cần sửa", "Hướng dẫn", "Danh mục"))


class Told(NamedTuple):
    """Where a table's rows or heads say whose figures these are, and for when: a cell of the
    sheet each; empty where they do not say it."""

    sheet: str = ""
    unit: str = ""
    period: str = ""


NOWHERE = Told()


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
    table's own head lines."""

    sheet: Sheet
    table: Table | AcrossTable
    rows: frozenset[int]
    after: int
    end: int


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
            found.drafts += drafts
            end = max((rows.end, *rows.used), default=table.last_header_row)
            found.seen.append(SeenTable(sheet, table, frozenset(rows.used), after, end))
            after = max(end, table.last_header_row)
    return found


def _part_heads(table: Table) -> tuple[str, str] | None:
    above, below = table.first("numerator"), table.first("denominator")
    if above is not None and below is not None:
        return table.texts[above], table.texts[below]
    if not table.long:
        return None
    return ("numerator", "denominator") if table.plain else ("Tử số", "Mẫu số")


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
    parts = _Parts(table, who, known)
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
    yield from filled or ([Draft(who, sheet.hidden)] if not table.long else [])


class _Parts:
    """The columns of figures of a table, grouped by the unit and period that their heads name."""

    def __init__(self, table: Table, who: Identity, known: Catalogue) -> None:
        self.table, self.who, self.known = table, who, known
        self.divided = table.by_unit or table.by_period
        self.groups: dict[tuple[str, str, str], set[int]] = {}
        slots: tuple[Role, ...] = ("value", "numerator", "denominator")
        columns = sorted(c for role in slots for c in table.columns.get(role, ()))
        heads = {c: table.heads.get(c, Head()) for c in columns}
        labels = {c: self._label(h) for c, h in heads.items()}
        kept = self._kept(columns, labels)
        for column in kept:
            head, (label, unsaid) = heads[column], labels[column]
            asked = head.asked or unsaid
            self.groups.setdefault((head.unit, label, asked), set()).add(column)

    def _label(self, head: Head) -> tuple[str, str]:
        """(label, what is unclear) of a head's period; the year is the table's, if it has one."""
        said = head.period
        if said is None or (head.own_of_year and said == self.who.period[:4]):
            return "", ""
        if isinstance(said, str):
            return said, ""
        year = self.who.period[:4] or (self.who.years[0] if len(self.who.years) == 1 else "")
        return (said.of(year), "") if year else ("", said.rest.lstrip("-") or "?")

    def _kept(self, columns: list[int], labels: Mapping[int, tuple[str, str]]) -> list[int]:
        """Beside the figures of the table's own period those of others are for comparison."""
        period = self.who.period
        own = [c for c in columns if labels[c] in (("", ""), (period, ""))]
        own = [c for c in own if not self.table.heads.get(c, Head()).asked]
        if own and (period or not self.table.by_unit):
            return [c for c in columns if c in own or self.table.heads.get(c, Head()).asked]
        return columns

    def of_row(self, row: Row) -> tuple[str, str] | None:
        """What a row says of unit and period; None for the row of a total."""
        said = (self._text(row, "unit"), self._text(row, "period"))
        return None if said[0] and is_total(said[0]) else said

    def told(self, sheet: str, number: int, said: tuple[str, str], odd: int | None) -> Told:
        """Where the row `number`, which says so much, or the column `odd` with a head that
        nobody understands, names unit and period."""
        unit, period = self.table.first("unit"), self.table.first("period")
        cells = [
            place(number, column) if column is not None and text else ""
            for column, text in ((unit, said[0]), (period, said[1]))
        ]
        if odd is not None:
            cells[0 if self.table.by_unit else 1] = place(self.table.last_header_row, odd)
        return Told(sheet, *cells)

    def _text(self, row: Row, role: Literal["unit", "period"]) -> str:
        column = self.table.first(role)
        return "" if column is None else text_of(row.get(column))

    def identity(self, unit: str, period: str, asked: str, said: tuple[str, str]) -> Identity:
        """Whose figures: the column's word goes before the row's, the row's before the head's."""
        who = self.who
        if asked:
            if self.table.by_unit:
                return Identity(plan=who.plan, period=period or who.period, unknown_unit=asked)
            return Identity(plan=who.plan, unit=unit or who.unit, unknown_period=asked)
        if unit or said[0]:
            about = period or row_period(said[1]) or who.period
            found = None if unit else find_unit(said[0], self.known, about)
            unit_id, unknown = unit or (found.id if found else ""), said[0]
            who = replace(
                who, unit=unit_id, unit_sources=(), unit_conflict=False,
                unknown_unit="" if unit_id else unknown,
            )  # fmt: skip
        if period or said[1]:
            label = period or row_period(said[1], self._year()) or ""
            if period and who.period and not _fits(period, who.period):
                head = Source("column", period, period)
                return replace(
                    who, period="", period_conflict=True,
                    period_sources=(*who.period_sources, head),
                )  # fmt: skip
            who = replace(
                who, period=label, period_sources=(), period_conflict=False,
                unknown_period="" if label else said[1],
            )  # fmt: skip
        return who

    def _year(self) -> str:
        return self.who.period[:4] or (self.who.years[0] if len(self.who.years) == 1 else "")


def row_period(text: str, year: str = "") -> str | None:
    """The label of a period in a cell of a row; one without its year takes the one given."""
    label = period_label(text) if text else None
    if label is not None or not text:
        return label
    said = head_period(text)
    if isinstance(said, Short):
        return said.of(year) if year else None
    return said


def _fits(period: str, whole: str) -> bool:
    """Whether the period of a column lies in that of its table."""
    try:
        return parse_period(whole).contains(parse_period(period))
    except UnknownPeriod:
        return False


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


def in_force(drafts: list[Draft]) -> list[Draft]:
    """The filled ones; a hidden sheet of another unit or period is a leftover if any is visible.

    If nobody filled anything, the first stands for the file."""
    filled = [d for d in drafts if _filled(d)]
    return [d for d in filled if not d.hidden] or filled or drafts[:1]


def _filled(draft: Draft) -> bool:
    return any(not e.cell.formula for e in draft.entries.cells)
