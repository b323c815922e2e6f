"""Increments are declared, and a total seems to be given."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, holds

LOOKS_CUMULATED = CheckRule("looks_cumulated", "warning", holds("history", "not_cumulated"))
