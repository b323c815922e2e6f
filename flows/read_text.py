"""How `kpi read` tells a clerk what was read: a file in a page, columns under each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flows.outcomes import told_outcome
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.records.answers import FileRead, Note, Seen
from kpi.words import say
from kpi.words.formats import period_title
from reports.explained.figure_words import figure_text

if TYPE_CHECKING:
    from kpi.records.problems import Problem
    from kpi.records.submission import Submission

_NAME_WIDTH = 44
_NOTE_WIDTH = 200
_MOST_NOTES = 20
_TAKEN = ("code", "name", "unit", "period", "value", "numerator", "denominator", "explanation",
          "note", "evidence")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """All that is said of one file. `changes` are the answers of the whole batch."""

    plan: Plan
    name: str
    submissions: Sequence[Submission]
    reading: FileRead
    changes: Sequence[Mapping[str, Any]]


def lines_of_file(told: Told) -> Iterator[str]:
    """The lines of one file: how it was understood, then each submission, then the notes."""
    locale = told.plan.locale
    seen = [s for read in told.reading.submissions for s in read.seen]
    forms = [s for s in told.submissions if not s.read.attachment]
    several = len(forms) > 1
    if several:
        yield say("cli.read.several", locale, file=told.name, count=len(forms))
        yield from _layout(seen, locale)
    for submission in told.submissions:
        yield from _submission(told, submission)
        if submission in forms and not several:
            yield from _layout(seen, locale)
        yield from _answers(told, submission)
        yield from _problems(submission.problems, locale)
        if submission.outcome != "attachment":
            yield _counts(told, submission)
    yield from _notes([n for read in told.reading.submissions for n in read.notes], locale)


def _submission(told: Told, submission: Submission) -> Iterator[str]:
    plan, locale = told.plan, told.plan.locale
    outcome = say(f"cli.outcome.{told_outcome(submission)}", locale)
    if not (submission.unit and submission.period):
        yield say("cli.collect.file_unknown", locale, outcome=outcome, file=submission.told_as)
        return
    unit = plan.unit_by_id.get(submission.unit)
    yield say(
        "cli.read.title",
        locale,
        file=submission.told_as,
        unit=unit.name if unit else submission.unit,
        period=period_title(parse_period(submission.period), locale),
        outcome=outcome,
    )


def _layout(seen: Sequence[Seen], locale: str) -> Iterator[str]:
    """Which columns were taken for what, so that a reader sees why."""
    for table in seen:
        taken = [
            say(
                "cli.read.column",
                locale,
                role=say(f"cli.read.role.{c.role}", locale),
                letters=c.letters,
                head=c.head,
            )
            for c in table.columns
            if c.role in _TAKEN
        ]
        where = {"sheet": table.sheet, "row": table.row, "columns": "; ".join(taken)}
        yield say("cli.read.layout" if table.sheet else "cli.read.layout_csv", locale, **where)
        asked = [f"{c.letters} “{c.head}”" for c in table.columns if c.role == "asked"]
        if asked:
            yield say("cli.read.asked", locale, columns="; ".join(asked))
        passed = [
            f"{c.letters} “{c.head}”"
            for c in table.columns
            if c.role not in (*_TAKEN, "asked", "ordinal", "unit_of_measure")
        ]
        if passed:
            yield say("cli.read.passed", locale, columns="; ".join(passed))


def _answers(told: Told, submission: Submission) -> Iterator[str]:
    rows = [r for r in told.changes if r["sub"] == submission.sub and submission.sub >= 0]
    plan, locale = told.plan, told.plan.locale
    table = [
        (row["cell"], row["indicator"], _cut(plan.indicator_by_id[row["indicator"]].name),
         f"{figure_text(row, locale)} ({_change(row, locale)})")
        for row in rows
    ]  # fmt: skip
    widths = [max((_width(line[n]) for line in table), default=0) for n in range(3)]
    for cell, code, name, figure in table:
        yield (
            f"  {_padded(cell, widths[0])}  {_padded(code, widths[1])}"
            f"  {_padded(name, widths[2])}  {figure}"
        )


def _change(row: Mapping[str, Any], locale: str) -> str:
    before = figure_text({k[4:]: v for k, v in row.items() if k.startswith("old_")}, locale)
    return say(f"cli.read.change.{row['change']}", locale, before=before)


def _problems(problems: Sequence[Problem], locale: str) -> Iterator[str]:
    for problem in problems:
        severity = say(f"cli.read.severity.{problem.severity}", locale)
        told = say("cli.read.answered", locale, text=problem.answered) if problem.answered else ""
        yield f"  ! {severity}: {problem.message}{told}"


def _counts(told: Told, submission: Submission) -> str:
    taken = [r["change"] for r in told.changes if r["sub"] == submission.sub]
    counts = {change: taken.count(change) for change in ("loaded", "superseded", "unchanged")}
    return say(
        "cli.read.counts",
        told.plan.locale,
        taken=len(taken),
        held=submission.held,
        cells=submission.cells_in,
        **counts,
    )


def _notes(notes: Sequence[Note], locale: str) -> Iterator[str]:
    if not notes:
        return
    yield say("cli.read.notes", locale)
    for one in notes[:_MOST_NOTES]:
        place = f"{one.sheet}!{one.cell}: " if one.sheet else f"{one.cell}: " if one.cell else ""
        yield f"    {place}{_cut(' '.join(one.text.split()), _NOTE_WIDTH)}"
    if len(notes) > _MOST_NOTES:
        yield say("cli.read.more_notes", locale, count=len(notes) - _MOST_NOTES)


def _cut(text: str, width: int = _NAME_WIDTH) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _width(text: str) -> int:
    return len(unicodedata.normalize("NFC", text))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
