"""From the sources to the warehouse: what the flow and `kpi collect` do, step by step.

The steps are loaded when they are used: who only reads comes by `kpi.collect.access`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi.collect.rebuilding import rebuild
    from kpi.collect.steps import (
        Collected,
        batches,
        check_batch,
        collect,
        find_arrivals,
        load_batch,
        prepare,
        read_arrivals,
        take_in,
    )

__all__ = [
    "Collected",
    "batches",
    "check_batch",
    "collect",
    "find_arrivals",
    "load_batch",
    "prepare",
    "read_arrivals",
    "rebuild",
    "take_in",
]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kpi.collect' has no attribute {name!r}")
    home = "rebuilding" if name == "rebuild" else "steps"
    return getattr(import_module(f"kpi.collect.{home}"), name)
