"""The form is of another version than the one in use."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always, quoting

OTHER_FORM_VERSION = CheckRule(
    "other_form_version",
    "warning",
    "identity",
    always(Expect("equal", "version_said", "version_expected")),
    quoting(lambda _, row: {"written": row["version_said"], "expected": row["version_expected"]}),
)
