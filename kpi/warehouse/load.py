"""A checked batch into the warehouse, all of it in one transaction, and the books of each file."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import polars as pl

from kpi.database.frames import execute, lent, query, sql_text, transaction
from kpi.database.present_ids import under_ids_of
from kpi.moments import as_utc
from kpi.records.submission import Submission, identity_of
from kpi.warehouse import rows
from kpi.warehouse.acts import keep_out, next_sequence
from kpi.warehouse.stamps import remember_stamps

if TYPE_CHECKING:
    import duckdb

    from kpi.checks.verdicts import Checked

_RUNS = "SELECT count(*) FROM run"


def load_batch(
    con: duckdb.DuckDBPyConnection,
    checked: Checked,
    plan_version: int,
    now: datetime,
    run: str = "",
) -> tuple[Submission, ...]:
    """Stores a batch under a run's name (a new one if none is given). Nothing changes nothing."""
    if not checked.arrivals:
        return ()
    sequence = next_sequence(con)
    names = submission_names(con, checked.submissions)
    with under_ids_of(con, checked.plan):
        answers = _with_changes(con, _placed(checked, names, sequence))
    loaded = _with_books(checked.submissions, names, answers)
    run = run or f"{as_utc(now):%Y%m%dT%H%M%S}-{_next(con, _RUNS)}"
    first = _next(con, "SELECT max(arrival) FROM arrival")
    frames = {
        "new_arrival": rows.arrivals_frame(checked.arrivals, run, first),
        "new_submission": rows.submissions_frame(loaded, run, sequence, plan_version),
        "new_member": rows.members_frame(loaded),
        "new_observation": answers,
        "new_problem": rows.problems_frame(loaded),
        "new_statement": rows.statements_frame(loaded),
        "new_note": rows.notes_frame(loaded),
        "new_run": rows.run_frame(loaded, run, len(checked.arrivals), now),
    }
    with lent(con, **frames), transaction(con):
        execute(con, sql_text("warehouse", "load_batch"))
        remember_stamps(con, [(a.path, a.stamp, a.sha256) for a in checked.arrivals if a.stamp])
        taken = {s.name: s.period for s in loaded if s.outcome.startswith("accepted")}
        kept = set(keep_out(con, taken))
    return tuple(replace(s, read=identity_of(s.read), kept=s.name in kept) for s in loaded)


def submission_names(
    con: duckdb.DuckDBPyConnection, submissions: Sequence[Submission]
) -> list[str]:
    """Twelve hex digits each, from file, content, unit, period and how often these came before."""
    keys = [(s.file, s.arrival.sha256, s.unit, s.period) for s in submissions]
    schema = {"file": pl.String, "sha256": pl.String}
    wanted = pl.DataFrame([k[:2] for k in keys], schema=schema, orient="row").unique()
    with lent(con, wanted_file=wanted):
        before = Counter(
            {tuple(k): n for *k, n in query(con, sql_text("warehouse", "came_before")).rows()}
        )
    names = []
    for key in keys:
        text = "|".join([*key, str(before[key])])
        names.append(hashlib.sha256(text.encode()).hexdigest()[:12])
        before[key] += 1
    return names


def _next(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    highest = query(con, sql).item()
    return 1 if highest is None else int(highest) + 1


def _placed(checked: Checked, names: Sequence[str], sequence: int) -> pl.DataFrame:
    """The taken answers with their submission, its place in the order, and when it was known."""
    places = pl.DataFrame(
        [
            (s.sub, name, sequence + n, s.received_at, s.arrival.entered)
            for n, (s, name) in enumerate(zip(checked.submissions, names, strict=True))
            if s.sub >= 0
        ],
        schema={
            "sub": pl.Int64,
            "submission": pl.String,
            "sequence": pl.Int64,
            "known_at": pl.Datetime("us"),
            "entered": pl.Boolean,
        },
        orient="row",
    )
    return checked.answers.join(places, on="sub").sort("sequence", "row")


def _with_changes(con: duckdb.DuckDBPyConnection, answers: pl.DataFrame) -> pl.DataFrame:
    with lent(con, batch_answer=answers):
        changes = query(con, sql_text("warehouse", "changes"))
    return answers.join(changes, on="row").sort("sequence", "row")


def _with_books(
    submissions: Sequence[Submission], names: Sequence[str], answers: pl.DataFrame
) -> tuple[Submission, ...]:
    """The submissions as they are loaded: each under its name, with its books."""
    counted = answers.group_by("submission", "change").len().rows()
    books = {(name, change): count for name, change, count in counted}
    return tuple(
        replace(
            s,
            name=name,
            loaded=books.get((name, "loaded"), 0),
            superseded=books.get((name, "superseded"), 0),
            unchanged=(
                s.cells_in if s.outcome == "duplicate" else books.get((name, "unchanged"), 0)
            ),
            problems=tuple(replace(p, submission=name) for p in s.problems),
        )
        for s, name in zip(submissions, names, strict=True)
    )
