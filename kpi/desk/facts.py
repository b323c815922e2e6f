"""The facts of one desk page, frozen: what the drawing gets, and nothing else.

One rule: every list that is shown is short and has its whole number beside it, so that a page of
thousands of units stays a page. Units, periods and indicators are ids; moments are UTC without
zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from kpi.periods import Period
from kpi.records.run import Ran

Row = TypeVar("Row")
DEBTORS = 12  # named of one period


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """A short list: the rows that are shown, and how many there are of all."""

    rows: tuple[Row, ...]
    total: int

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that needs a person: what it is, what happened and what to do, and a path below
    `data/` to open (empty: there is none)."""

    title: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One file of one unit and period; `unit` and `period` are empty where nobody can tell."""

    file: str
    unit: str
    period: str
    received_at: datetime
    outcome: str
    late: bool
    cells: int
    held: int


@dataclass(frozen=True, slots=True)
class Came(Shown[Arrived]):
    """What was taken in since a moment; with nothing since then, what the last run took in
    (`last_run`). `counts` by outcome; shown are the latest received."""

    since: datetime
    last_run: bool
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """What is still to be mended or explained: cells that were left out, figures in question
    without a reason, files of which nothing was taken."""

    cells: int
    warnings: int
    files: int


@dataclass(frozen=True, slots=True)
class HeldOf(Open):
    """What one unit still has to mend or explain, and in which periods, latest first."""

    unit: str
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held(Open):
    """The same of all units; shown are those with the most."""

    units: Shown[HeldOf]


@dataclass(frozen=True, slots=True)
class Debtor:
    """A unit that has not sent; `refused`: a file of it came that could not be taken."""

    unit: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Debt:
    """A period, how many units must send for it, and all who have not."""

    period: Period
    expected: int
    debtors: tuple[Debtor, ...]

    @property
    def missing(self) -> int:
        return len(self.debtors)

    @property
    def sent(self) -> int:
        """Units that sent the period's own form or a longer period's with its figures."""
        return self.expected - self.missing

    @property
    def shown(self) -> Shown[Debtor]:
        """The first of those who have not sent."""
        return Shown(self.debtors[:DEBTORS], self.missing)


@dataclass(frozen=True, slots=True)
class Due:
    """A period's debt, its due day, and by how many days it is late (negative: still to come)."""

    debt: Debt
    due: date
    days: int

    @property
    def days_late(self) -> int:
        return max(self.days, 0)

    @property
    def days_left(self) -> int:
        return max(-self.days, 0)


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """A feedback workbook: its path below `data/`, whose it is (empty: unclear), when written."""

    path: str
    unit: str
    period: str
    written_at: datetime
    new: bool


@dataclass(frozen=True, slots=True)
class Feedback(Shown[FeedbackFile]):
    """The workbooks to be sent. New are those of the latest run that wrote any. `unclear` are
    paths of those of files whose unit or period nobody could tell; `waiting` could not be written
    yet."""

    new: int
    unclear: Shown[str]
    waiting: int


@dataclass(frozen=True, slots=True)
class ReportLying:
    """One period's reports: paths below `data/` by kind of file, and the moment they speak of
    (None: their manifest cannot be read). Paths are empty where the report is not made yet."""

    period: Period
    as_of: datetime | None
    files: tuple[tuple[str, str], ...]
    owed: bool


@dataclass(frozen=True, slots=True)
class Reports(Shown[ReportLying]):
    """Reports, owed ones first, then the newest."""

    owed: int


@dataclass(frozen=True, slots=True)
class SourceLook:
    """When a source of the plan last answered (UTC without zone; None: never), and how many files
    it brought then."""

    source: str
    looked_at: datetime | None
    came: int


@dataclass(frozen=True, slots=True)
class WayUse:
    """When things last went out one way of the plan (UTC without zone; None: never), and how many
    then; while it gives no answer `why`, a sentence that says when it is tried again, and how many
    things wait."""

    way: str
    used_at: datetime | None
    went: int
    waiting: int
    why: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who got a thing: the receivers that have it (none: a folder), and those that were turned
    down. If the thing itself was turned down `why`, a sentence."""

    to: tuple[str, ...]
    refused: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One thing that went out, or was turned down; `what` as the plan calls it."""

    at: datetime
    way: str
    what: str
    unit: str
    period: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class SentOut(Shown[Letter]):
    """What went out by itself, the latest first."""

    ways: tuple[WayUse, ...]
    turned_down: int


@dataclass(frozen=True, slots=True)
class Ahead:
    """What comes next: the month whose figures come due, with its due day, and the next moment at
    which reports of any period do."""

    period: Period
    due: date
    reports_at: datetime


@dataclass(frozen=True, slots=True)
class Engine:
    """How the work goes: the last run (None: never), when files were last taken in, when the
    schedule last looked in, whether it lives (None: none was started), what comes next (None:
    nothing), and the last look at each source of the plan."""

    last: Ran | None
    taken_at: datetime | None
    looked_at: datetime | None
    schedule_alive: bool | None
    ahead: Ahead | None
    sources: tuple[SourceLook, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """The whole page. `came`, `held` and `due` are None where the warehouse cannot be asked, `sent`
    where the plan names no way out; `told` are units' notices of what was decided about their
    figures, the latest first."""

    made_at: datetime
    notices: tuple[Notice, ...]
    came: Came | None
    held: Held | None
    due: tuple[Due, ...] | None
    due_since: date | None
    feedback: Feedback
    reports: Reports
    engine: Engine
    sent: SentOut | None = None
    told: tuple[FeedbackFile, ...] = ()
