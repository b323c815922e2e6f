"""One call of `kpi run --when-due` in a process of its own under a set clock, with its connections
traced and the list of processes looked at while it runs."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLOCK = Path(__file__).parent / "clock"  # what processes under a set clock load first
MARK = "KPI_YEAR"
LOOK_EVERY = 0.2  # seconds
CONNECTED = re.compile(r"connect\(\d+(?:<[^(]*>)?, \{sa_family=(\w+)(.*?)\}, \d+\)")
LISTENED = re.compile(r"listen\(\d+<TCP:\[127\.0\.0\.1:(\d+)")
PORT = re.compile(r"htons\((\d+)\)")
INET = re.compile(r'inet_(?:addr\(|pton\(AF_INET6, )"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process said and how it ended (below 0: killed), and its seconds."""

    status: int
    said: str
    seconds: float


@dataclass
class Watched:
    """All that was seen of the year's processes: addresses they connected to, by what stands there,
    and what must not be: other addresses, secrets in a command line or a child's environment."""

    connections: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    looked_at: set[str] = field(default_factory=set)


class Runner:
    """Runs calls of one home. `secrets` by variable stand in the environment."""

    def __init__(self, home: Path, secrets: Mapping[str, str], ports: Mapping[int, str]) -> None:
        self.home, self.secrets, self.ports = home, secrets, ports
        self.watched, self.mark = Watched(), uuid.uuid4().hex
        self.folder = home.parent / "gọi"
        self.folder.mkdir()
        self.number = 0

    def run(
        self, at: datetime, *words: str, kill_after: float | None = None, home: Path | None = None
    ) -> Ran:
        """Runs `kpi` with these words at a moment (UTC), and kills it after some seconds."""
        self.number += 1
        trace = self.folder / f"{self.number}.connect"
        said = self.folder / f"{self.number}.said"
        kpi = [sys.executable, "-m", "flows.cli"]
        began = time.monotonic()
        with said.open("wb") as out:
            process = subprocess.Popen(
                [*traced(trace), *kpi, "--home", str(home or self.home), *words],
                stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=ROOT,
                env=self._environment(at), start_new_session=True,
            )  # fmt: skip
        over = threading.Event()
        looking = threading.Thread(target=self._look, args=(process.pid, over))
        looking.start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(kill_after)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        status = process.wait()
        over.set()
        looking.join()
        wait_for_children(self.mark)
        self._connections(trace)
        text = said.read_text("utf-8", "replace")
        return Ran(status, text, time.monotonic() - began)

    def _environment(self, at: datetime) -> dict[str, str]:
        return {
            **os.environ, **self.secrets, **clock(at), MARK: self.mark, "TZ": "UTC",
            "PYTHONPATH": str(CLOCK), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }  # fmt: skip

    def _look(self, own: int, over: threading.Event) -> None:
        while not over.wait(LOOK_EVERY):
            for place in marked(self.mark):
                with suppress(OSError):
                    command = (place / "cmdline").read_bytes()
                    environment = (place / "environ").read_bytes()
                    if command.startswith(b"strace") or not command:
                        continue
                    name = command.replace(b"\0", b" ").decode("utf-8", "replace").strip()[:80]
                    self.watched.looked_at.add(name)
                    if self._holds_secret(command):
                        self.watched.shown[f"command line: {name}"] += 1
                    if self._is_handed(place, own, command) and self._holds_secret(environment):
                        self.watched.shown[f"environment of a child: {name}"] += 1

    @staticmethod
    def _is_handed(place: Path, own: int, command: bytes) -> bool:
        """Whether a process has an environment that ours gave it; a copy of ours that is on its way
        to another program has ours."""
        with suppress(OSError):
            return command != Path(f"/proc/{own}/cmdline").read_bytes() and int(place.name) != own
        return False

    def _holds_secret(self, content: bytes) -> bool:
        return any(secret.strip().encode() in content for secret in self.secrets.values())

    def _connections(self, trace: Path) -> None:
        """Sorts the connections of one call by what stands at the other end."""
        text = trace.read_text("utf-8", "replace") if trace.exists() else ""
        own = {int(port) for port in LISTENED.findall(text)}
        for family, rest in CONNECTED.findall(text):
            if family in {"AF_UNIX", "AF_UNSPEC", "AF_NETLINK"}:
                self.watched.connections[f"{family}, inside of this computer"] += 1
                continue
            port, address = PORT.search(rest), INET.search(rest)
            where = f"{address[1] if address else rest} port {port[1] if port else '?'}"
            number = int(port[1]) if port else -1
            if not address or address[1] != "127.0.0.1" or number not in {*self.ports, *own}:
                self.watched.elsewhere[where] += 1
            else:
                self.watched.connections[self.ports.get(number, "the engine's own server")] += 1


def traced(trace: Path) -> list[str]:
    """Writes the connections of a process and its children into a file; the process is ours."""
    if shutil.which("strace") is None:
        return []
    return [
        "strace", "-D", "-f", "-q", "-yy", "--seccomp-bpf", "-e", "trace=connect,listen",
        "-e", "signal=none", "-o", str(trace),
    ]  # fmt: skip


def clock(at: datetime) -> dict[str, str]:
    """Sets the clock of a process and its children, which goes on from there: what `faketime` would
    set, without a process of its own in between, which a kill would hit in the place of ours."""
    asked = ["faketime", "-f", "+0", "printenv", "LD_PRELOAD"]
    library = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    ahead = round((at - datetime.now(UTC).replace(tzinfo=None)).total_seconds())
    return {
        "LD_PRELOAD": library, "FAKETIME": f"{ahead:+d}", "NO_FAKE_STAT": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
    }  # fmt: skip


def marked(mark: str) -> list[Path]:
    """The processes of one year, strace itself among them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (place / "environ").read_bytes():
                found.append(place)
    return found


def wait_for_children(mark: str, within: float = 60.0) -> None:
    """Until no process of the last call is left; what outlives its parent so long is an error."""
    ends = time.monotonic() + within
    while left := marked(mark):
        if time.monotonic() > ends:
            told = [(p / "cmdline").read_bytes().replace(b"\0", b" ") for p in left]
            raise RuntimeError(f"still runs: {told}")
        time.sleep(0.05)
