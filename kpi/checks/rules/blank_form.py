"""A form says something."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

BLANK_FORM = CheckRule(
    "blank_form",
    "warning",
    "blank",
    always(Expect("true", "has_answers")),
)
