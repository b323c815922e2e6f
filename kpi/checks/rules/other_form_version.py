"""The form is of another version than the one in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, Quote, always

if TYPE_CHECKING:
    from kpi.checks.wording import Wording


def _quote(_words: Wording, row: Mapping[str, Any]) -> Quote:
    return Quote(values={"written": row["version_said"], "expected": row["version_expected"]})


OTHER_FORM_VERSION = CheckRule(
    "other_form_version",
    "warning",
    "identity",
    always(Expect("other_form_version", "equal", "version_said", "version_expected")),
    _quote,
)
