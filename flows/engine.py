"""`kpi run`: the `monthly` flow in the engine, or without it where the engine cannot be had.

The server is started first of all, and comes up while this process imports what the work needs.
One rule: the engine only shows and repeats the work; that it is missing never stops a report.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from flows.console import note, write_log
from flows.plan_check import plan_of
from flows.server.child import END_WITHIN, EngineDown, Server
from flows.server.settings import client_settings
from kpi.files import private_folder
from kpi.home import Home
from kpi.periods import Period
from kpi.words import say

if TYPE_CHECKING:
    from flows.month import MonthlyRun

# A server on the same computer answers at once or never, and nobody reads the log of a run there.
ALONE = {"PREFECT_CLIENT_MAX_RETRIES": "2", "PREFECT_LOGGING_TO_API_ENABLED": "false"}
OWN_SERVER = "PREFECT_API_URL"  # set by the user: his server, with his password


def prepare_engine(home: Home) -> None:
    """Settings of the engine for this process and home; what the user has set himself stays, but
    for the home."""
    private_folder(home.prefect)
    os.environ.update(client_settings(home))


def run_monthly(home: Home, period: Period | None, *, only_when_due: bool = False) -> int:
    """The `monthly` flow in the engine; 1 if a submission was rejected or taken in part, or a
    report could not be made."""
    if not home.plan.is_file():
        plan_of(home)  # says so before anything is made in a folder that may be no home
    label = period.label if period else None
    if os.environ.get(OWN_SERVER):
        plan_of(home)
        prepare_engine(home)
        from flows.monthly import monthly

        return monthly(str(home.root), label, only_when_due=only_when_due).exit_status
    return _run(home, label, only_when_due=only_when_due).exit_status


@contextmanager
def in_engine(home: Home) -> Iterator[None]:
    """A server of its own for the flows that are called in the block. Raises EngineDown."""
    with serving(home) as server:
        os.environ.update({**client_settings(home), **server.access()})
        _use_this_server()
        server.wait()
        yield


class EngineLost(Exception):
    """The engine went away while the work was under way."""


def _run(home: Home, label: str | None, *, only_when_due: bool) -> MonthlyRun:
    """The flow on a server of our own; the plain steps if there is none to be had."""
    with serving(home) as server:
        locale = plan_of(home).locale  # a plan with errors is told before the engine is up
        try:
            return _in_engine(home, server, label, only_when_due=only_when_due)
        except (EngineDown, EngineLost, ImportError) as error:
            write_log(home, error)
            key = "lost" if isinstance(error, EngineLost) else "without"
            note(say(f"engine.{key}", locale, log=home.log))
    from flows.month import run_month

    return run_month(home, label, only_when_due=only_when_due)


def _in_engine(home: Home, server: Server, label: str | None, *, only_when_due: bool) -> MonthlyRun:
    """The flow, on a server that is coming up. Raises EngineDown, EngineLost, ImportError for the
    engine's own failures, else what the flow raises."""
    os.environ.update({**client_settings(home), **ALONE, **server.access()})
    with _quietly():
        from flows.monthly import monthly

        _use_this_server()
        _get_ready()
    server.wait()
    try:
        with _quietly():
            return monthly(str(home.root), label, only_when_due=only_when_due)
    except Exception as error:
        if server.answers():
            raise
        raise EngineLost from error


def _use_this_server() -> None:
    """Has the engine's client take its settings from the environment, also where it was imported
    for an earlier server of this process."""
    if "prefect" in sys.modules:
        from prefect.context import refresh_global_settings_context

        refresh_global_settings_context()


def _get_ready() -> None:
    """Imports what the steps would import one by one, while the server comes up beside."""
    from kpi.assessment.models import models
    from kpi.checks import engine as checks
    from reports import ready as reports

    checks.get_ready()
    reports.get_ready()
    models()


@contextmanager
def serving(home: Home) -> Iterator[Server]:
    """A server that has been told to start, and is ended after the block; whether it came up shows
    when it is asked. The environment is then as it was: a later run of this process has a server
    of its own, and takes this one for nobody's."""
    server, before = Server(home, "run"), dict(os.environ)
    with suppress(EngineDown):  # asked for its address it says so again
        server.start()
    try:
        yield server
        _hand_over(server)
    finally:
        server.stop()
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _hand_over(server: Server) -> None:
    """Waits until the engine has been told all that is still under way to it."""
    if server.lives() and "prefect" in sys.modules:
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        with suppress(Exception):
            APILogWorker.drain_all(timeout=END_WITHIN)
            EventsWorker.drain_all(timeout=END_WITHIN)


@contextmanager
def _quietly() -> Iterator[None]:
    """Libraries' warnings to developers are not for the clerk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
