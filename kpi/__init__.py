"""Monthly follow-up of a plan's indicators: submissions in, traced figures out.

    import kpi

    home = kpi.Home.locate("demo")
    kpi.read_plan(home.plan).findings      # what is wrong in the plan, by line and column
    kpi.collect(home)                      # what lies in the inbox, taken in
    kpi.assess(home, "2024-06").results    # a polars frame
    kpi.explain(home, "HC01", "2024-06")   # what stands behind one figure

`__all__` is the public interface; other names are the program's own and may change. The package
imports neither `reports` nor `flows`; those build on it. Nothing is loaded before it is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi.collect.steps import Collected
    from kpi.explain.evidence import Explanation, NoSuchRow
    from kpi.home import Home
    from kpi.library import AssessedPeriod, UnsoundPlan, assess, collect, explain, read_plan
    from kpi.periods import Period, UnknownPeriod
    from kpi.plan.load import PlanReading

__version__ = "0.1.0"
__all__ = [
    "AssessedPeriod",
    "Collected",
    "Explanation",
    "Home",
    "NoSuchRow",
    "Period",
    "PlanReading",
    "UnknownPeriod",
    "UnsoundPlan",
    "__version__",
    "assess",
    "collect",
    "explain",
    "read_plan",
]

_HOMES = {
    "AssessedPeriod": "kpi.library",
    "Collected": "kpi.collect.steps",
    "Explanation": "kpi.explain.evidence",
    "Home": "kpi.home",
    "NoSuchRow": "kpi.explain.evidence",
    "Period": "kpi.periods",
    "PlanReading": "kpi.plan.load",
    "UnknownPeriod": "kpi.periods",
    "UnsoundPlan": "kpi.library",
    "assess": "kpi.library",
    "collect": "kpi.library",
    "explain": "kpi.library",
    "read_plan": "kpi.library",
}


class _Package(ModuleType):
    """The package as others see it. Two rooms are called as what they do, `kpi.collect` and
    `kpi.explain`; as attributes these names are the functions, however the rooms are loaded."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'kpi' has no attribute {name!r}")
        return getattr(import_module(_HOMES[name]), name)

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            return  # Python hangs a room that it loaded on its package
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


sys.modules[__name__].__class__ = _Package
