"""What reading one file gives: submissions, their answers, and what could not be read for certain.

An answer is one filled cell (a ratio's pair is one); a blank cell is no answer. Everything here
turns into plain JSON and back, because files are read in another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kpi.records.problems import Problem

State = Literal["value", "estimate", "none_occurred", "not_applicable", "withheld"]


class Answer(NamedTuple):
    """One indicator of one unit in one period, as read.

    A ratio has `numerator` and `denominator` and no `value`; every other measure has `value`
    (yes_no 100 or 0; milestone 100 with `done_on`, an ISO date, or 0 for not done). States
    `not_applicable` and `withheld` have no figures. `held_by` names the rule that keeps the
    answer back, else it is empty. `written` is the cell's text as a person sees it; for a ratio
    given in two cells `12 / 15`. `sheet` and `cell` are the place of the value (of the numerator
    for a pair; in a CSV the line and column as `D12`, sheet empty).
    """

    indicator: str
    state: State = "value"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    done_on: str | None = None
    written: str = ""
    sheet: str = ""
    cell: str = ""
    explanation: str = ""
    note: str = ""
    evidence: str = ""
    held_by: str = ""


class Note(NamedTuple):
    """What somebody wrote outside the table, with its place (empty for a word of ours about the
    notes themselves)."""

    sheet: str
    cell: str
    text: str


class Silent(NamedTuple):
    """An indicator whose row is there and says nothing: blank, `…`, `chưa có số liệu` (`written`,
    empty for a blank), with the cell where its figure belongs."""

    indicator: str
    sheet: str
    cell: str
    written: str


class SeenColumn(NamedTuple):
    """A column of a table: its letters, its head as written, what it was taken for (a role of
    `kpi.reading.tables.headers`, or empty if nothing is taken from it)."""

    letters: str
    head: str
    role: str


class Seen(NamedTuple):
    """A table as the reader found it: the sheet, the row of its head, its columns."""

    sheet: str
    row: int
    columns: tuple[SeenColumn, ...]


@dataclass(frozen=True, slots=True)
class SubmissionRead:
    """One unit and period of a file. `unit` and `period` are resolved ids, or empty if unknown
    (the problems then say why). `plan` and `version` are what the form says of itself, or empty.
    `words` are the filled cells of the sheet `Thuyết minh`: (heading, text) in order.
    `has_explanations` tells whether the table had a `Giải trình` column. `notes` is what stands
    outside the table; `seen` how the file's tables were understood (told by the first only);
    `silent` the rows that say nothing; `elsewhere` where a form without figures of the period has
    numbers in its column of running totals; `member` the file of an archive that it is.
    `attachment`: a document beside a form, of which only its path was looked at."""

    unit: str
    period: str
    plan: str = ""
    version: str = ""
    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    has_explanations: bool = True
    layout: Literal["form", "table", "csv"] = "form"
    notes: tuple[Note, ...] = ()
    seen: tuple[Seen, ...] = ()
    silent: tuple[Silent, ...] = ()
    elsewhere: str = ""
    member: str = ""
    attachment: bool = False


@dataclass(frozen=True, slots=True)
class FileRead:
    """All that was read from one file. Problems of the file itself (unreadable, unsafe, ...)
    stand in `problems`, and then there is no submission."""

    submissions: tuple[SubmissionRead, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
