"""The door to Prefect: its settings are made here, before it is imported.

Everything of the engine lies in the home's data folder, nothing is sent anywhere, and a run
needs no server: the engine starts one for itself.
"""

from __future__ import annotations

import os
from datetime import time
from typing import TYPE_CHECKING

from flows.console import note
from flows.plan_check import plan_of
from kpi.home import Home
from kpi.periods import Period
from kpi.plan.model import Plan
from kpi.words import say

if TYPE_CHECKING:
    from prefect.schedules import Schedule


def prepare_engine(home: Home) -> None:
    """Settings of the engine for this home; what the user has set himself stays."""
    home.prefect.mkdir(parents=True, exist_ok=True)
    settings = {
        "PREFECT_HOME": str(home.prefect),
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_CLI_PROMPT": "false",
    }
    for name, value in settings.items():
        os.environ.setdefault(name, value)


def run_monthly(home: Home, period: Period | None, *, only_when_due: bool = False) -> int:
    """The `monthly` flow in the engine; 1 if a submission was rejected or taken in part, or a
    report could not be made."""
    plan_of(home)  # a plan with errors is told before the engine starts
    prepare_engine(home)
    from flows.monthly import monthly

    label = period.label if period else None
    return monthly(str(home.root), label, only_when_due=only_when_due).exit_status


def time_of_day(text: str) -> time:
    """`07:00` as a time; raises ValueError for anything else."""
    return time.fromisoformat(text if ":" in text else f"{text}:00")


def daily(at: time, plan: Plan) -> Schedule:
    """Every day at a time of the plan's own time zone."""
    from prefect.schedules import Cron

    return Cron(f"{at.minute} {at.hour} * * *", timezone=plan.timezone)


def serve_daily(home: Home, at: str) -> int:
    """Serves `monthly` every day at a time of the plan's time zone, until stopped."""
    plan = plan_of(home)
    prepare_engine(home)
    from flows.monthly import monthly

    hour = time_of_day(at)
    note(say("cli.schedule.serving", plan.locale, at=f"{hour:%H:%M}", timezone=plan.timezone))
    monthly.serve(
        name="monthly",
        parameters={"home": str(home.root), "only_when_due": True},
        schedule=daily(hour, plan),
        limit=1,
        print_starting_message=False,
    )
    return 0
