"""Where everything of one plan lies on disk: the only place that knows the folder names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class UnusableHome(ValueError):
    """A folder in which no home can be; the text is its path."""


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

    @property
    def plan(self) -> Path:
        return self.root / "indicators.yaml"

    @property
    def kept_plan(self) -> Path:
        """The plan as it was read last, for commands that only ask."""
        return self.data / "plan.json"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def inbox(self) -> Path:
        return self.data / "inbox"

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def warehouse(self) -> Path:
        return self.data / "kpi.duckdb"

    @property
    def published(self) -> Path:
        """Copies of the warehouse for readers."""
        return self.data / "published"

    @property
    def lock(self) -> Path:
        return self.data / "kpi.lock"

    @property
    def prefect(self) -> Path:
        return self.data / "prefect"

    @property
    def journal(self) -> Path:
        return self.data / "journal.jsonl"

    @property
    def log(self) -> Path:
        return self.data / "kpi.log"

    @property
    def due(self) -> Path:
        """What the last run left for `kpi run --when-due`."""
        return self.data / "due.json"

    @property
    def fetched(self) -> Path:
        """What was fetched from the plan's sources."""
        return self.data / "fetched.jsonl"

    @property
    def source_states(self) -> Path:
        """How the last look at each of the plan's sources went."""
        return self.data / "sources.json"

    @property
    def delivered(self) -> Path:
        """What went out by itself."""
        return self.data / "delivered.jsonl"

    @property
    def way_states(self) -> Path:
        """How the last use of each of the plan's ways of delivery went."""
        return self.data / "ways.json"

    @property
    def desk(self) -> Path:
        return self.data / "index.html"

    def checks(self, period: str) -> Path:
        """What the rules find in a period's figures in force."""
        return self.data / "checks" / f"{period}.html"

    @property
    def former_plans(self) -> Path:
        """Plans as they were before a workbook's changes were written, a copy a change."""
        return self.data / "plans"

    @property
    def outboxes(self) -> Path:
        return self.data / "outbox"

    @property
    def all_forms(self) -> Path:
        return self.data / "forms"

    @property
    def all_reports(self) -> Path:
        return self.data / "reports"

    def outbox(self, period: str) -> Path:
        return self.outboxes / period

    def forms(self, period: str) -> Path:
        return self.all_forms / period

    def reports(self, period: str) -> Path:
        return self.all_reports / period

    def report_copy(self, period: str, day: date) -> Path:
        """The report as of the end of a day; never in the place of the current one."""
        return self.reports(period) / f"as-of-{day.isoformat()}"
