"""A home that the interface is tried on: two of three units have sent June 2024."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kpi.home import Home
from tests import plans

NOW = datetime(2024, 7, 1, 3)  # UTC
SENT = {"A": (30, 100, 5), "B": (10, 40, 7)}  # VB01's two parts, SP01


def a_home(root: Path) -> Home:
    """A home with the files of both units in its inbox."""
    targets = {2024: 60, 2025: 80}
    indicators = (plans.a_ratio(targets=targets), plans.a_count(targets={2024: 120}))
    home = plans.a_home(root / "nhà", plans.plan_text(indicators=indicators))
    for unit, (part, whole, count) in SENT.items():
        rows = f"{unit},2024-06,VB01,{part},{whole},,,\n{unit},2024-06,SP01,,,{count},,\n"
        plans.put(home, f"{unit}.csv", plans.HEADER + rows)
    return home
