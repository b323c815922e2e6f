"""What a report was made of and what came out, so that anybody can make it again and compare.

Nothing in it depends on the clock or on where the files lie.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

import kpi
from reports.edition import Edition
from reports.figures import Figures

LIBRARIES = ("duckdb", "matplotlib", "xlsxwriter", "scipy")


def write_manifest(path: Path, edition: Edition, figures: Figures, outputs: Sequence[Path]) -> None:
    """Write `manifest.json`; `outputs` lie in its folder or below."""
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
        "counts": counts(figures),
        "inputs": [
            {**asdict(i), "received_at": i.received_at.isoformat() + "Z"} for i in figures.inputs
        ],
        "history": asdict(figures.history),
        "outputs": {
            output.relative_to(path.parent).as_posix(): sha256(output) for output in sorted(outputs)
        },
    }
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def counts(figures: Figures) -> dict[str, Any]:
    """The numbers that a reader checks first."""
    return {
        "indicators": figures.totals.indicators,
        "statuses": {c.status: c.indicators for c in figures.status_counts},
        "forms": {c.delivery: c.forms for c in figures.delivery_counts},
        "provisional": figures.totals.provisional,
        "problems": len(figures.problems),
        "units": len(figures.unit_summaries),
    }


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
