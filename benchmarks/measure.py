"""Timing whole processes: seconds, and the peak memory of the process and its children."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of a run, and the largest single process in MiB (0 where the system cannot say)."""

    seconds: float
    peak_mib: float
    status: int
    shown: str = ""


def run_process(command: Sequence[str]) -> Measured:
    """One run of a command, its output thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            peak = usage.ru_maxrss / 1024
        else:  # Windows has no wait4: time only
            process.wait()
            peak = 0.0
    return Measured(time.perf_counter() - start, peak, process.returncode)


def run_watched(command: Sequence[str], *, shown: bool = False) -> Measured:
    """One run of a command; its peak is that of all its processes together, looked at twenty
    times a second (0 where the system has no /proc). `shown`: what it prints, a few lines, is
    kept."""
    start = time.perf_counter()
    peak = 0.0
    out = subprocess.PIPE if shown else subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, stdout=out, encoding="utf-8") as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_resident_mib, _family(process.pid))))
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        printed = process.stdout.read() if process.stdout else ""
    return Measured(seconds, peak, process.returncode, printed)


def peaks() -> tuple[float, float]:
    """Peak memory of this process and of its largest child, in MiB (0 where not to be known)."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0, 0.0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return own / 1024, child / 1024


class Watch:
    """Looks at this process and all its children twenty times a second; `peak_mib` is what they
    held together at most (0 where the system has no /proc)."""

    def __init__(self) -> None:
        self.peak_mib = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(0.05):
            self.peak_mib = max(self.peak_mib, sum(map(_resident_mib, _family(os.getpid()))))


def _family(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for parent in found:  # grows while it is gone through
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # a process that has just ended
                found += map(int, children.read_text(encoding="ascii").split())
    return found


def _resident_mib(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * _PAGE / 2**20


def median_of(runs: int, once: Callable[[], Measured]) -> Measured:
    """The run of median time."""
    measured = sorted((once() for _ in range(runs)), key=lambda m: m.seconds)
    return measured[(runs - 1) // 2]


def paired_ratio(pairs: Sequence[tuple[float, float]]) -> float:
    """The median of a / b over runs made in turn, so that a drift of the machine cancels out."""
    return statistics.median(a / b for a, b in pairs)


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]
