"""Workbooks of the plan that say what a former plan said: nobody's edits, only out of date.

One rule: what says the same as a plan that is kept can be written over, and is no news.
"""

from __future__ import annotations

from pathlib import Path

from kpi.home import Home

LOOKED_AT = 10  # former plans, the latest first; each takes as long as bringing a workbook back


def former_plan_of(home: Home, book: Path) -> Path | None:
    """The latest former plan that a workbook says, among those kept."""
    from kpi.planning.proposal import says_the_same

    kept = sorted(home.former_plans.glob("*.yaml"), key=_age, reverse=True)[:LOOKED_AT]
    texts = ((p, p.read_text(encoding="utf-8")) for p in kept)
    return next((p for p, text in texts if says_the_same(book, text, alone=True)), None)


def _age(path: Path) -> tuple[float, str]:
    return path.stat().st_mtime, path.name
