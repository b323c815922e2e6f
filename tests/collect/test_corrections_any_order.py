"""Forms, corrections, excuses and closings in any order, as the commands do them: every past state
is told again byte for byte, the books balance, nothing is found wrong, and a warehouse that is
built again is the same.

What an assessment reads of the warehouse is compared at every moment, its results at one of them;
files are read and checked in this process. `KPI_CORRECTIONS_EXAMPLES=200` tries more, at random;
one example goes through everything as the commands do it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows import acts, closing, entering
from flows.cli import status_of
from kpi.assessment import assess
from kpi.assessment.models import models
from kpi.collect import collect, rebuild
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.verify import check_home
from kpi.warehouse.books import unbalanced
from kpi.warehouse.export import export_frame
from kpi.warehouse.store import open_warehouse
from tests.collect.conftest import PLAN, put
from tests.collect.in_process import in_this_process
from tests.plans import a_home, read_text

START = datetime(2024, 7, 1, 3)
PERIODS = [parse_period(label) for label in ("2024-05", "2024-06", "2024-Q2", "2024-07")]
MONTHS = ("2024-05", "2024-06")
FOLDERS = {"HU-A": "", "HU-B": "huyen-b/"}
EXAMPLES = int(os.environ.get("KPI_CORRECTIONS_EXAMPLES", "0"))
READ = {  # what an assessment reads of the warehouse, without the rows' own places
    "known_report": "SELECT * EXCLUDE (answer) FROM known_report ORDER BY ALL",
    "fact": "SELECT * FROM fact ORDER BY ALL",
    "excused": "SELECT * FROM excused ORDER BY ALL",
}
TABLES = {
    "submission": "SELECT * FROM submission ORDER BY sequence",
    "observation": "SELECT * FROM observation ORDER BY sequence, indicator",
    "problem": "SELECT * FROM problem ORDER BY submission, ordinal",
    "statement": "SELECT * FROM statement ORDER BY submission, ordinal",
    "act": "SELECT * FROM act ORDER BY sequence",
    "set_aside": "SELECT * FROM set_aside ORDER BY submission, act, since",
    "plan_version": "SELECT * FROM plan_version ORDER BY plan_version",
}


@dataclass(frozen=True)
class Form:
    """A form of a unit; a figure is a number, `…` or blank. Later ones of the unit and month are
    corrections, those after the due day are late."""

    unit: str
    month: str
    classes: str
    parts: tuple[int, int] | None

    def rows(self) -> list[str]:
        known = f"{self.parts[0]},{self.parts[1]}" if self.parts else ","
        head = f"{self.unit},{self.month}"
        return [f"{head},N1,,,{self.classes},,", f"{head},R1,{known},,,"]


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]


Step = Form | Command
UNITS, SOME_MONTH = st.sampled_from(sorted(FOLDERS)), st.sampled_from(MONTHS)
CODES = st.sampled_from(("N1", "R1"))
WHY = ("--reason", "Lý do (thử)")
VALUES = {"N1": "5", "R1": "3/4"}


def command(*parts: st.SearchStrategy[str] | str) -> st.SearchStrategy[Command]:
    given = (part if isinstance(part, st.SearchStrategy) else st.just(part) for part in parts)
    return st.tuples(*given).map(Command)


ENTERED = st.tuples(UNITS, SOME_MONTH, CODES).map(
    lambda given: Command(("enter", *given, VALUES[given[2]], *WHY))
)
STEPS = st.lists(
    st.tuples(
        st.one_of(
            st.builds(
                Form, UNITS, SOME_MONTH, st.sampled_from(("7", "8", "…", "")),
                st.none() | st.tuples(st.integers(0, 4), st.integers(4, 6)),
            ),
            st.builds(
                Form, UNITS, SOME_MONTH, st.sampled_from(("7", "8", "9")),
                st.tuples(st.integers(0, 4), st.integers(4, 6)),
            ),
            command("withdraw", UNITS, SOME_MONTH, *WHY),
            command("withdraw", UNITS, SOME_MONTH, CODES, *WHY),
            ENTERED,
            command("excuse", UNITS, st.sampled_from((*MONTHS, "2024-Q2")), *WHY),
            command("close", st.sampled_from((*MONTHS, "2024-Q2")), "--by", "Nguyễn Văn An"),
            command("reopen", st.sampled_from((*MONTHS, "2024-Q2")), *WHY),
        ),
        st.integers(1, 20),  # days since the step before
    ),
    min_size=3,
    max_size=9,
)  # fmt: skip


def moments(steps: list[tuple[Step, int]]) -> Iterator[tuple[datetime, Step]]:
    now = START
    for step, days in steps:
        now += timedelta(days=days)
        yield now, step


def take(home: Home, plan: Plan, now: datetime, number: int, step: Step) -> None:
    """One step at its moment; what a command refuses changes nothing."""
    if isinstance(step, Form):
        put(home, f"{FOLDERS[step.unit]}{number}.csv", *step.rows())
        collect(home, plan, now)
        return
    with pytest.MonkeyPatch.context() as patched:
        for room in (acts, closing, entering):
            patched.setattr(room, "now_utc", lambda: now)
        assert status_of([*step.words, "--home", str(home.root)]) in {0, 1}


def state(home: Home, plan: Plan, as_of: datetime) -> bytes:
    """What is known at a moment: what an assessment reads of the warehouse, and the exports."""
    with (
        open_warehouse(home) as warehouse,
        assess(warehouse.con, plan, PERIODS, as_of=as_of, tables=tuple(READ)) as found,
    ):
        told = [found.peek(sql).write_csv() for sql in READ.values()]
        for what in ("observations", "submissions", "problems"):
            shown = export_frame(warehouse.con, what, None, as_of, plan.timezone)
            told.append(shown.write_csv())
    return "\n".join(told).encode()


def results(home: Home, plan: Plan, as_of: datetime) -> bytes:
    with (
        open_warehouse(home) as warehouse,
        assess(warehouse.con, plan, PERIODS, as_of=as_of) as found,
    ):
        return found.results().write_csv().encode()


def stored(home: Home) -> dict[str, list[tuple[object, ...]]]:
    with open_warehouse(home) as warehouse:
        return {name: warehouse.con.execute(sql).fetchall() for name, sql in TABLES.items()}


def is_balanced(home: Home) -> bool:
    with open_warehouse(home) as warehouse:
        return unbalanced(warehouse.con) == ()


ALL_KINDS: list[tuple[Step, int]] = [
    (Form("HU-B", "2024-06", "8", (3, 4)), 3),
    (Command(("withdraw", "HU-A", "2024-06", "N1", *WHY)), 2),
    (Command(("enter", "HU-A", "2024-06", "N1", "5", *WHY)), 1),
    (Command(("excuse", "HU-B", "2024-Q2", *WHY)), 5),
    (Command(("close", "2024-Q2", "--by", "Nguyễn Văn An")), 4),
    (Form("HU-A", "2024-06", "9", (2, 5)), 10),
    (Form("HU-A", "2024-05", "…", (2, 5)), 1),
    (Command(("reopen", "2024-Q2", *WHY)), 3),
    (Command(("withdraw", "HU-A", "2024-06", *WHY)), 1),
    (Form("HU-A", "2024-06", "9", (2, 5)), 1),
]


def test_an_assessment_reads_nothing_else_of_the_warehouse() -> None:
    """Else `state` would have to tell more; `plan_version` is the plan, which is given here."""
    reading = {m.name for m in models() if m.reads & TABLES.keys()}
    assert reading == READ.keys() - {"excused"}  # made by `load_inputs`


def all_is_told_again(steps: list[tuple[Step, int]], judged: int, *, deep: bool = False) -> None:
    """`judged`: the number of the moment of which the results are compared too; `deep`: `verify`
    builds the warehouse once more itself."""
    with tempfile.TemporaryDirectory(prefix="kpi-any-order-") as name:
        home = a_home(Path(name) / "nhà", PLAN)
        plan = read_text(home.plan.read_text(encoding="utf-8"))
        put(home, "0.csv", *Form("HU-A", "2024-06", "7", (12, 15)).rows())
        collect(home, plan, START)
        known, judgement = {START: state(home, plan, START)}, {}
        for number, (now, step) in enumerate(moments(steps), start=1):
            take(home, plan, now, number, step)
            known[now] = state(home, plan, now)
            if number == judged:
                judgement[now] = results(home, plan, now)
            assert is_balanced(home)
        end = max(known) + timedelta(hours=1)
        assert {at: state(home, plan, at) for at in known} == known
        assert {at: results(home, plan, at) for at in judgement} == judgement
        assert check_home(home, end, deep=deep).findings == ()
        before = stored(home)
        rebuild(home, end)
        assert stored(home) == before  # so every state is the same too
        assert check_home(home, end).findings == ()


@given(STEPS, st.integers(1, 9))
@example(ALL_KINDS, 5)
@settings(max_examples=EXAMPLES or 10, derandomize=not EXAMPLES, database=None)
def test_every_past_state_is_told_again_whatever_came_and_was_decided_since(
    steps: list[tuple[Step, int]], judged: int
) -> None:
    with in_this_process():
        all_is_told_again(steps, 1 + judged % len(steps))


def test_every_past_state_is_told_again_as_the_commands_do_it() -> None:
    all_is_told_again(ALL_KINDS, 5, deep=True)
