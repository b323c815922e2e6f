"""The pictures of a large report are drawn by a process of their own, while workbooks are written.

One rule: if that process cannot be had, or does not do it, the pictures are drawn here; the files
are the same either way.
"""

from __future__ import annotations

import json
import pickle
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from kpi.environment import begun, command_of, told
from kpi.plan.size import is_large
from reports.charts import draw as room
from reports.edition import Edition
from reports.picture import Picture
from reports.report import Report

SECONDS_AT_MOST = 300.0  # after which nothing is waited for any more
ASKED = "charts.asked"  # the file in which the process finds what it draws
_COMMAND = command_of("reports.charts.worker")

Pictures: TypeAlias = Callable[[], Sequence[Picture]]


@contextmanager
def drawn_beside(report: Report, folder: Path) -> Iterator[Pictures]:
    """What gives the pictures of every chart, drawn as PNG and SVG into the folder, in their order;
    of a large report they are waited for when they are first asked for."""
    # of fewer figures a process takes longer to start than it saves
    if not is_large(report.edition.plan):
        made = room.draw_charts(report, folder)
        yield lambda: made
        return
    process = _start()
    try:
        asked = room.ask_all(report)
        is_told = process is not None and _hand_over(process, report.edition, asked, folder)

        @cache
        def pictures() -> Sequence[Picture]:
            drawn = _answer(process, folder) if process is not None and is_told else None
            return room.draw_all(report.edition, asked, folder) if drawn is None else drawn

        yield pictures
    finally:
        if process is not None:
            _end(process)


def _start() -> subprocess.Popen[str] | None:
    """The process, which gets its libraries ready while it waits; None if it cannot be had."""
    try:
        return begun(_COMMAND)
    except OSError:
        return None


def _hand_over(
    process: subprocess.Popen[str], edition: Edition, asked: Sequence[Any], folder: Path
) -> bool:
    """Tells the process what to draw, and where; False if it has ended."""
    folder.mkdir(parents=True, exist_ok=True)
    given = folder.with_name(ASKED)
    given.write_bytes(pickle.dumps((edition, list(asked))))
    return told(process, json.dumps([str(given), str(folder)]))


def _answer(process: subprocess.Popen[str], folder: Path) -> list[Picture] | None:
    """The pictures that the process has drawn; None if it did not do it."""
    try:
        answer, _ = process.communicate(timeout=SECONDS_AT_MOST)
        drawn = [Picture(folder / png, folder / svg, alt) for png, svg, alt in json.loads(answer)]
    except (subprocess.TimeoutExpired, OSError, ValueError, TypeError):
        return None
    is_done = process.returncode == 0 and drawn
    return drawn if is_done and all(p.png.exists() and p.svg.exists() for p in drawn) else None


def _end(process: subprocess.Popen[str]) -> None:
    """Waits for its end; if it still draws, nobody needs that any more."""
    if process.poll() is None:
        process.kill()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # the pipe of a dead process
                stream.close()
    process.wait()
