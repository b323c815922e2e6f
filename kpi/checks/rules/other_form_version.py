"""The form is of another version than the one in use."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

OTHER_FORM_VERSION = CheckRule(
    "other_form_version",
    "warning",
    always("identity", Expect("equal", "version_said", "version_expected")),
    lambda _, row: Quote(written=row["version_said"], expected=row["version_expected"]),
)
