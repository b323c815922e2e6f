"""`kpi compare` and `kpi diff`: what changed, or would change, and why."""

from flows.compare.command import compare_days, compare_with

__all__ = ["compare_days", "compare_with"]
