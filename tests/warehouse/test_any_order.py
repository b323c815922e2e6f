"""Submissions and acts in any order against a plain model: what is in force at every moment, the
books, and a second warehouse that is told the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.checks.under_check import ANSWER_SCHEMA
from kpi.checks.verdicts import Checked
from kpi.database.frames import query
from kpi.periods import parse_period
from kpi.records.act import Act
from kpi.records.answers import SubmissionRead
from kpi.records.arrival import Arrival
from kpi.records.submission import Submission
from kpi.warehouse.acts import apply_act
from kpi.warehouse.books import unbalanced
from kpi.warehouse.digest import acts_digest, run_digests
from kpi.warehouse.load import load_batch
from kpi.warehouse.plans import register_plan
from kpi.warehouse.store import open_empty
from tests.plans import a_count, a_plan

PLAN = a_plan(indicators=(a_count("N1"), a_count("N2")))
START = datetime(2024, 7, 1)
UNITS, PERIODS, CODES = ("A", "B"), ("2024-05", "2024-06"), ("N1", "N2")
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Sent:
    """A submission of a unit; `early` hours before the moment at which it is taken in."""

    unit: str
    period: str
    values: dict[str, float]
    early: int


@dataclass(frozen=True)
class Withdrawn:
    """`which` counts the submissions from the last; None: by unit and period."""

    which: int | None
    unit: str
    period: str
    indicator: str


@dataclass(frozen=True)
class Turned:
    """A period that is closed or opened."""

    kind: str
    period: str


Step = Sent | Withdrawn | Turned
STEPS = st.lists(
    st.one_of(
        st.builds(
            Sent, st.sampled_from(UNITS), st.sampled_from(PERIODS),
            st.dictionaries(st.sampled_from(CODES), st.integers(1, 3).map(float), min_size=1),
            st.sampled_from((0, 0, 0, 30)),
        ),
        st.builds(
            Withdrawn, st.none() | st.integers(0, 3), st.sampled_from(UNITS),
            st.sampled_from(PERIODS), st.sampled_from(("", *CODES)),
        ),
        st.builds(
            Turned, st.sampled_from(("close", "reopen")),
            st.sampled_from((*PERIODS, "2024-Q2")),
        ),
    ),
    max_size=12,
)  # fmt: skip


@dataclass
class Version:
    sub: int
    key: Key
    value: float
    known: datetime
    out: datetime | None = None
    is_kept: bool = False


@dataclass
class Model:
    """What should be in force, worked out version by version."""

    versions: list[Version] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    subs: int = 0

    def is_closed(self, period: str) -> bool:
        return any(parse_period(c).contains(parse_period(period)) for c in self.closed)

    def take(self, step: Step, now: datetime) -> None:
        match step:
            case Sent():
                known, is_kept = now - timedelta(hours=step.early), self.is_closed(step.period)
                for code, value in step.values.items():
                    key = (step.unit, step.period, code)
                    version = Version(self.subs, key, value, known, is_kept=is_kept)
                    self.versions.append(version)
                self.subs += 1
            case Withdrawn():
                for version in self.versions:
                    if version.out is None and not version.is_kept and self.names(step, version):
                        version.out = now
            case Turned(kind="close"):
                self.closed.add(step.period)
            case Turned():
                self.closed.discard(step.period)
                for version in self.versions:
                    if version.is_kept and not self.is_closed(version.key[1]):
                        version.is_kept, version.known = False, now

    def names(self, step: Withdrawn, version: Version) -> bool:
        if step.which is not None:
            return version.sub == self.subs - 1 - step.which
        unit, period, code = version.key
        return (unit, period) == (step.unit, step.period) and step.indicator in ("", code)

    def in_force(self, as_of: datetime) -> dict[Key, float]:
        found: dict[Key, tuple[datetime, int, float]] = {}
        for v in self.versions:
            if v.is_kept or v.known > as_of or (v.out is not None and v.out <= as_of):
                continue
            found[v.key] = max(found.get(v.key, (START - timedelta(days=9), -1, 0.0)),
                               (v.known, v.sub, v.value))  # fmt: skip
        return {key: value for key, (_, _, value) in found.items()}


def moments(steps: list[Step]) -> Iterator[tuple[datetime, Step]]:
    for day, step in enumerate(steps):
        yield START + timedelta(days=day), step


def told(steps: list[Step]):
    """A warehouse that is told the steps, and the runs that it made."""
    con, names, runs = open_empty(), [], []
    version = register_plan(con, PLAN, START)
    for number, (now, step) in enumerate(moments(steps)):
        if isinstance(step, Sent):
            loaded = load_batch(con, batch(step, number, now), version, now, f"run-{number}")
            names.append(loaded[0].name)
            runs.append(f"run-{number}")
            continue
        act = Act(f"act-{number}", "withdraw", now, "an", "vì", PLAN.sha256)
        if isinstance(step, Turned):
            apply_act(con, PLAN, replace(act, kind=step.kind, period=step.period))
        elif step.which is None:
            about = {"unit": step.unit, "period": step.period, "indicator": step.indicator}
            apply_act(con, PLAN, replace(act, **about))
        elif step.which < len(names):
            apply_act(con, PLAN, replace(act, submission=names[-1 - step.which]))
    return con, runs


def batch(step: Sent, number: int, now: datetime) -> Checked:
    known = now - timedelta(hours=step.early)
    arrival = Arrival(f"{number}.csv", f"{number:064x}", 1, known, known, Path("x"))
    read = SubmissionRead(step.unit, step.period)
    count = len(step.values)
    submission = Submission(arrival, read, sub=0, outcome="accepted", cells_in=count)
    rows = [
        {"row": n, "sub": 0, "unit": step.unit, "period": step.period, "indicator": code,
         "state": "value", "value": value, "has_explanations": True}
        for n, (code, value) in enumerate(step.values.items())
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=ANSWER_SCHEMA).with_columns(questioned=pl.lit(value=False))
    return Checked(PLAN, (arrival,), (submission,), frame)


@given(STEPS)
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)
def test_submissions_and_acts_in_any_order_come_to_what_the_model_says(steps: list[Step]) -> None:
    con, runs = told(steps)
    model = Model()
    for now, step in moments(steps):
        model.take(step, now)
    for now, _ in [*moments(steps), (START + timedelta(days=99), None)]:
        found = query(con, "SELECT unit, period, indicator, value FROM in_force($at)", {"at": now})
        assert {(u, p, i): v for u, p, i, v in found.rows()} == model.in_force(now), now
    assert unbalanced(con) == ()
    again, _ = told(steps)
    assert run_digests(again, runs) == run_digests(con, runs)
    assert acts_digest(again) == acts_digest(con)
    con.close()
    again.close()
