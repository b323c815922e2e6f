"""A total is declared, and an increment seems to be given."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, holds

LOOKS_INCREMENTAL = CheckRule("looks_incremental", "warning", holds("history", "not_incremental"))
