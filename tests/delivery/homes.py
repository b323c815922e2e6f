"""Homes whose plan names ways of delivery."""

from __future__ import annotations

from pathlib import Path

from kpi.home import Home
from tests.plans import a_count, a_home, plan_text

UNITS = (
    {"id": "HU-A", "name": "Huyện ủy A", "kind": "district", "recipients": ["a@a.vn"]},
    {"id": "HU-B", "name": "Huyện ủy B", "kind": "district", "recipients": ["b@b.vn", "c@b.vn"]},
    {"id": "HU-C", "name": "Huyện ủy C", "kind": "district"},
)  # fmt: skip


def home_with(root: Path, ways: str, units: tuple[dict[str, object], ...] = UNITS) -> Home:
    """A home whose plan ends with these ways (lines of YAML below `delivery:`)."""
    text = plan_text(units=units, indicators=(a_count("N1"),))
    return a_home(root, f"{text}delivery:\n{ways}")
