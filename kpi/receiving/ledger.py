"""The archive's own memory: enough to build the warehouse again from the archive alone.

`archive/ledger.jsonl` is only ever added to, a line at a time:
  seen    a content found at an inbox path, written before it stands in the archive
  plan    a version of the plan (its text lies in `archive/plans/`)
  batch   the arrivals of one run, written after the warehouse has them
  secret  what is left of a content that may not be kept: its hash, and where its cells were
  given   submissions whose feedback lies in the outbox
  lost    a content that was seen and could not be had any more: told, and expected no longer
  act     what a person decided about figures, written before the warehouse has it
  clock   the clock had been ahead: what earlier lines say of a later moment was at this one
A line cut short by a crash is passed over; what it would have said is written again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.database.frames import query, sql_text
from kpi.files import owner_only, private_folder, write_whole
from kpi.home import Home
from kpi.receiving.ledger_lines import (
    MOMENTS,
    Line,
    PastBatch,
    act_line,
    act_of,
    batch_of,
    clamped,
    lines_of,
    moment,
)
from kpi.receiving.steps import acts_of, steps_of
from kpi.records.act import Act
from kpi.records.answers import FileRead
from kpi.records.arrival import Arrival
from kpi.records.loaded_plan import LoadedPlan

if TYPE_CHECKING:
    import duckdb

Seen = tuple[str, str]  # path and content


class Ledger:
    """The ledger of one home. Read once; lines added are remembered."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.archive / "ledger.jsonl"
        self._mark = self._mark_now()  # before its lines: what is added meanwhile is read again
        self._lines = clamped(list(lines_of(self._path)))

    def as_it_stands(self) -> Ledger:
        """The same where its file is as it was when it was read, else the file read anew."""
        return self if self._mark == self._mark_now() else Ledger(self._home)

    def _mark_now(self) -> tuple[int, int] | None:
        try:
            about = self._path.stat()
        except OSError:
            return None
        return about.st_size, about.st_mtime_ns

    # what it says

    def __bool__(self) -> bool:
        """Whether it says anything at all."""
        return bool(self._lines)

    @property
    def size(self) -> int:
        """Its length in bytes."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def fingerprint(self) -> str:
        """The hash of all of it."""
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError:
            return ""

    def latest(self) -> datetime | None:
        """The latest moment at which this computer's clock is known to have stood."""
        moments = [n[key] for n in self._lines for key in MOMENTS if key in n]
        return max(map(moment, moments), default=None)

    def runs(self) -> list[str]:
        """The runs in their order."""
        return [n["run"] for n in self._of("batch")]

    def seen(self) -> dict[Seen, Mapping[str, Any]]:
        """What was written of each content when it was last found anew at each path."""
        return {(n["path"], n["sha256"]): n for n in self._of("seen")}

    def lost(self) -> dict[Seen, datetime]:
        """The contents that could not be had any more, with when they were first seen."""
        lines = self._of("lost")
        return {(n["path"], n["sha256"]): moment(n["first_seen_at"]) for n in lines}

    def given(self) -> list[str]:
        """The submissions whose feedback lies in the outbox, or that needed none."""
        return [name for n in self._of("given") for name in n["submissions"]]

    def entered(self) -> int:
        """How many figures were entered by hand."""
        return sum(bool(n.get("entered")) for n in self._of("seen"))

    def plans(self) -> list[LoadedPlan]:
        return [
            LoadedPlan(n["plan"], n["sha256"], moment(n["loaded_at"])) for n in self._of("plan")
        ]

    def batches(self) -> list[PastBatch]:
        return [batch_of(n) for n in self._of("batch")]

    def acts(self) -> list[Act]:
        """What people decided, in the order in which it was done."""
        return [act_of(n) for n in self._of("act")]

    def steps(self) -> list[PastBatch | Act]:
        """Runs and acts in the order in which they were done."""
        return [
            batch_of(n) if n["kind"] == "batch" else act_of(n)
            for n in self._lines
            if n["kind"] in ("batch", "act")
        ]

    def secrets(self) -> dict[str, FileRead]:
        """Contents that may not be kept, with the places of their cells."""
        from kpi.reading.process.wire import from_line

        return {n["sha256"]: from_line(n["reading"]) for n in self._of("secret")}

    def plan_text(self, sha256: str) -> str | None:
        try:
            return self._plan_path(sha256).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    # what is added

    def add_seen(self, arrivals: Iterable[Arrival]) -> None:
        self._add(
            {
                "kind": "seen",
                "path": a.path,
                "sha256": a.sha256,
                "first_seen_at": a.first_seen_at.isoformat(),
                "received_at": a.received_at.isoformat(),
                "size": a.size,
                "sidecar_problem": a.sidecar_problem,
                **({"entered": True} if a.entered else {}),
            }
            for a in arrivals
        )

    def add_lost(self, lost: Iterable[Mapping[str, Any]]) -> None:
        keys = ("path", "sha256", "first_seen_at")
        self._add({"kind": "lost", **{key: line[key] for key in keys}} for line in lost)

    def add_given(self, submissions: Iterable[str]) -> None:
        if names := list(submissions):
            self._add([{"kind": "given", "submissions": names}])

    def add_clock(self, at: datetime) -> None:
        """The clock had been ahead: no earlier line speaks of a later moment than this."""
        self._add([{"kind": "clock", "at": at.isoformat()}])
        self._lines = clamped(self._lines)

    def add_act(self, act: Act) -> None:
        """Before the warehouse has it: an act that is written down is done, by the next command
        at the latest. Raises OSError."""
        self._add([act_line(act)])

    def add_secret(self, sha256: str, reading: FileRead) -> None:
        from kpi.reading.process.wire import to_line

        if sha256 not in {n["sha256"] for n in self._of("secret")}:
            self._add([{"kind": "secret", "sha256": sha256, "reading": to_line(reading)}])

    def follow(self, con: duckdb.DuckDBPyConnection) -> None:
        """Adds the plan versions, runs and acts that the warehouse has and the ledger has not."""
        self._follow_plans(con)
        known = {n["run"] for n in self._of("batch")}
        lines = self._missing_runs(con, known) | self._missing_acts(con)
        if lines:
            self._add(lines[step] for step in steps_of(con) if step in lines)

    def _missing_acts(self, con: duckdb.DuckDBPyConnection) -> dict[str, Line]:
        known = {act.act for act in self.acts()}
        return {act.act: act_line(act) for act in acts_of(con) if act.act not in known}

    def _missing_runs(self, con: duckdb.DuckDBPyConnection, known: set[str]) -> dict[str, Line]:
        rows = query(con, sql_text("receiving", "runs_for_ledger")).to_dicts()
        batches: dict[str, Line] = {}
        for row in rows:
            if row["run"] in known:
                continue
            batch = batches.setdefault(
                row["run"],
                {
                    "kind": "batch",
                    "run": row["run"],
                    "now": row["started_at"].isoformat(),
                    "plan_sha256": row["plan_sha256"],
                    "arrivals": [],
                },
            )
            batch["arrivals"].append(
                {
                    "path": row["path"],
                    "sha256": row["sha256"],
                    "size": row["size"],
                    "received_at": row["received_at"].isoformat(),
                    "first_seen_at": row["first_seen_at"].isoformat(),
                    "sidecar_problem": bool(row["sidecar_problem"]),
                    **({"entered": True} if row["entered"] else {}),
                }
            )
        return batches

    def _follow_plans(self, con: duckdb.DuckDBPyConnection) -> None:
        known = {(p.sha256, p.loaded_at) for p in self.plans()}
        rows = query(con, "SELECT * FROM plan_version ORDER BY loaded_at, plan_version").to_dicts()
        missing = [row for row in rows if (row["sha256"], row["loaded_at"]) not in known]
        for row in missing:
            write_whole(self._plan_path(row["sha256"]), row["text"], private=True)
        self._add(
            {
                "kind": "plan",
                "plan": row["plan"],
                "sha256": row["sha256"],
                "loaded_at": row["loaded_at"].isoformat(),
            }
            for row in missing
        )

    # the file

    def _of(self, kind: str) -> list[Line]:
        return [line for line in self._lines if line["kind"] == kind]

    def _plan_path(self, sha256: str) -> Path:
        return self._home.archive / "plans" / f"{sha256}.yaml"

    def _add(self, lines: Iterable[Line]) -> None:
        added = list(lines)
        if not added:
            return
        private_folder(self._path.parent)
        text = "".join(json.dumps(n, ensure_ascii=True) + "\n" for n in added)
        with self._path.open("ab") as file:
            if file.tell() and not _ends_whole(self._path):
                file.write(b"\n")
            file.write(text.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        owner_only(self._path)
        self._lines += added


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
