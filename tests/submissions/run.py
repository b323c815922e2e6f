"""Runs the corpus through the real reader and the real checks, once, and counts."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kpi.checks.batch import check_batch
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.reading.one_file import read_one
from kpi.records.answers import Answer, FileRead
from kpi.records.arrival import Arrival
from kpi.records.problems import Problem
from kpi.records.submission import Submission
from kpi.warehouse.store import open_warehouse
from tests.office import convert
from tests.submissions.case import Case
from tests.submissions.plan import plan

MODULES = (
    "good.forms", "good.heads", "good.rows", "good.crossed", "good.who", "good.writings",
    "good.programs", "good.former", "good.noise", "bad.unknown", "bad.columns", "bad.cells",
    "bad.files", "bad.marks", "bad.formats", "bad.quoted",
)  # fmt: skip


def cases() -> list[Case]:
    found = [
        case
        for name in MODULES
        for case in importlib.import_module(f"tests.submissions.{name}").CASES
    ]
    assert len({c.name for c in found}) == len(found)
    return found


@dataclass(frozen=True)
class Ran:
    """What became of a case: what the reader said, and each submission after the checks."""

    case: Case
    reading: FileRead
    checked: tuple[Submission, ...]


def run(wanted: Iterable[Case], folder: Path) -> dict[str, Ran]:
    """Every case made, saved again by LibreOffice where it asks for that, read and checked."""
    files = made(list(wanted), folder)
    readings = {
        case.name: read_one(
            path,
            case.sent_as or path.name,
            datetime.fromisoformat(f"{case.received}T03:00"),
            plan(),
        )
        for case, path in files
    }
    checked = _checked([case for case, _ in files], readings, folder)
    return {
        case.name: Ran(case, readings[case.name], tuple(checked.get(case.name, ())))
        for case, _ in files
    }


def made(wanted: list[Case], folder: Path) -> list[tuple[Case, Path]]:
    files: dict[str, Path] = {}
    again: dict[tuple[str, str], list[Case]] = {}
    for number, case in enumerate(wanted):
        own = folder / str(number)
        own.mkdir()
        files[case.name] = case.make(own)
        if case.resaved:
            again.setdefault(case.resaved, []).append(case)
    for number, ((kind, options), group) in enumerate(again.items()):
        sources = []
        for place, case in enumerate(group):
            source = folder / f"to-{number}-{place}{files[case.name].suffix}"
            source.write_bytes(files[case.name].read_bytes())
            sources.append(source)
        saved = convert(sources, kind, folder / f"saved-{number}", options)
        for case, path in zip(group, saved, strict=True):
            target = files[case.name].with_suffix(f".{kind}")
            target.write_bytes(path.read_bytes())
            files[case.name] = target
    return [(case, files[case.name]) for case in wanted]


def _checked(
    wanted: list[Case], readings: Mapping[str, FileRead], folder: Path
) -> dict[str, list[Submission]]:
    """All cases in one batch. Each has units of its own, so that no case is a correction or a
    copy of another."""
    home = Home(folder / "home")
    arrivals, given = [], []
    for number, case in enumerate(wanted):
        moment = datetime.fromisoformat(f"{case.received}T03:00")
        path = case.sent_as or case.name
        arrivals.append(
            Arrival(f"{number}/{path}", f"case-{number}", 1, moment, moment, folder / path)
        )
        given.append(_own(readings[case.name], number, arrivals[-1].path))
    with open_warehouse(home) as warehouse:
        result = check_batch(warehouse.con, _plan_of(len(wanted)), arrivals, given)
    found: dict[str, list[Submission]] = {}
    for submission in result.submissions:
        number = int(submission.arrival.path.partition("/")[0])
        found.setdefault(wanted[number].name, []).append(_alone(submission))
    return found


def _own(read: FileRead, number: int, path: str) -> FileRead:
    """What was read, of units of the case's own; what is said of a member of an archive stands
    under the archive's path."""

    def unit(name: str) -> str:
        return f"{name}~{number}" if name else ""

    def of_member(problem: Problem) -> Problem:
        archive, found, member = problem.file.partition(".zip/")
        file = f"{path}/{member}" if found and archive else problem.file
        return replace(problem, unit=unit(problem.unit), file=file)

    return replace(
        read,
        submissions=tuple(replace(s, unit=unit(s.unit)) for s in read.submissions),
        problems=tuple(map(of_member, read.problems)),
    )


def _plan_of(count: int) -> Plan:
    whole = plan()
    numbers = range(count)
    return replace(
        whole,
        units=tuple(replace(u, id=f"{u.id}~{n}", was=()) for u in whole.units for n in numbers),
        indicators=tuple(
            replace(i, reporters=tuple(f"{r}~{n}" for r in i.reporters for n in numbers))
            for i in whole.indicators
        ),
    )


def _alone(submission: Submission) -> Submission:
    problems = tuple(p for p in submission.problems if p.rule != "copy_of_other_unit")
    outcome = submission.outcome
    if outcome == "accepted_with_warnings" and not any(
        p.severity == "warning" and not p.answered for p in problems
    ):
        outcome = "accepted"
    read = replace(submission.read, unit=submission.unit.partition("~")[0])
    return replace(submission, read=read, problems=problems, outcome=outcome)


def figure(answer: Answer) -> Any:
    """An answer as the cases write it."""
    if answer.held_by:
        return f"? {answer.held_by}"
    if answer.state in ("not_applicable", "withheld", "none_occurred"):
        return answer.state
    pair = (answer.numerator, answer.denominator)
    value = answer.done_on or (answer.value if answer.numerator is None else pair)
    return ("estimate", value) if answer.state == "estimate" else value


@dataclass
class Count:
    """Over all figures that senders meant or that were taken."""

    right: int = 0
    asked: int = 0
    wrong: int = 0

    def add(self, meant: Any, got: Any) -> None:
        if isinstance(got, str) and got.startswith("?"):
            self.asked += 1
        elif got == meant:
            self.right += 1
        else:
            self.wrong += 1


def counted(ran: Iterable[Ran]) -> Count:
    """Read right, asked back, or wrong. A whole file that is refused asks for all that it holds."""
    count = Count()
    for one in ran:
        meant = {(s.unit, s.period): s.figures for s in one.case.subs}
        for read in one.reading.submissions:
            refused = any(p.severity == "file" for p in read.problems)
            wanted = meant.get((read.unit, read.period), {})
            for answer in read.answers:
                got = "? file" if refused else figure(answer)
                count.add(wanted.get(answer.indicator), got)
    return count


def writings() -> Count:
    """The same over the table of writings that the grammar of cells is tested with."""
    from kpi.workbooks.grid import Cell
    from tests.reading import writings as page
    from tests.reading.conftest import AROUND

    plain = replace(AROUND, plain=True)
    read = [
        *((t, page.meaning_of(Cell("text", page.unquoted(w)), c)) for c, w, t, _ in
          page.rows_under(page.TEXTS)),
        *((t, page.meaning_of(page.cell_of(page.unquoted(v), f), c)) for c, v, f, t, _ in
          page.rows_under(page.CELLS)),
        *((t, page.meaning_of(Cell("text", page.unquoted(w)), c, plain)) for c, w, t, _ in
          page.rows_under(page.PLAIN)),
        *((t, page.meaning_of(Cell("text", page.unquoted(w)), c, page.in_the_habit(h)))
          for h, c, w, t, _ in page.rows_under(page.HABITS)),
    ]  # fmt: skip
    count = Count()
    for meant, (got, asked) in read:
        count.add(meant, f"? {asked[1]}" if asked else got)
    return count
