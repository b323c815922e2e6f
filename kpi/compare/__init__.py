"""What changed in a period's figures between two moments or two plans, and why."""

from kpi.compare.causes import Change, Comparison, Part, compare_moments, compare_plans

__all__ = ["Change", "Comparison", "Part", "compare_moments", "compare_plans"]
