"""A process that ends, with all it started, when the one it works for has ended, however that
one ended.

One rule: nothing here depends on a signal, an event loop or the good will of a library. The end of
a pipe is seen at once; the watched process number is looked at every second besides, as a process
forked meanwhile may hold the pipe open. Both work alike on Windows.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

MASTER = "KPI_MASTER_PID"  # the process whose end is ours; children hand it on
LOOK_EVERY = 1.0  # seconds
_INPUT = 0
_WATCHED: set[int] = set()
ORDERLY = b"end\n"  # what the parent writes to have us end in our own time


def end_with(master: int | None) -> None:
    """From now on this process and its children are killed soon after `master` has ended.

    None: does nothing. A process number that is given away again is no reprieve: what is
    remembered is the process, not its number.
    """
    if master is None or master == os.getpid() or master in _WATCHED:
        return
    _WATCHED.add(master)
    threading.Thread(target=_watch, args=(master,), daemon=True, name="lifeline").start()


def end_with_input(orderly: Callable[[], None]) -> None:
    """From now on the end of standard input kills this process and its children, and the word
    `ORDERLY` there has `orderly` called (in a thread of its own)."""
    threading.Thread(target=_listen, args=(orderly,), daemon=True, name="pipe").start()


def named_master() -> int | None:
    """The process that this one's environment names; None where nobody does."""
    given = os.environ.get(MASTER, "")
    return int(given) if given.isdigit() else None


def end_at_once() -> None:
    """Kills every process below this one, and then itself; runs no handlers."""
    end_children()
    os._exit(1)


def end_children() -> None:
    """Kills every process below this one."""
    import psutil

    with suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                child.kill()


def _watch(master: int) -> None:
    import psutil

    try:
        watched = psutil.Process(master)
        while watched.is_running() and watched.status() != psutil.STATUS_ZOMBIE:
            time.sleep(LOOK_EVERY)
    except psutil.NoSuchProcess:
        pass
    end_at_once()


def _listen(orderly: Callable[[], None]) -> None:
    # The bare descriptor: a buffered stream would be locked when the interpreter shuts down.
    while said := os.read(_INPUT, 64):
        if said.startswith(ORDERLY):
            orderly()
    end_at_once()
