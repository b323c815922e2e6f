"""The engine's server as its parent holds it: start it, wait for it, ask it, end it.

One rule: whatever goes wrong with it becomes `EngineDown`; what it says goes to the home's log.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from flows.console import add_to_log
from flows.server.lifeline import MASTER, ORDERLY
from flows.server.process import KIND, PORT
from flows.server.settings import Kind, access, server_settings
from kpi.environment import without_secrets
from kpi.files import private_folder
from kpi.home import Home

PORT_WITHIN = 60.0  # seconds until a new process says its port, also under load
UP_WITHIN = 240.0  # seconds until it answers: migrations on a slow disk under load
END_WITHIN = 10.0
ANSWER_WITHIN = 10.0
PACKAGES = Path(__file__).parents[2]


class EngineDown(Exception):
    """The engine's server cannot be had; the text is for the log."""


class Server:
    """One server of a home, with a password of its own; every start keeps port and password."""

    def __init__(self, home: Home, kind: Kind) -> None:
        self.home = home
        self.kind = kind
        self.port = 0
        self.password = f"kpi:{secrets.token_urlsafe(32)}"
        self._process: subprocess.Popen[bytes] | None = None
        self._told = threading.Event()

    def start(self) -> None:
        """Starts the process and comes back at once. Raises EngineDown."""
        self._told.clear()
        environment = {
            **without_secrets(),
            **server_settings(self.home, self.kind, self.password),
            PORT: str(self.port),
            KIND: self.kind,
        }
        try:
            private_folder(self.home.prefect)
            self._process = child("flows.server.process", environment, self.home.prefect)
        except OSError as error:
            self._told.set()  # that there is no port
            raise EngineDown(str(error)) from error
        threading.Thread(target=self._hear, args=(self._process,), daemon=True).start()

    def access(self) -> dict[str, str]:
        """The environment of a process that is to use the server; waits for its port. Raises
        EngineDown."""
        self._told.wait(PORT_WITHIN)
        if not self.port:
            raise EngineDown("the server said no port")
        return access(self.port, self.password)

    def wait(self, given_up: Callable[[], bool] = lambda: False) -> None:
        """Until the server answers. Raises EngineDown if it ends, takes too long, or the wait is
        given up."""
        self.access()
        until = time.monotonic() + UP_WITHIN
        while not self.answers():
            if not self.lives() or time.monotonic() > until or given_up():
                raise EngineDown("the server did not come up")
            time.sleep(0.05)

    def ask(self, path: str, question: Mapping[str, Any]) -> Any:
        """What the engine answers to a question of its own interface (`/deployments/filter`).
        Raises OSError or ValueError if it does not answer in order."""
        password = base64.b64encode(self.password.encode()).decode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api{path}",
            json.dumps(question).encode(),
            {"Authorization": f"Basic {password}", "Content-Type": "application/json"},
        )
        with _opener.open(request, timeout=ANSWER_WITHIN) as answer:
            return json.load(answer)

    def lives(self) -> bool:
        """Whether its process runs."""
        return self._process is not None and self._process.poll() is None

    def answers(self) -> bool:
        """Whether it answers now."""
        return self.lives() and answers(self.port)

    def stop(self) -> None:
        """Ends it: in order if it still can, else at once."""
        if self._process:
            end(self._process)
            self._process = None

    def _hear(self, process: subprocess.Popen[bytes]) -> None:
        """Takes the port from the first line and puts the rest into the log."""
        if process.stdout is None:
            return
        first = process.stdout.readline().strip()
        if first.isdigit():
            self.port = int(first)
        elif first:
            add_to_log(self.home.log, first.decode("utf-8", "replace"))
        self._told.set()
        pump(process.stdout, self.home)


def child(module: str, environment: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    """A process of ours that holds a pipe to us: it ends with us (see `lifeline`)."""
    found = [str(PACKAGES), *filter(None, [environment.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", module],
        env={
            **environment,
            MASTER: environment.get(MASTER, str(os.getpid())),
            "PYTHONPATH": os.pathsep.join(found),
            "PYTHONSAFEPATH": "1",  # nothing is imported from the folder a process stands in
            "PYTHONIOENCODING": "utf-8",
        },
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # A Ctrl+C at the terminal is the parent's to handle: it ends its children in order.
        start_new_session=os.name == "posix",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )


def end(process: subprocess.Popen[bytes], within: float = END_WITHIN) -> None:
    """Asks a child to end, and kills it with all its children if it does not in time."""
    if process.stdin:
        with suppress(OSError):
            process.stdin.write(ORDERLY)
            process.stdin.flush()
    try:
        process.wait(within)
    except subprocess.TimeoutExpired:
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()  # a living lifeline takes the children along
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()


def pump(source: IO[bytes], home: Home) -> None:
    """What a child says, into the home's log, until it ends."""
    with source:
        while said := os.read(source.fileno(), 1 << 16):
            add_to_log(home.log, said.decode("utf-8", "replace"))
            time.sleep(0.2)  # so that what belongs together comes together


def answers(port: int) -> bool:
    """Whether a server of the engine answers at a port of the loopback."""
    try:
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/api/health")
        with _opener.open(asked, timeout=ANSWER_WITHIN) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


# Whatever proxy the user has set is not for the loopback.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
