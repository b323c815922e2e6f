"""From the inbox to the warehouse: what the flow and `kpi collect` do, step by step."""

from kpi.collect.rebuild import rebuild
from kpi.collect.steps import (
    Collected,
    CollectedSubmission,
    batches,
    check_batch,
    collect,
    find_arrivals,
    load_batch,
    prepare,
    read_arrivals,
)

__all__ = [
    "Collected",
    "CollectedSubmission",
    "batches",
    "check_batch",
    "collect",
    "find_arrivals",
    "load_batch",
    "prepare",
    "read_arrivals",
    "rebuild",
]
