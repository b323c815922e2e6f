"""What is counted in whole things is whole."""

from __future__ import annotations

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always

NOT_WHOLE = CheckRule(
    "not_whole", "cell", always("cells", Expect("equal", "whole_value", "whole_rounded"))
)
