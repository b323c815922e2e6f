"""Every row of the form is filled, now or before."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

MISSING_INDICATOR = CheckRule(
    "missing_indicator", "warning", always("missing", Expect("present", "answered"))
)
