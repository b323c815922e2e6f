"""The reading process: takes file names on stdin, gives one line of JSON per file on stdout.

It has no network and a limit of memory; what it reads cannot hurt the process that loads.
"""

from __future__ import annotations

import gc
import json
import sys
from datetime import datetime
from pathlib import Path

from kpi.reading.asking import Asking
from kpi.reading.catalogue import Catalogue, from_json
from kpi.reading.one_file import read_one
from kpi.reading.process.wire import to_line
from kpi.records.answers import FileRead
from kpi.records.reader_rules import READER_STOPPED
from kpi.workbooks import limits

_OUT_OF_MEMORY = 3
_PAGE = 4096  # a larger one only lets a process live longer
_NEW_OBJECTS = 50_000  # between two searches for garbage


def main() -> None:
    """First line: the catalogue. Each further line: a list of [path, name, received_at]."""
    known = from_json(json.loads(sys.stdin.readline()))
    # a library that prints must not speak in our place
    answers, sys.stdout = sys.stdout, sys.stderr
    _confine()
    # one file's objects die with it; what lives longer need not be looked through again and again
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    at_first = _address_space()
    for line in sys.stdin:
        for path, name, received_at in json.loads(line):
            read = _read(Path(path), name, datetime.fromisoformat(received_at), known)
            answers.write(to_line(read) + "\n")
            answers.flush()
            if _address_space() - at_first > limits.WORKER_BYTES // 3:
                return  # the next file must not lack the room that this one took


def _read(path: Path, name: str, received_at: datetime, known: Catalogue) -> FileRead:
    try:
        return read_one(path, name, received_at, known)
    except MemoryError:
        # no answer: it may be the files before this one that took the room
        sys.exit(_OUT_OF_MEMORY)
    except RecursionError:
        reason = "reader_stopped"
    except Exception as error:  # noqa: BLE001 - one file's defect must not stop the others
        sys.stderr.write(f"reading failed: {type(error).__name__}\n")
        reason = "reader_stopped"
    problem = Asking.of(known, name).about_file(READER_STOPPED, reason)
    return FileRead(problems=(problem,))


def _confine() -> None:
    """Memory limit where the system has one (Windows: the limits on sizes and time stand alone),
    and no sockets."""
    try:
        import resource
    except ImportError:
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (limits.WORKER_BYTES, limits.WORKER_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_no_network)


def _address_space() -> int:
    """How much this process holds of what its limit counts; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_bytes().split()[0]
    except OSError:
        return 0
    return int(pages) * _PAGE


def _no_network(event: str, _arguments: object) -> None:
    if event.startswith("socket."):
        raise PermissionError(event)


if __name__ == "__main__":
    main()
