"""The `collect` flow: take in what has come, and give back to each unit what it should mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.console import note, out, progress
from flows.feedback import Blocked, GivenBack, give_back, tell_blocked
from flows.plain import plainly
from kpi.collect import Collected, CollectedSubmission, batches
from kpi.collect import steps as step
from kpi.database.frames import sql_text
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.warehouse.store import Warehouse
from kpi.words import say
from kpi.words.formats import period_title
from kpi.workbooks.guard import holds_macros

LINES_AT_MOST = 60  # a backlog of thousands is told by counts


@dataclass(frozen=True, slots=True)
class Collection:
    """What one run took in and gave back; `blocked` are feedback files that it could not replace.
    `exit_status` is 1 if something needs attention."""

    taken: Collected
    feedback: tuple[Path, ...]
    blocked: tuple[Blocked, ...] = ()

    @property
    def exit_status(self) -> int:
        return 1 if self.taken.needs_attention or self.blocked else 0


def collecting(
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    now: datetime,
    *,
    run: Callable[[Any], Any] = plainly,
) -> Collection:
    """Inbox to warehouse to outbox. A missing or broken file never stops the others."""
    run(step.prepare)(home, plan, warehouse, now)
    arrivals = run(step.find_arrivals)(home, plan, warehouse, now)
    taken: list[CollectedSubmission] = []
    for batch in batches(arrivals):
        readings = run(read_with_a_bar)(home, plan, batch)
        checked = run(step.check_batch)(plan, warehouse, batch, readings)
        taken += run(step.load_batch)(home, plan, warehouse, now, checked)
    collected = Collected(tuple(taken))
    given: GivenBack = run(give_back)(home, plan, warehouse)
    tell(home, plan, warehouse, collected, given)
    return Collection(collected, given.written, given.blocked)


def read_with_a_bar(home: Home, plan: Plan, batch: Sequence[Any]) -> Any:
    """The readings of a batch, with a bar of progress where somebody watches."""
    with progress(len(batch), say("cli.collect.reading", plan.locale)) as advance:
        return step.read_arrivals(home, plan, batch, progress=lambda *_: advance(1))


def tell(
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    collected: Collected,
    given: GivenBack,
) -> None:
    """What was taken in, and where feedback lies, also that of an earlier run."""
    if collected.submissions:
        _tell_taken(plan, warehouse, collected)
    else:
        out(say("cli.collect.nothing", plan.locale, inbox=home.inbox))
    if given.written:
        folder = home.data / "outbox"
        note(say("cli.collect.feedback", plan.locale, count=len(given.written), folder=folder))
    tell_blocked(home, plan, given.blocked)


def _tell_taken(plan: Plan, warehouse: Warehouse, collected: Collected) -> None:
    """A line a submission (of many: a line an outcome), and the books."""
    locale = plan.locale
    if len(collected.submissions) <= LINES_AT_MOST:
        before = dict(warehouse.con.execute(sql_text("warehouse", "first_outcomes")).fetchall())
        for submission in collected.submissions:
            out(line_of(plan, submission, before))
            if submission.original and holds_macros(submission.original, submission.file):
                out(say("cli.collect.macros", locale))
    else:
        outcomes = Counter(s.outcome for s in collected.submissions)
        for outcome, count in sorted(outcomes.items()):
            out(f"{say(f'cli.outcome.{outcome}', locale)}: {count}")
    books = {b: collected.total(b) for b in ("cells_in", "loaded", "superseded", "unchanged")}
    out(
        say(
            "cli.collect.books",
            locale,
            files=collected.files,
            held=collected.total("held"),
            **books,
        )
    )


def line_of(plan: Plan, submission: CollectedSubmission, before: Mapping[str, str]) -> str:
    """One submission: how it was taken, from whom, for when, and how many cells.

    `before` gives by content how it was taken the first time it came.
    """
    from kpi.periods import parse_period

    outcome = say(f"cli.outcome.{submission.outcome}", plan.locale)
    if submission.outcome == "duplicate":
        first = say(f"cli.outcome.{before.get(submission.sha256, 'accepted')}", plan.locale)
        return say(
            "cli.collect.duplicate", plan.locale, outcome=outcome, file=submission.file, first=first
        )
    if not (submission.unit and submission.period):
        return say(
            "cli.collect.file_unknown", plan.locale, outcome=outcome, file=_file_of(submission)
        )
    return say(
        "cli.collect.file",
        plan.locale,
        outcome=outcome,
        file=_file_of(submission),
        unit=submission.unit,
        period=period_title(parse_period(submission.period), plan.locale),
        taken=submission.cells_in - submission.held,
        cells=submission.cells_in,
    )


def _file_of(submission: CollectedSubmission) -> str:
    """The file that a line speaks of: of an archive the member, where its problems name one."""
    inside = f"{submission.file}/"
    named = {p.file for p in submission.problems if p.file.startswith(inside)}
    return named.pop() if len(named) == 1 else submission.file
