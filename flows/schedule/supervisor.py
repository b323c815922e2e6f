"""The process that is `kpi schedule`: holds the server and the runner, looks after both, says that
it lives, and takes everything along when it ends.

One rule: it imports nothing of the engine and trusts nothing of it; a child that died or no longer
answers is started again, at the same address with the same password.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time as clock
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from filelock import FileLock, Timeout

from flows.console import Stop, add_to_log, note
from flows.plan_check import plan_of
from flows.schedule.alive import moment, state_file
from flows.schedule.runner import TIMETABLE, TIMEZONE
from flows.schedule.timetable import NAME, Entry, as_text, timetable
from flows.server.child import EngineDown, Server, child, end, pump
from flows.server.settings import client_settings
from kpi.files import private_folder, write_whole
from kpi.home import Home
from kpi.plan.model import Plan
from kpi.words import say

LOOK_EVERY = 5.0  # seconds
SAY_EVERY = 60.0
NO_ANSWERS = 4  # in a row: then the server is taken for dead
NO_POLL = timedelta(minutes=5)  # of the runner
SLEPT = 300.0  # seconds missing between two looks: the PC slept, hours were missed
LONGEST_PAUSE = 300.0


def keep_schedule(home: Home, at: time, entries: Sequence[Entry] = ()) -> int:
    """Serves the timetable until told to stop; 0. Raises Stop if another process does already."""
    plan = plan_of(home)
    private_folder(home.prefect)
    with _alone(home, plan), _told_to_stop() as stopping:
        supervisor = Supervisor(
            home, plan, f"{at:%H:%M}", tuple(entries or timetable(at)), stopping
        )
        try:
            supervisor.run()
        finally:
            supervisor.end()
    note(say("schedule.ended", plan.locale))
    return 0


@dataclass
class Supervisor:
    """The children of one schedule and what is known of them."""

    home: Home
    plan: Plan
    at: str
    entries: tuple[Entry, ...]
    stopping: threading.Event
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    last_error: str = ""
    failures: int = 0

    def __post_init__(self) -> None:
        self.server = Server(self.home, "schedule")
        self.runner: subprocess.Popen[bytes] | None = None
        self.silences = 0
        self.served_since = self.started
        self.said = float("-inf")
        self.next_runs: dict[str, str] = {}

    def run(self) -> None:
        """Until told to stop."""
        serving = False
        looked = clock.time()
        while not self.stopping.is_set():
            if not self.look(slept=abs(clock.time() - looked) > SLEPT):
                self.say_so()
                self.stopping.wait(min(2.0**self.failures, LONGEST_PAUSE))
            elif not serving:
                serving = True
                self.say_so()
                zone = {"at": self.at, "timezone": self.plan.timezone}
                note(say("schedule.serving", self.plan.locale, **zone))
            if clock.monotonic() - self.said > SAY_EVERY or not self.next_runs:
                self.say_so()
            looked = clock.time()
            self.stopping.wait(LOOK_EVERY)

    def look(self, *, slept: bool) -> bool:
        """Sees to it that both children work; False if that could not be had this time."""
        try:
            if not self._server_works():
                self._start_server()
            if slept:
                self._end_runner()
            if self.runner is None or self.runner.poll() is not None or self._runner_idles():
                self._start_runner()
        except EngineDown as error:
            self._trouble("engine_down", str(error))
            return False
        self.failures = 0
        return True

    def end(self) -> None:
        """Ends the children in order, and says no more."""
        self._end_runner()
        self.server.stop()
        with suppress(OSError):
            state_file(self.home).unlink(missing_ok=True)

    def say_so(self) -> None:
        """Writes that the schedule lives, and what runs next; a full disk ends nothing."""
        self.said = clock.monotonic()
        self.next_runs = self._next_runs()
        state = {
            "started": _text(self.started),
            "heartbeat": _text(datetime.now(UTC)),
            "pid": os.getpid(),
            "at": self.at,
            "next": self.next_runs,
            "last_error": self.last_error,
        }
        with suppress(OSError):
            write_whole(state_file(self.home), json.dumps(state, indent=1) + "\n", private=True)

    def _server_works(self) -> bool:
        if not self.server.lives():
            return False
        self.silences = 0 if self.server.answers() else self.silences + 1
        return self.silences < NO_ANSWERS

    def _start_server(self) -> None:
        """A server at the same port; at another one with a new runner if somebody took it."""
        again = self.server.port != 0
        if again:
            self._trouble("server_again", "the server had to be started again")
        self.server.stop()
        self.silences = 0
        self.server.start()
        try:
            self.server.wait(self.stopping.is_set)
        except EngineDown:
            if not self.server.lives():
                self.server.port = 0
                self._end_runner()
            raise

    def _start_runner(self) -> None:
        if self.runner is not None:
            self._trouble("runner_again", "the runner had to be started again")
            self._end_runner()
        environment = {
            **os.environ,
            **client_settings(self.home),
            **self.server.access(),
            TIMETABLE: as_text(self.entries),
            TIMEZONE: self.plan.timezone,
        }
        try:
            self.runner = child("flows.schedule.runner", environment, self.home.prefect)
        except OSError as error:
            raise EngineDown(str(error)) from error
        self.served_since = datetime.now(UTC)
        source = self.runner.stdout
        threading.Thread(target=pump, args=(source, self.home), daemon=True).start()

    def _end_runner(self) -> None:
        if self.runner is not None:
            end(self.runner)
            self.runner = None

    def _runner_idles(self) -> bool:
        """Whether the runner has not asked the server for work for long."""
        if datetime.now(UTC) - self.served_since < NO_POLL:
            return False
        try:
            asked = self.server.ask("/deployments/filter", _ours())
            seen = [moment(d["last_polled"]) for d in asked if d.get("last_polled")]
        except (OSError, ValueError, KeyError, TypeError):
            return False  # of the server's troubles another look tells
        now = datetime.now(UTC).replace(tzinfo=None)
        return not seen or now - max(seen) > NO_POLL

    def _next_runs(self) -> dict[str, str]:
        """By flow, when the engine will run it next (UTC)."""
        found = {}
        for entry in self.entries:
            question = {
                **_ours(),
                "flows": {"name": {"any_": [entry.flow]}},
                "flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}},
                "sort": "EXPECTED_START_TIME_ASC",
                "limit": 1,
            }
            with suppress(OSError, ValueError, KeyError, TypeError):
                for run in self.server.ask("/flow_runs/filter", question):
                    found[entry.flow] = str(run["expected_start_time"])
        return found

    def _trouble(self, code: str, text: str) -> None:
        """Remembers what went wrong; the first time of a row is told."""
        self.failures += 1
        self.last_error = code
        self.said = float("-inf")  # to be written at once, not within the minute
        add_to_log(self.home.log, f"schedule: {text}")
        if self.failures == 1:
            note(say(f"schedule.trouble.{code}", self.plan.locale, log=self.home.log))


def _ours() -> dict[str, Any]:
    return {"deployments": {"name": {"any_": [NAME]}}}


def _text(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


@contextmanager
def _alone(home: Home, plan: Plan) -> Iterator[None]:
    """Holds the home's place of a schedule; the system gives it back however the process ends."""
    lock = FileLock(str(home.data / "schedule.lock"), mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Stop(say("schedule.already", plan.locale, home=home.root)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event that is set by Ctrl+C, or by whoever asks this process to end."""
    stopping = threading.Event()
    names = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
    signals = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {one: signal.signal(one, lambda *_: stopping.set()) for one in signals}
    try:
        yield stopping
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
