"""How a submission was taken, as its line and its letter say it.

One rule: one that is late and nothing else has nothing to be explained in its cells.
"""

from __future__ import annotations

from typing import Final

from kpi.records.submission import Submission

LATE_ALONE: Final = "accepted_late"


def told_outcome(submission: Submission) -> str:
    """The word (of `cli.outcome`) for how a submission was taken."""
    from kpi.checks.rules.late import LATE

    open_ones = {p.rule for p in submission.problems if not p.answered}
    is_late_alone = submission.outcome == "accepted_with_warnings" and open_ones == {LATE.name}
    return LATE_ALONE if is_late_alone else submission.outcome
