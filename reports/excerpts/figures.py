"""What the pages of one unit and of one field say, each as one frozen object.

The one rule: rows are asked of the report for all units at once and only picked here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from kpi.records.status import Status
from reports.book.problems.figures import ProblemFigures
from reports.figures.query import row_of
from reports.leading import Facts, ask
from reports.leading.alike import Alike, merged
from reports.leading.facts import AnnexRow, Behind, BehindRow
from reports.report import Report


@row_of("unit_rows")
@dataclass(frozen=True, slots=True)
class UnitRow(AnnexRow):
    """One indicator of one unit; `place` counts within the unit."""

    unit: str


@row_of("unit_behind")
@dataclass(frozen=True, slots=True)
class UnitBehindRow(BehindRow):
    """An indicator of a unit that is behind, at risk or not met."""

    unit: str


@row_of("unit_forms")
@dataclass(frozen=True, slots=True)
class OwedForm:
    """A form that a unit owes; moments are UTC without zone."""

    unit: str
    period: str
    due_at: datetime
    received_at: datetime | None
    delivery: str
    outcome: str | None


@row_of("unit_words")
@dataclass(frozen=True, slots=True)
class OwnWords:
    unit: str
    indicator: str
    unit_name: str
    text: str


@row_of("field_units")
@dataclass(frozen=True, slots=True)
class FieldUnits:
    """By name: the units that are behind in an indicator, and those without data, of `units`."""

    indicator: str
    behind: list[str]
    silent: list[str]
    units: int


SAYS_NOTHING = (Status.NOT_DUE, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many indicators of the page have each status, in the order of every legend; and those
    behind."""

    counts: tuple[tuple[str, int], ...]
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class UnitPage(Standing):
    """`open` are findings that the unit has neither answered nor mended."""

    unit: str
    unit_name: str
    forms: tuple[OwedForm, ...]
    open: tuple[ProblemFigures, ...]
    rows: tuple[UnitRow, ...]

    @property
    def told(self) -> tuple[UnitRow, ...]:
        """Those that the period says something of."""
        return tuple(r for r in self.rows if r.status not in SAYS_NOTHING)

    @property
    def apart(self) -> tuple[UnitRow, ...]:
        """Those that are not due, or not the unit's affair."""
        return tuple(r for r in self.rows if r.status in SAYS_NOTHING)


@dataclass(frozen=True, slots=True)
class FieldPage(Standing):
    field: str
    field_name: str
    facts: Facts
    units: dict[str, FieldUnits]
    rows: tuple[AnnexRow, ...]


def ask_unit(report: Report, unit: str) -> UnitPage:
    """The page of a unit of the plan; one that reports nothing has no rows."""
    rows = tuple(r for r in report.rows(UnitRow) if r.unit == unit)
    said = [w for w in report.rows(OwnWords) if w.unit == unit]
    behind = [b for b in report.rows(UnitBehindRow) if b.unit == unit]
    return UnitPage(
        unit=unit,
        unit_name=report.edition.plan.unit_by_id[unit].name,
        counts=_counts(rows),
        behind=tuple(Behind(b, _own(said, b.indicator)) for b in behind),
        forms=tuple(f for f in report.rows(OwedForm) if f.unit == unit),
        open=tuple(
            p for p in report.rows(ProblemFigures) if p.unit == unit and p.standing == "open"
        ),
        rows=rows,
    )


def ask_field(report: Report, field: str) -> FieldPage:
    """The page of a field of the plan."""
    plan, facts = report.edition.plan, ask(report)
    own = {i.id for i in plan.indicators if i.field == field}
    rows = tuple(r for r in facts.annex if r.indicator in own)
    return FieldPage(
        field=field,
        field_name=next(f.name for f in plan.fields if f.id == field),
        counts=_counts(rows),
        behind=tuple(b for b in facts.behind if b.row.indicator in own),
        facts=facts,
        units={u.indicator: u for u in report.rows(FieldUnits)},
        rows=rows,
    )


def _own(said: list[OwnWords], indicator: str) -> tuple[Alike, ...]:
    return merged((w.unit_name, w.text) for w in said if w.indicator == indicator)


def _counts(rows: tuple[AnnexRow, ...] | tuple[UnitRow, ...]) -> tuple[tuple[str, int], ...]:
    """How many rows have each status, in the order of every legend."""
    found = Counter(r.status for r in rows)
    return tuple((s, found[s]) for s in Status if found[s])
