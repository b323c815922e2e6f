"""Whose file is it, for which period, of which plan, from whom: what decides about all of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import polars as pl

from kpi.checks.periods import period_or_none
from kpi.periods import Period
from kpi.plan.form_rows import form_version
from kpi.plan.model import Plan, Unit
from kpi.records.submission import Submission

Folders = tuple[str, ...]

_SCHEMA = {
    "row": pl.Int64,
    "unit": pl.String,
    "period": pl.String,
    "plan_said": pl.String,
    "plan_expected": pl.String,
    "unit_known": pl.Boolean,
    "period_known": pl.Boolean,
    "sender_allowed": pl.Boolean,
    "version_said": pl.String,
    "version_expected": pl.String,
}


def identity_frame(
    plan: Plan, under_check: Sequence[Submission], versions: FormVersions
) -> pl.DataFrame:
    """One row per submission: row (sub), whose it is, and what the rules of identity look at."""
    folders = sender_folders(u.senders for u in plan.units)
    rows = [
        _facts(plan, p, versions, folders)
        for p in under_check
        if not p.read.attachment and _was_read(p)
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


def _was_read(submission: Submission) -> bool:
    """Whether the reader found a table at all; else its own problems say all there is to say."""
    stopped = any(p.severity == "file" for p in submission.read.problems)
    return bool(submission.unit and submission.period) or not stopped


def _facts(
    plan: Plan,
    submission: Submission,
    versions: FormVersions,
    folders: frozenset[Folders],
) -> tuple[object, ...]:
    period = period_or_none(submission.period)
    unit = plan.unit_by_id.get(submission.unit)
    said = submission.read.version or None
    return (
        submission.sub,
        submission.unit,
        submission.period,
        submission.read.plan or None,
        plan.id,
        unit is not None,
        period is not None,
        None if unit is None else _from_a_sender(unit, submission, folders),
        said,
        versions.expected(submission.unit, period, said) if unit and period and said else None,
    )


def _from_a_sender(unit: Unit, submission: Submission, folders: frozenset[Folders]) -> bool:
    """Whether it comes from who may send for the unit; what is entered here has no sender."""
    entered = submission.arrival.entered
    return entered or sender_allowed(unit.senders, submission.file, folders)


def sender_allowed(
    senders: Sequence[str], path: str, folders: frozenset[Folders] = frozenset()
) -> bool:
    """Whether an inbox path is one of a sender's (no senders: any may send).

    A sender that is a folder (`xa/c`) stands at the beginning of the path, whole names alone. One
    that is an address (`vanthu@c.vn`) is the first folder of the path that is an address: what a
    sender calls the folders inside his own says nothing. `folders` are those of all senders of the
    plan: inside a folder that is somebody's, no address counts.
    """
    if not senders:
        return True
    own = sender_folders([senders])
    above = _folders(path)[:-1]
    leading = {above[:length] for length in range(1, len(above) + 1)}
    if own & leading:
        return True
    address = next((name for name in above if "@" in name), "")
    return bool(address) and not folders & leading and (address,) in map(_folders, senders)


def sender_folders(senders: Iterable[Sequence[str]]) -> frozenset[Folders]:
    """The senders that are folders, not addresses."""
    found = (_folders(sender) for several in senders for sender in several)
    return frozenset(f for f in found if f and not _is_address(f))


def _folders(path: str) -> Folders:
    """The names between the slashes, in one normal form and without regard to case."""
    plain = unicodedata.normalize("NFC", path).replace("\\", "/").casefold()
    return tuple(name for name in plain.split("/") if name)


def _is_address(folders: Folders) -> bool:
    return len(folders) == 1 and "@" in folders[0]


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
