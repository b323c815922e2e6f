"""Where everything of one plan lies on disk: the only place that knows the folder names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import overload


class UnusableHome(ValueError):
    """A folder in which no home can be; the text is its path."""


class _Below:
    """A file or folder of a home: its path below the home's own."""

    def __init__(self, path: str) -> None:
        self._path = path

    @overload
    def __get__(self, home: None, kind: type[Home]) -> _Below: ...
    @overload
    def __get__(self, home: Home, kind: type[Home]) -> Path: ...
    def __get__(self, home: Home | None, kind: type[Home]) -> _Below | Path:
        return self if home is None else home.root / self._path


@dataclass(frozen=True, slots=True)
class Home:
    """One home folder: the plan, what came in, what is known, what goes out."""

    root: Path

    @classmethod
    def locate(cls, given: str | os.PathLike[str] | None = None) -> Home:
        """The folder given, else `KPI_HOME`, else the current one; made absolute, not created.

        Raises UnusableHome for a path with a question mark: the warehouse's engine takes what
        follows it for settings and loses what was written.
        """
        chosen = given or os.environ.get("KPI_HOME") or "."
        root = Path(chosen).expanduser().resolve()
        if "?" in str(root):
            raise UnusableHome(root)
        return cls(root)

    plan = _Below("indicators.yaml")
    kept_plan = _Below("data/plan.json")  # as it was read last, for commands that only ask
    former_plans = _Below("data/plans")  # as they were before a workbook's changes, a copy a change

    data = _Below("data")
    inbox = _Below("data/inbox")
    archive = _Below("data/archive")
    warehouse = _Below("data/kpi.duckdb")
    published = _Below("data/published")  # copies of the warehouse for readers
    lock = _Below("data/kpi.lock")
    prefect = _Below("data/prefect")
    journal = _Below("data/journal.jsonl")
    log = _Below("data/kpi.log")
    due = _Below("data/due.json")  # what the last run left for `kpi run --when-due`

    fetched = _Below("data/fetched.jsonl")  # from the plan's sources
    source_states = _Below("data/sources.json")  # how the last look at each of them went
    delivered = _Below("data/delivered.jsonl")  # what went out by itself
    way_states = _Below("data/ways.json")  # how the last use of each way of delivery went

    desk = _Below("data/index.html")
    outboxes = _Below("data/outbox")
    all_forms = _Below("data/forms")
    all_reports = _Below("data/reports")

    def checks(self, period: str) -> Path:
        """What the rules find in a period's figures in force."""
        return self.data / "checks" / f"{period}.html"

    def outbox(self, period: str) -> Path:
        return self.outboxes / period

    def forms(self, period: str) -> Path:
        return self.all_forms / period

    def reports(self, period: str) -> Path:
        return self.all_reports / period

    def report_copy(self, period: str, day: date) -> Path:
        """The report as of the end of a day; never in the place of the current one."""
        return self.reports(period) / f"as-of-{day.isoformat()}"
