"""The `collect` flow: take in what has come, and give back to each unit what it should mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.console import note, out, progress
from flows.feedback import Blocked, GivenBack, give_back, tell_blocked
from flows.outcomes import told_outcome
from flows.plain import plainly
from kpi.collect import Collected, take_in
from kpi.database.frames import sql_text
from kpi.home import Home
from kpi.periods import Period, parse_period
from kpi.plan.model import Plan
from kpi.records.submission import Submission
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
        waits = self.taken.needs_attention or self.taken.silent_sources or self.blocked
        return 1 if waits else 0

    @property
    def latest(self) -> Period | None:
        """The period to look at next: of those that forms came for the one that ends last, of
        several the shortest. None where no form's period is known."""
        labels = {s.period for s in self.taken.submissions if s.period}
        periods = sorted(map(parse_period, labels), key=lambda p: (p.last_month, p.first_month))
        return periods[-1] if periods else None


def collecting(
    home: Home,
    plan: Plan,
    warehouse: Warehouse,
    now: datetime,
    *,
    run: Callable[[Any], Any] = plainly,
) -> Collection:
    """Sources to warehouse to outbox. A missing or broken file never stops the others."""
    with Bar(say("cli.collect.reading", plan.locale)) as bar:
        collected = take_in(home, plan, warehouse, now, run=run, progress=bar)
    given: GivenBack = run(give_back)(home, plan, warehouse)
    tell(home, plan, warehouse, collected, given)
    return Collection(collected, given.written, given.blocked)


class Bar:
    """A bar of progress over each batch that is read, where somebody watches."""

    def __init__(self, title: str) -> None:
        self._title, self._open = title, ExitStack()
        self._advance: Callable[[int], None] = lambda _: None

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != "read":
            return
        if done == 1:
            self._advance = self._open.enter_context(progress(total, self._title))
        self._advance(1)
        if done == total:
            self._open.close()


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
            if submission.kept:
                out(say("acts.told.waits", locale, label=submission.period))
            if submission.original and holds_macros(submission.original, submission.file):
                out(say("cli.collect.macros", locale))
    else:
        outcomes = Counter(told_outcome(s) for s in collected.submissions)
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


def line_of(plan: Plan, submission: Submission, before: Mapping[str, str]) -> str:
    """One submission: how it was taken, from whom, for when, and how many cells.

    `before` gives by content how it was taken the first time it came.
    """
    outcome = say(f"cli.outcome.{told_outcome(submission)}", plan.locale)
    if submission.outcome == "duplicate":
        first = say(f"cli.outcome.{before.get(submission.arrival.sha256, 'accepted')}", plan.locale)
        return say(
            "cli.collect.duplicate",
            plan.locale,
            outcome=outcome,
            file=submission.told_as,
            first=first,
        )
    if not (submission.unit and submission.period):
        return say(
            "cli.collect.file_unknown", plan.locale, outcome=outcome, file=submission.told_as
        )
    return say(
        "cli.collect.file",
        plan.locale,
        outcome=outcome,
        file=submission.told_as,
        unit=submission.unit,
        period=period_title(parse_period(submission.period), plan.locale),
        taken=submission.cells_in - submission.held,
        cells=submission.cells_in,
    )
