"""A figure that needs evidence has some."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

MISSING_EVIDENCE = CheckRule(
    "missing_evidence",
    "warning",
    "evidence",
    always(Expect("true", "evidence_given")),
)
