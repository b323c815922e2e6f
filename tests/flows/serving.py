"""A `kpi schedule` in a process of its own, with a timetable that comes due at once, and its
children seen from outside."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from .conftest import PLAN

LONG = 240.0  # seconds to wait at most for what takes ten on a quiet machine

SCHEDULE = """\
import sys
from datetime import time
from flows.cli import keep_private
from flows.schedule.supervisor import keep_schedule
from flows.schedule.timetable import Entry
from kpi.home import Home

keep_private()
entries = (
    Entry("monthly", "flows.monthly.monthly", "* * * * *", {"only_when_due": True}),
    Entry("collect", "flows.single.collect", "0 3 1 1 *"),
)
sys.exit(keep_schedule(Home.locate(sys.argv[1]), time(7), entries))
"""


def plan_of_today() -> str:
    """The small plan, for last year and this one: last month's report is owed."""
    year = datetime.now(UTC).year
    moved = {"2023": year - 2, "2024": year - 1, "2025": year}
    return re.sub("202[345]", lambda found: str(moved[found[0]]), PLAN)


@dataclass(frozen=True)
class Serving:
    """A schedule that runs."""

    home: Path
    process: subprocess.Popen[str]

    def family(self) -> list[psutil.Process]:
        """Every process below the schedule's main one, which must live."""
        if self.process.poll() is not None:
            said = self.process.stdout.read() if self.process.stdout else ""
            raise AssertionError(f"the schedule ended: {said}")
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, module: str) -> psutil.Process | None:
        for process in self.family():
            try:
                if module in process.cmdline():
                    return process
            except psutil.Error:
                continue
        return None

    def reports(self) -> list[Path]:
        return sorted((self.home / "data" / "reports").glob("*/report.xlsx"))


@contextmanager
def schedule(home: Path) -> Iterator[Serving]:
    """A schedule of the home; whatever of it is left at the end is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", SCHEDULE, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    serving = Serving(home, process)
    try:
        yield serving
    finally:
        left = serving.family() if process.poll() is None else []
        for one in (*left, process):
            try:
                one.kill()
            except psutil.NoSuchProcess:
                continue
        process.wait()
        if process.stdout:
            process.stdout.close()


def wait_for(what: Callable[[], Any], seconds: float = LONG) -> Any:
    """What comes true within the time; fails if it does not."""
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.2)
    return found


@dataclass(frozen=True)
class Door:
    """The server's address and password, as only its own processes know them."""

    port: int
    password: str

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of a question by HTTP; headers by name, `_` for `-`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        method = "POST" if path.endswith(("filter", "create_flow_run")) else "GET"
        try:
            connection.putrequest(method, path, skip_host="Host" in sent)
            body = sent.pop("Body", "{}").encode() if method == "POST" else b""
            for name, value in sent.items():
                connection.putheader(name, value)
            if body:
                connection.putheader("Content-Type", "application/json")
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read()
        finally:
            connection.close()

    def known(self) -> str:
        """The header of who knows the password."""
        return "Basic " + base64.b64encode(self.password.encode()).decode()

    def fetch(self, path: str, question: dict[str, Any]) -> Any:
        """What the engine answers to its own."""
        status, _, body = self.ask(path, Authorization=self.known(), Body=json.dumps(question))
        assert status in (200, 201), body
        return json.loads(body)


def door_of(serving: Serving) -> Door:
    """Read from the environment of the runner, which uses the server."""
    runner = wait_for(lambda: serving.child("flows.schedule.runner"))
    environment = runner.environ()
    port = environment["PREFECT_API_URL"].removesuffix("/api").rpartition(":")[2]
    return Door(int(port), environment["PREFECT_API_AUTH_STRING"])
