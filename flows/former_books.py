"""Workbooks of the plan that say what a former plan said: nobody's edits, only out of date.

One rule: what says the same as a plan that is kept can be written over, and is no news.
"""

from __future__ import annotations

from pathlib import Path

from kpi.home import Home

LOOKED_AT = 10  # former plans, the latest first


def former_plan_of(home: Home, book: Path) -> Path | None:
    """The latest former plan that a workbook says, among those kept."""
    from kpi.planning.proposal import plan_said

    kept = sorted(home.former_plans.glob("*.yaml"), key=_age, reverse=True)[:LOOKED_AT]
    said = plan_said(book, (p.read_text(encoding="utf-8") for p in kept), alone=True)
    return None if said is None else kept[said]


def _age(path: Path) -> tuple[float, str]:
    return path.stat().st_mtime, path.name
