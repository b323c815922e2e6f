"""`kpi read`: what a file would be read as, and every problem, without taking anything in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.console import Stop, out
from flows.dates import now_utc
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import parse_period
from kpi.plan.model import Plan
from kpi.warehouse.arrivals import Arrival
from kpi.warehouse.frames import lent, query, sql_text
from kpi.warehouse.store import Warehouse, open_warehouse
from kpi.words import say
from kpi.words.formats import day, period_title, shortest

if TYPE_CHECKING:
    from kpi.checks.verdicts import Checked, CheckedSubmission


def read_file(home: Home, path: Path) -> int:
    """Prints each answer, what it would change, and each problem; 1 if not all would be taken."""
    plan = plan_of(home)
    if not path.is_file():
        raise Stop(say("cli.read.no_file", plan.locale, path=path))
    with open_warehouse(home, read_only=True) as warehouse:
        checked = checked_alone(plan, warehouse, path, now_utc())
        changes = changes_of(warehouse, checked)
    for submission in checked.submissions:
        for line in lines_of(plan, path, submission, changes):
            out(line)
    taken = ("accepted", "accepted_with_warnings", "attachment", "duplicate")
    return 0 if all(s.outcome in taken for s in checked.submissions) else 1


def checked_alone(plan: Plan, warehouse: Warehouse, path: Path, now: datetime) -> Checked:
    """The file through reading and checks, as if it had just arrived."""
    from kpi.collect.steps import check_batch, read_arrivals
    from kpi.intake.archive import fingerprint

    sha256, size = fingerprint(path)
    # under a name of its own, so that a file received before is read again
    arrival = Arrival(path.name, f"read-{sha256}", size, now, now, path)
    return check_batch(plan, warehouse, (arrival,), read_arrivals(plan, (arrival,)))


def changes_of(warehouse: Warehouse, checked: Checked) -> list[dict[str, Any]]:
    """The answers that would be taken, each with what is known now and how it would change."""
    import polars as pl

    if checked.answers.is_empty():
        return []
    at = checked.arrivals[0].received_at
    answers = checked.answers.with_columns(
        pl.lit(2**62, pl.Int64).alias("sequence"), pl.lit(at).alias("known_at")
    )
    with lent(warehouse.con, batch_answer=answers):
        changes = query(warehouse.con, sql_text("changes"))
        known = query(warehouse.con, sql_text("known_now"))
    frame = answers.join(changes, on="row").join(known, on="row", how="left")
    return frame.sort("row").to_dicts()


def lines_of(
    plan: Plan, path: Path, submission: CheckedSubmission, changes: list[dict[str, Any]]
) -> list[str]:
    """One submission: what it is, its answers, its problems."""
    locale = plan.locale
    outcome = say(f"cli.outcome.{submission.outcome}", locale)
    if submission.unit and submission.period:
        unit = plan.unit_by_id.get(submission.unit)
        lines = [
            say(
                "cli.read.title",
                locale,
                file=path.name,
                unit=unit.name if unit else submission.unit,
                period=period_title(parse_period(submission.period), locale),
                outcome=outcome,
            )
        ]
    else:
        lines = [say("cli.collect.file_unknown", locale, outcome=outcome, file=path.name)]
    lines += [_answer(plan, row) for row in changes if row["sub"] == submission.sub]
    lines += [_problem(problem, locale) for problem in submission.problems]
    taken = sum(1 for row in changes if row["sub"] == submission.sub)
    counts = {"taken": taken, "held": submission.held, "cells": submission.cells_in}
    return [*lines, say("cli.read.counts", locale, **counts)]


def _problem(problem: Any, locale: str) -> str:
    severity = say(f"cli.read.severity.{problem.severity}", locale)
    return f"  ! {severity}: {problem.message}"


def _answer(plan: Plan, row: dict[str, Any]) -> str:
    locale = plan.locale
    indicator = plan.indicator_by_id[row["indicator"]]
    now = figure_text(row, locale)
    change = say(
        f"cli.read.change.{row['change']}",
        locale,
        before=figure_text({k[4:]: v for k, v in row.items() if k.startswith("old_")}, locale),
    )
    return f"  {row['cell']:>6}  {indicator.id}  {indicator.name}: {now} ({change})"


def figure_text(row: dict[str, Any], locale: str) -> str:
    """A figure as a person writes it: 12/15, 30/6/2022, 1.234,5, or the word of its state."""
    state = row.get("state")
    if state in ("not_applicable", "withheld", "none_occurred"):
        return say(f"cli.read.state.{state}", locale)
    if row.get("done_on"):
        done = row["done_on"]
        text = day(datetime.fromisoformat(str(done)).date(), locale)
    elif row.get("numerator") is not None and row.get("denominator") is not None:
        text = f"{shortest(row['numerator'], locale)}/{shortest(row['denominator'], locale)}"
    elif row.get("value") is not None:
        text = shortest(row["value"], locale)
    else:
        return ""
    return say("cli.read.state.estimate", locale, figure=text) if state == "estimate" else text
