"""Whose figures the columns of a table are, where its heads or rows name units or periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from kpi.periods import UnknownPeriod, parse_period
from kpi.reading.catalogue import Catalogue
from kpi.reading.identity import Identity, Source
from kpi.reading.tables.finding import Head, Table
from kpi.reading.tables.furniture import is_total
from kpi.reading.tables.headers import Role
from kpi.reading.vocabulary.codes import is_one_of_twins
from kpi.reading.vocabulary.period_words import Short, head_period, period_label
from kpi.reading.vocabulary.unit_names import find_unit
from kpi.workbooks.grid import Row, place
from kpi.workbooks.written import period_of, text_of


class Told(NamedTuple):
    """Where a table's rows or heads say whose figures these are, and for when: a cell of the
    sheet each; empty where they do not say it."""

    sheet: str = ""
    unit: str = ""
    period: str = ""


NOWHERE = Told()


class ColumnGroups:
    """The columns of figures of a table, grouped by the unit and period that their heads name."""

    def __init__(
        self, table: Table, who: Identity, known: Catalogue, *, texts: bool = False
    ) -> None:
        self.table, self.who, self.known = table, who, known
        self.texts = texts  # whether the sheet's numbers are text (CSV)
        self.twins: set[str] = set()  # numbers that are the ids of several units
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
        cell = row.get(self.table.first("unit") or 0)
        if is_one_of_twins(cell, self.known.unit_twins, texts=self.texts):
            self.twins.add(said[0])
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
        if column is None:
            return ""
        return period_of(row.get(column)) if role == "period" else text_of(row.get(column))

    def identity(self, unit: str, period: str, asked: str, said: tuple[str, str]) -> Identity:
        """Whose figures: the column's word goes before the row's, the row's before the head's."""
        who = self.who
        if asked:
            if self.table.by_unit:
                return Identity(plan=who.plan, period=period or who.period, unknown_unit=asked)
            return Identity(plan=who.plan, unit=unit or who.unit, unknown_period=asked)
        if unit or said[0]:
            about = period or row_period(said[1]) or who.period
            sure = not unit and said[0] not in self.twins
            found = find_unit(said[0], self.known, about) if sure else None
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
