"""`kpi run --when-due`: what the system's scheduler calls, as often as it likes."""

from __future__ import annotations

from datetime import UTC, datetime

from flows.due_note import quiet_until
from kpi.home import Home
from kpi.words import say


def run_when_due(home: Home) -> int:
    """Runs what is owed or new; 0 at once where nothing is."""
    locale = quiet_until(home, datetime.now(UTC))
    if locale:
        from flows.console import out

        out(say("due.nothing", locale))
        return 0
    from flows.engine import run_monthly
    from flows.failures import telling

    with telling(home, None):
        return run_monthly(home, None, only_when_due=True)
