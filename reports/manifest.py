"""What a report was made of and what came out, so that anybody can make it again and compare.

Nothing in it depends on the clock or on where the files lie.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import kpi
from reports.figures.query import row_of
from reports.figures.shared.history import History
from reports.figures.shared.overall import StatusCount, Totals
from reports.figures.shared.units import DeliveryCount, UnitSummary
from reports.report import Report

LIBRARIES = ("duckdb", "fpdf2", "matplotlib", "python-docx", "xlsxwriter", "scipy")


@row_of("inputs")
@dataclass(frozen=True, slots=True)
class Input:
    """A submission behind the period."""

    file: str
    sha256: str
    unit: str | None
    period: str | None
    received_at: datetime
    outcome: str


def write_manifest(path: Path, report: Report, outputs: Sequence[Path]) -> None:
    """Write `manifest.json`; `outputs` lie in its folder or below."""
    edition = report.edition
    content = {
        "period": edition.period.label,
        "as_of": edition.as_of.isoformat() + "Z",
        "locale": edition.locale,
        "plan": {"id": edition.plan.id, "sha256": edition.plan.sha256},
        "versions": {
            "kpi": kpi.__version__,
            "python": python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "counts": counts(report),
        "inputs": [
            {**asdict(i), "received_at": i.received_at.isoformat() + "Z"}
            for i in report.rows(Input)
        ],
        "history": asdict(report.only(History)),
        "outputs": {
            output.relative_to(path.parent).as_posix(): sha256(output) for output in sorted(outputs)
        },
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def counts(report: Report) -> dict[str, Any]:
    """The numbers that a reader checks first."""
    from reports.book.problems.figures import ProblemFigures

    totals = report.only(Totals)
    return {
        "indicators": totals.indicators,
        "statuses": {c.status: c.indicators for c in report.rows(StatusCount)},
        "forms": {c.delivery: c.forms for c in report.rows(DeliveryCount)},
        "provisional": totals.provisional,
        "problems": len(report.rows(ProblemFigures)),
        "units": len(report.rows(UnitSummary)),
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
