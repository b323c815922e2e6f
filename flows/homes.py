"""Which home a flow may touch: the one that its process was started for, and no other.

Whoever may start a run may also name a home in its parameters; what the process was started with
(`KPI_HOME`, set by `kpi run`, by `kpi schedule`, or for a worker by whoever set it up) holds.
"""

from __future__ import annotations

import os

from flows.console import Stop, default_locale
from flows.server.lifeline import end_with, named_master
from kpi.files import keep_private
from kpi.home import Home
from kpi.words import say

PIN = "KPI_HOME"


def home_of(asked: str | None = None) -> Home:
    """The home of this process. Raises Stop if the process has none, or another one is asked for;
    nothing has been touched by then. From here on the process ends with the one it works for."""
    end_with(named_master())
    keep_private()  # also where a worker started this process, and no command line of ours
    pinned = os.environ.get(PIN, "")
    if not pinned:
        raise Stop(say("engine.no_home", default_locale(), name=PIN))
    home = Home.locate(pinned)
    if asked and Home.locate(asked) != home:
        raise Stop(say("engine.other_home", default_locale(), asked=asked, home=home.root))
    return home
