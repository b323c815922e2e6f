"""From the sources to the warehouse: what the flow and `kpi collect` do, step by step."""

from kpi.collect.rebuild import rebuild
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
