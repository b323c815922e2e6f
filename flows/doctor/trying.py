"""A server of the plan's is tried once.

One rule: whatever is broken in one, the others are tried.
"""

from __future__ import annotations

from collections.abc import Callable

from flows.doctor.case import Case

SECONDS = 60.0  # for one of them


def trouble(case: Case, use: Callable[[], bool]) -> str:
    """Why it cannot be used, as a sentence; empty if it can."""
    from kpi.receiving.fetching.run import within
    from kpi.receiving.fetching.why import why

    try:
        within(SECONDS, use)
    except Exception as error:  # noqa: BLE001 - the rule of this file
        return why(error, case.locale)
    return ""
