"""A figure that needs evidence has some."""

from __future__ import annotations

from kpi.checks.rule import CheckRule, holds

MISSING_EVIDENCE = CheckRule("missing_evidence", "warning", holds("evidence", "evidence_given"))
