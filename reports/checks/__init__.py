"""The page of what the checks found in a period's figures in force."""

from reports.checks.page import draw_checks

__all__ = ["draw_checks"]
