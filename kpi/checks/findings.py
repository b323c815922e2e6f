"""The findings of one batch, gathered by submission; what they hold back and what they mark."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kpi.checks.under_check import is_of_member
from kpi.checks.wording import Row
from kpi.records.problems import Problem
from kpi.records.reader_rules import SECRET_MENTIONED
from kpi.records.submission import Submission


@dataclass(slots=True)
class Findings:
    """Problems by submission in the order found, rows held back, rows marked."""

    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    held: set[int] = field(default_factory=set)
    questioned: set[int] = field(default_factory=set)

    def add(self, sub: int, problem: Problem) -> None:
        """Keeps a problem, unless the same was said of the same place before."""
        key = _key(problem)
        if all(_key(p) != key for p in self.problems[sub]):
            self.problems[sub].append(problem)

    def about_row(self, row: Row, problem: Problem) -> None:
        """Keeps a problem of an answer with its consequence; an explanation beside the figure
        answers a warning."""
        if problem.severity == "warning":
            self.questioned.add(row["row"])
            problem = replace(problem, answered=explanation(row))
        else:
            self.held.add(row["row"])
        self.add(row["sub"], problem)

    def answer(self, row: Row) -> None:
        """Marks a figure that its submission's problems warn of, and lets its explanation answer
        them."""
        self.questioned.add(row["row"])
        self.problems[row["sub"]] = [
            replace(p, answered=explanation(row))
            if p.severity == "warning"
            and p.indicator == row["indicator"]
            and p.rule != SECRET_MENTIONED  # the explanation is what is asked about
            else p
            for p in self.problems[row["sub"]]
        ]

    def rejects(self, sub: int) -> bool:
        """Whether nothing of the submission is taken."""
        return any(p.severity == "file" for p in self.problems.get(sub, ()))


def explanation(row: Row) -> str:
    """What the sender wrote to explain a figure: a note only where nothing else was offered."""
    said: str = row["explanation"] or ("" if row["has_explanations"] else row["note"])
    return said.strip()


def start(under_check: Iterable[Submission]) -> Findings:
    """The reader's own problems, completed with the file, the unit and the period."""
    findings = Findings()
    for submission in under_check:
        for problem in submission.read.problems:
            findings.add(
                submission.sub,
                replace(
                    problem,
                    file=problem.file
                    if is_of_member(problem, submission.arrival)
                    else submission.arrival.path,
                    unit=problem.unit or submission.unit,
                    period=problem.period or submission.period,
                ),
            )
    return findings


def _key(problem: Problem) -> tuple[str, str, str, str, str]:
    return problem.rule, problem.sheet, problem.cell, problem.indicator, problem.message
