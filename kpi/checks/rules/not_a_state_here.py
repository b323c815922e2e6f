"""That none occurred is said only of what is counted within the period."""

from __future__ import annotations

from typing import get_args

from kpi.checks.engine import Expect
from kpi.checks.rule import CheckRule, always
from kpi.records.answers import State

OTHER_STATES = tuple(state for state in get_args(State) if state != "none_occurred")

NOT_A_STATE_HERE = CheckRule(
    "not_a_state_here",
    "cell",
    always("cells", Expect("in_set", "state_of_uncounted", among=OTHER_STATES)),
)
