"""Who has sent what as lists of a workbook: deliveries, debts, what is open, unclear files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from kpi.desk import DueBy
from kpi.moments import local
from kpi.periods import parse_period
from kpi.words import say
from kpi.words.formats import day, moment, period_title, sentence_case
from reports.decided import closed_text
from reports.deliveries.text import state, unit_name
from reports.listing import Column, Content, Listing, Sheet

WIDTHS = {
    "number": 6.0, "period": 22.0, "due": 13.0, "code": 12.0, "unit": 44.0, "state": 28.0,
    "received": 17.0, "days_late": 10.0, "cells": 12.0, "cells_kept": 12.0, "warnings": 12.0,
    "files": 14.0, "file": 90.0, "at": 17.0, "came_in": 44.0,
}  # fmt: skip
NARROW = {  # a list of many columns on one page's width
    "kind": 19.0, "code": 9.0, "unit": 26.0, "period": 15.0, "indicator": 10.0, "written": 10.0,
    "who": 19.0, "reason": 36.0,
}  # fmt: skip
TABLES = {"sent": "tinh_hinh_gui", "owed": "con_no", "held": "con_phai_sua", "unclear": "chua_ro",
          "decided": "dieu_chinh", "kept": "giu_lai"}  # fmt: skip


def listing_of(found: DueBy, unclear: Sequence[Path]) -> Listing:
    """The workbook; `unclear` are the files of which nobody could tell unit or period."""
    return _Lists(found).listing(unclear)


class _Lists:
    def __init__(self, found: DueBy) -> None:
        self.found, self.plan = found, found.plan
        self.locale = found.plan.locale
        self.title = period_title(found.period, self.locale)

    def say(self, key: str, **values: object) -> str:
        return say(f"due_by.book.{key}", self.locale, **values)

    def listing(self, unclear: Sequence[Path]) -> Listing:
        now = local(self.found.as_of, self.plan.timezone)
        return Listing(
            owner=self.plan.owner_on(now.date()).name,
            title=self.say("title", period=self.title),
            marking=self.plan.marking or "",
            as_of=self.say("as_of", at=moment(now, self.locale)),
            page=say("report.page", self.locale),
            sheets=(self._sent(), self._owed(), self._held(), self._unclear(unclear),
                    *self._acts()),
            locale=self.locale,
        )  # fmt: skip

    def _acts(self) -> Iterator[Sheet]:
        """What people decided, and what waits since; no sheet where there is none."""
        if self.found.decisions:
            yield self._decided()
        if self.found.kept:
            yield self._kept()

    def _sheet(
        self, key: str, heads: Sequence[str], rows: Iterator[tuple[Content, ...]],
        notes: Sequence[str] = (), widths: Mapping[str, float] = WIDTHS,
    ) -> Sheet:  # fmt: skip
        columns = [Column(self.say(f"head.{name}"), widths[name]) for name in ("number", *heads)]
        return Sheet(
            self.say(f"sheet.{key}"),
            TABLES[key],
            self.say(f"heading.{key}", period=self.title),
            tuple(notes),
            tuple(columns),
            rows=tuple((n, *row) for n, row in enumerate(rows, start=1)),
            empty=self.say(f"none.{key}"),
        )

    def _sent(self) -> Sheet:
        heads = ("period", "due", "code", "unit", "state", "received", "days_late")
        return self._sheet("sent", heads, self._sent_rows(), tuple(self._counts()))

    def _counts(self) -> Iterator[str]:
        for one in self.found.own:
            if one.expected:
                title = sentence_case(period_title(one.period, self.locale))
                counts = {"sent": one.sent, "late": one.late, "expected": len(one.expected)}
                yield self.say("counts", period=title, due=day(one.due, self.locale), **counts)

    @property
    def _not_expected(self) -> str:
        return say("due_by.not_expected", self.locale)

    def _sent_rows(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.own:
            title = sentence_case(period_title(one.period, self.locale))
            for sent in one.deliveries:
                words = sentence_case(state(self.plan, sent).partition(" (")[0])
                words += "" if sent.expected else self._not_expected
                yield (
                    title, one.due, sent.unit, unit_name(self.plan, sent.unit), words,
                    self._clock(sent.received_at), sent.days_late or None,
                )  # fmt: skip

    def _clock(self, at: datetime | None) -> datetime | None:
        if at is None:
            return None
        return local(at, self.plan.timezone).replace(tzinfo=None, second=0, microsecond=0)

    def _owed(self) -> Sheet:
        heads = ("period", "due", "days_late", "code", "unit", "state")
        return self._sheet("owed", heads, self._owed_rows())

    def _owed_rows(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.owed:
            title = sentence_case(period_title(one.debt.period, self.locale))
            for debtor in one.debt.debtors:
                key = "unreadable" if debtor.refused else "missing"
                words = sentence_case(say(f"cli.status.{key}", self.locale))
                yield (title, one.due, one.days_late, debtor.unit,
                       unit_name(self.plan, debtor.unit), words)  # fmt: skip

    def _held(self) -> Sheet:
        heads = ("code", "unit", "period", "cells", "warnings", "files")
        return self._sheet("held", heads, self._held_rows())

    def _held_rows(self) -> Iterator[tuple[Content, ...]]:
        place = {unit.id: n for n, unit in enumerate(self.plan.units)}
        for row in sorted(self.found.held, key=lambda r: place.get(r.unit, len(place))):
            title = sentence_case(period_title(parse_period(row.period), self.locale))
            yield (row.unit, unit_name(self.plan, row.unit), title, row.cells, row.warnings,
                   row.files)  # fmt: skip

    def _unclear(self, files: Sequence[Path]) -> Sheet:
        notes = [self.say("unclear_note", folder=files[0].parent)] if files else []
        return self._sheet("unclear", ("file",), ((file.name,) for file in files), notes)

    def _decided(self) -> Sheet:
        heads = ("kind", "code", "unit", "period", "indicator", "written", "who", "at", "reason")
        closed = closed_text(self.plan, self.found.closing, self.found.period)
        notes = [say("decided.closed_line", self.locale, closed=closed)] if closed else []
        return self._sheet("decided", heads, self._decided_rows(), notes, {**WIDTHS, **NARROW})

    def _decided_rows(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.decisions:
            title = sentence_case(period_title(parse_period(one.period), self.locale))
            kind = say(f"decided.kind.{one.kind}", self.locale)
            name = unit_name(self.plan, one.unit)
            yield (kind, one.unit, name, title, one.indicator, one.written, one.who,
                   self._clock(one.at), one.reason)  # fmt: skip

    def _kept(self) -> Sheet:
        heads = ("code", "unit", "period", "came_in", "cells_kept", "received")
        return self._sheet("kept", heads, self._kept_rows())

    def _kept_rows(self) -> Iterator[tuple[Content, ...]]:
        for one in self.found.kept:
            title = sentence_case(period_title(parse_period(one.period), self.locale))
            yield (one.unit, unit_name(self.plan, one.unit), title, one.file, one.cells,
                   self._clock(one.received_at))  # fmt: skip
