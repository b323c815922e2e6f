"""The indicator is not asked of this unit."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

NOT_REPORTED_BY_UNIT = CheckRule(
    "not_reported_by_unit",
    "cell",
    "cells",
    always(Expect("true", "asked_of_unit")),
)
