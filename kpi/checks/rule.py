"""What a rule of the checks is: one object, which everything else about it is derived from.

One rule: a rule's sentence stands in the catalogue, its expectation here; nothing else knows both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kpi.checks.engine import Expect, failures
from kpi.records.reader_rules import Severity

if TYPE_CHECKING:
    import polars as pl

    from kpi.checks.wording import Row, Wording
    from kpi.plan.model import Plan

# The frames that the rules look at, in the order in which a batch goes through them.
Frame = Literal[
    "identity",  # one row per submission
    "cells",  # one row per answer, with the plan's columns
    "across",  # one row per submission and rule of the plan; the plan's own rules alone are told
    "history",  # one row per answer with a past
    "missed",  # one row per answer without a word of why
    "longer",  # one row per answer and longer period around it
    "parts",  # one row per ratio
    "milestones",  # one row per day of completion
    "evidence",  # one row per answer
    "copies",  # one row per submission
    "blank",  # one row per submission
    "silence",  # one row per row of a form that says nothing
    "missing",  # one row per row of a form
    "delivery",  # one row per submission
]
# of several rules broken by a row one is told: the first that holds the figure back, else the first
ONE_A_ROW = frozenset({"cells", "parts"})


class Quote:
    """What a message quotes, by the name that its sentence has for it; `key` is the sentence if the
    rule has several."""

    def __init__(self, key: str = "", /, **values: object) -> None:
        self.key = key
        self.values = values


def nothing_more(_words: Wording, _row: Row) -> Quote:
    """A message that quotes no more than every message does."""
    return Quote()


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of the columns of a frame, under a plan."""

    frame: Frame
    under: Callable[[Plan], Sequence[Expect]]


def always(frame: Frame, *expectations: Expect) -> Expected:
    """Expectations that are the same under every plan."""
    return Expected(frame, lambda _plan: expectations)


def holds(frame: Frame, column: str) -> Expected:
    """A column is true in every row that has a value there."""
    return always(frame, Expect("true", column))


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule: how severe it is, what it expects of which frame, and what its message quotes of a
    row that breaks it. It is not told beside a rule it `gives_way_to`.

    The row that `quote` gets has the columns of the frame and, where a row is of an answer, those
    of the answer (`ANSWER_SCHEMA`) and of its indicator (`with_plan` in `kpi/checks/cells.py`).
    """

    name: str
    severity: Severity
    expects: Expected
    quote: Callable[[Wording, Row], Quote] = nothing_more
    gives_way_to: tuple[str, ...] = ()

    @property
    def frame(self) -> Frame:
        return self.expects.frame


def suite_of(
    rules: Sequence[CheckRule], frame: Frame, plan: Plan
) -> tuple[tuple[str, Expect], ...]:
    """By the rule's name every expectation that the rules have of a frame, in the list's order."""
    return tuple((r.name, e) for r in rules if r.frame == frame for e in r.expects.under(plan))


def broken_rules(
    rules: Sequence[CheckRule], frame: Frame, plan: Plan, rows: pl.DataFrame
) -> dict[int, list[CheckRule]]:
    """By row (in the order of the suite) the rules that are told of it."""
    by_name = {rule.name: rule for rule in rules}
    broken: dict[int, dict[str, CheckRule]] = {}
    for name, row in failures(frame, rows, suite_of(rules, frame, plan)):
        broken.setdefault(row, {})[name] = by_name[name]
    return {row: _to_tell(frame, found) for row, found in broken.items()}


def by_rule(
    rules: Sequence[CheckRule], frame: Frame, plan: Plan, rows: pl.DataFrame
) -> list[tuple[CheckRule, dict[str, Any]]]:
    """Every rule with each row that breaks it, rule by rule in the order of the list."""
    broken = broken_rules(rules, frame, plan, rows)
    facts = [row for row in rows.to_dicts() if row["row"] in broken] if broken else []
    return [(r, row) for r in rules for row in facts if r in broken[row["row"]]]


def _to_tell(frame: Frame, broken: Mapping[str, CheckRule]) -> list[CheckRule]:
    told = [rule for rule in broken.values() if broken.keys().isdisjoint(rule.gives_way_to)]
    if frame not in ONE_A_ROW:
        return told
    return sorted(told, key=lambda rule: rule.severity == "warning")[:1]


def looked_at(rule: CheckRule, plan: Plan) -> pl.Expr:
    """Whether a row has anything that one of the rule's expectations looks at."""
    import polars as pl

    return pl.any_horizontal(
        pl.lit(value=True)
        if e.kind == "present"
        else pl.all_horizontal(pl.col(c).is_not_null() for c in (e.a, e.b) if c)
        for e in rule.expects.under(plan)
    )
