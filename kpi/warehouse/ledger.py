"""The archive's own memory: enough to build the warehouse again from the archive alone.

`archive/ledger.jsonl` is only ever added to, a line at a time:
  seen    a content found at an inbox path, written before anything is done with it
  plan    a version of the plan (its text lies in `archive/plans/`)
  batch   the arrivals of one run, written after the warehouse has them
  secret  what is left of a content that may not be kept: its hash, and where its cells were
A line cut short by a crash is passed over; what it would have said is written again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.home import Home
from kpi.intake.answers import FileRead
from kpi.warehouse.arrivals import Arrival
from kpi.warehouse.frames import query, sql_text

if TYPE_CHECKING:
    import duckdb

Line = dict[str, Any]
Seen = tuple[str, str]  # path and content


@dataclass(frozen=True, slots=True)
class PastBatch:
    """One run as the ledger has it. `arrivals` lack `original` and `standing`."""

    run: str
    now: datetime
    plan_sha256: str
    arrivals: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PastPlan:
    """A version of the plan as the ledger has it."""

    plan: str
    sha256: str
    loaded_at: datetime


class Ledger:
    """The ledger of one home. Read once; lines added are remembered."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.archive / "ledger.jsonl"
        self._lines = list(_read(self._path))

    # what it says

    def first_seen(self) -> dict[Seen, datetime]:
        """When each content was last found anew at each path."""
        lines = self._of("seen")
        return {(n["path"], n["sha256"]): _moment(n["first_seen_at"]) for n in lines}

    def plans(self) -> list[PastPlan]:
        return [PastPlan(n["plan"], n["sha256"], _moment(n["loaded_at"])) for n in self._of("plan")]

    def batches(self) -> list[PastBatch]:
        return [
            PastBatch(n["run"], _moment(n["now"]), n["plan_sha256"], tuple(n["arrivals"]))
            for n in self._of("batch")
        ]

    def secrets(self) -> dict[str, FileRead]:
        """Contents that may not be kept, with the places of their cells."""
        from kpi.intake.wire import from_line

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
            }
            for a in arrivals
        )

    def add_secret(self, sha256: str, reading: FileRead) -> None:
        from kpi.intake.wire import to_line

        if sha256 not in {n["sha256"] for n in self._of("secret")}:
            self._add([{"kind": "secret", "sha256": sha256, "reading": to_line(reading)}])

    def follow(self, con: duckdb.DuckDBPyConnection) -> None:
        """Adds the plan versions and runs that the warehouse has and the ledger has not."""
        self._follow_plans(con)
        known = {n["run"] for n in self._of("batch")}
        rows = query(con, sql_text("runs_for_ledger")).to_dicts()
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
                }
            )
        self._add(batches.values())

    def _follow_plans(self, con: duckdb.DuckDBPyConnection) -> None:
        known = {(p.sha256, p.loaded_at) for p in self.plans()}
        rows = query(con, "SELECT * FROM plan_version ORDER BY loaded_at, plan_version").to_dicts()
        missing = [row for row in rows if (row["sha256"], row["loaded_at"]) not in known]
        for row in missing:
            _write_whole(self._plan_path(row["sha256"]), row["text"])
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
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(json.dumps(n, ensure_ascii=True) + "\n" for n in added)
        with self._path.open("ab") as file:
            if file.tell() and not _ends_whole(self._path):
                file.write(b"\n")
            file.write(text.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        self._lines += added


def _read(path: Path) -> Iterator[Line]:
    if not path.exists():
        return
    for raw in path.read_bytes().split(b"\n"):
        try:
            line = json.loads(raw)
        except ValueError:
            continue  # empty, or cut short by a crash
        if isinstance(line, dict) and "kind" in line:
            yield line


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _write_whole(path: Path, text: str) -> None:
    """A file that is there in full or not at all; line ends are kept as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".tmp")
    made.write_bytes(text.encode("utf-8"))
    made.replace(path)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
