"""Whose file is it, for which period, of which plan, from whom: what decides about all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import polars as pl

from kpi.checks.engine import Expect, findings
from kpi.checks.parcels import Parcel
from kpi.checks.periods import period_or_none
from kpi.periods import Period
from kpi.plan.form_rows import form_version
from kpi.plan.model import Plan

SUITE = (
    Expect("wrong_plan", "equal", "plan_said", "plan_expected"),
    Expect("unknown_unit", "true", "unit_known"),
    Expect("unknown_period", "true", "period_known"),
    Expect("wrong_sender", "true", "sender_allowed"),
    Expect("other_form_version", "equal", "version_said", "version_expected"),
)

_SCHEMA = {
    "row": pl.Int64,
    "plan_said": pl.String,
    "plan_expected": pl.String,
    "unit_known": pl.Boolean,
    "period_known": pl.Boolean,
    "sender_allowed": pl.Boolean,
    "version_said": pl.String,
    "version_expected": pl.String,
}


def identity_findings(
    plan: Plan, parcels: Sequence[Parcel], versions: FormVersions
) -> list[tuple[str, int]]:
    """(rule, sub) for every submission whose identity breaks a rule."""
    rows = [_facts(plan, p, versions) for p in parcels if not p.attachment and _was_read(p)]
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    return findings("identity", frame, SUITE)


def _was_read(parcel: Parcel) -> bool:
    """Whether the reader found a table at all; else its own problems say all there is to say."""
    stopped = any(p.severity == "file" for p in parcel.problems)
    return bool(parcel.unit and parcel.period) or not stopped


def _facts(plan: Plan, parcel: Parcel, versions: FormVersions) -> tuple[object, ...]:
    period = period_or_none(parcel.period)
    unit = plan.unit_by_id.get(parcel.unit)
    said = parcel.version or None
    return (
        parcel.sub,
        parcel.plan or None,
        plan.id,
        unit is not None,
        period is not None,
        None if unit is None else sender_allowed(unit.senders, parcel.arrival.path),
        said,
        versions.expected(parcel.unit, period, said) if unit and period and said else None,
    )


def sender_allowed(senders: Sequence[str], path: str) -> bool:
    """Whether an inbox path lies in a folder of one of the senders (no senders: any may send).

    A sender is an address or a folder: one folder's name, or several with slashes between.
    """
    if not senders:
        return True
    folders = [part.casefold() for part in PurePosixPath(path).parent.parts]
    return any(_lies_in(folders, s.casefold().strip("/").split("/")) for s in senders)


def _lies_in(folders: list[str], sender: list[str]) -> bool:
    starts = range(len(folders) - len(sender) + 1)
    return any(folders[start : start + len(sender)] == sender for start in starts)


class FormVersions:
    """Versions of the forms of one plan; each is worked out once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, Period, bool], str] = {}

    def expected(self, unit: str, period: Period, said: str) -> str:
        """The version that the form should have; a backfill form has its own."""
        if said == self._version(unit, period, backfill=False):
            return said
        if said == self._version(unit, period, backfill=True):
            return said
        return self._version(unit, period, backfill=False)

    def _version(self, unit: str, period: Period, *, backfill: bool) -> str:
        kind = Period(0, period.months, period.kind)
        key = (unit, kind, backfill)
        if key not in self._known:
            self._known[key] = form_version(self._plan, unit, kind, backfill=backfill)
        return self._known[key]
