"""Reads many files in child processes: a file that kills or hangs its reader costs only itself.

Results come in the order of the tasks, whoever read them. Of a file that ended its reader nothing
is said before it was tried once more, while nothing else is read.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kpi.environment import begun, command_of, told
from kpi.plan.model import Plan
from kpi.reading.asking import Asking
from kpi.reading.catalogue import Catalogue, catalogue_of, to_json
from kpi.reading.process.patience import Patience, processor_seconds
from kpi.reading.process.wire import from_line
from kpi.records.answers import FileRead
from kpi.records.reader_rules import READER_STOPPED
from kpi.workbooks import limits

_COMMAND = command_of("kpi.reading.process.worker")
_CHUNK = 16
_AHEAD = 400  # files read but not yet taken by the caller, per run


@dataclass(frozen=True, slots=True)
class ReadTask:
    """One file to read. `name` is its inbox path; a naive `received_at` is UTC."""

    name: str
    path: Path
    received_at: datetime


def read_files(
    tasks: Sequence[ReadTask],
    plan: str | Plan | Catalogue,
    *,
    workers: int = 2,
    seconds_per_file: float = limits.SECONDS_PER_FILE,
    idle_seconds_per_file: float = limits.IDLE_SECONDS_PER_FILE,
) -> Iterator[tuple[ReadTask, FileRead]]:
    """Each task with what its file says, in the order given.

    `plan` is the plan, or the text of its file. A file that twice stops its reader, takes more
    than `seconds_per_file` of processor time, or keeps its reader waiting for longer than
    `idle_seconds_per_file`, is one rejected file (`reader_stopped`).
    """
    if not tasks:
        return
    known = _known(plan)
    pool = _Pool(tasks, known, seconds_per_file, idle_seconds_per_file)
    try:
        pool.start(max(1, min(workers, -(-len(tasks) // _CHUNK))))
        for number, task in enumerate(tasks):
            yield task, pool.result(number)
    finally:
        pool.stop()


def _known(plan: str | Plan | Catalogue) -> Catalogue:
    if isinstance(plan, Catalogue):
        return plan
    if isinstance(plan, Plan):
        return catalogue_of(plan)
    from kpi.plan.load import parse_plan

    found = parse_plan(plan, "indicators.yaml").plan
    if found is None:
        raise ValueError("the plan's text has errors")
    return catalogue_of(found)


class _Pool:
    """Tasks to hand out, results to hand back, and one thread per reading process."""

    def __init__(
        self, tasks: Sequence[ReadTask], known: Catalogue, seconds: float, idle_seconds: float
    ) -> None:
        self.tasks, self.known = tasks, known
        self.seconds, self.idle_seconds = seconds, idle_seconds
        self.greeting = json.dumps(to_json(known), ensure_ascii=True)
        self.waiting = deque(range(len(tasks)))
        self.results: dict[int, FileRead] = {}
        self.failure: BaseException | None = None
        self.taken = 0
        self.stopped = False
        self.reading = 0  # lines that are at work on a chunk
        self.alone = False  # one file is read, and nothing beside it
        self.changed = threading.Condition()
        self.lines: list[_Line] = []
        self.threads: list[threading.Thread] = []

    def start(self, workers: int) -> None:
        for _ in range(workers):
            line = _Line(self)
            self.lines.append(line)
            self.threads.append(threading.Thread(target=self._run, args=(line,), daemon=True))
        self.threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
        for line in self.lines:
            line.kill()
        for thread in self.threads:
            thread.join()

    def result(self, number: int) -> FileRead:
        with self.changed:
            while number not in self.results:
                if self.failure is not None:
                    raise self.failure
                self.changed.notify_all()  # to whoever waited for results to be taken
                self.changed.wait()
            self.taken = number + 1
            if self.taken % _CHUNK == 0:
                self.changed.notify_all()
            return self.results.pop(number)

    def next_chunk(self) -> list[int]:
        with self.changed:
            while not self.stopped and (self.alone or self._is_far_ahead()):
                self.changed.wait()
            if self.stopped or not self.waiting:
                return []
            self.reading += 1
            return [self.waiting.popleft() for _ in range(min(_CHUNK, len(self.waiting)))]

    def _is_far_ahead(self) -> bool:
        return bool(self.waiting) and self.waiting[0] > self.taken + _AHEAD

    def chunk_done(self, left: list[int]) -> None:
        """A line has ended a chunk; `left` are those of it that it did not come to."""
        with self.changed:
            self.reading -= 1
            self.waiting.extendleft(reversed(left))
            self.changed.notify_all()

    @contextlib.contextmanager
    def nothing_beside(self) -> Iterator[None]:
        """Waits until no line reads, and keeps the others waiting."""
        with self.changed:
            while self.alone and not self.stopped:
                self.changed.wait()
            self.alone = True
            while self.reading and not self.stopped:
                self.changed.wait()
        try:
            yield
        finally:
            with self.changed:
                self.alone = False
                self.changed.notify_all()

    def give(self, found: dict[int, FileRead]) -> None:
        with self.changed:
            self.results |= found
            self.changed.notify_all()

    def reader_stopped(self, number: int) -> FileRead:
        asking = Asking.of(self.known, self.tasks[number].name)
        return FileRead(problems=(asking.about_file(READER_STOPPED, "reader_stopped"),))

    def _run(self, line: _Line) -> None:
        try:
            while chunk := self.next_chunk():
                done = line.read(chunk)
                self.chunk_done(chunk[done + 1 :])
                if done < len(chunk) and not self.stopped:
                    self._once_more(line, chunk[done])
        except BaseException as error:  # noqa: BLE001 - handed to the caller, who waits for it
            with self.changed:
                self.failure = error
                self.changed.notify_all()
        finally:
            line.close()

    def _once_more(self, line: _Line, number: int) -> None:
        """Reads a file that ended its reader, by a fresh one: it may have died of the files
        before, or of what the PC was doing beside."""
        with self.nothing_beside():
            if not line.read([number]) and not self.stopped:
                self.give({number: self.reader_stopped(number)})

    def _watch(self) -> None:
        while not self.stopped:
            for line in self.lines:
                line.end_if_overdue()
            with self.changed:
                self.changed.wait(0.1)
            time.sleep(0.02)
            if not any(t.is_alive() for t in self.threads[:-1]):
                return


class _Line:
    """One reading process, started when first needed and again after it has died."""

    def __init__(self, pool: _Pool) -> None:
        self.pool = pool
        self.process: subprocess.Popen[str] | None = None
        self.patience: Patience | None = None  # with the file that is being read

    def read(self, chunk: list[int]) -> int:
        """Reads a chunk and gives its results; returns how many were read before the end."""
        process = self._process()
        message = [self._task(n) for n in chunk]
        if not told(process, json.dumps(message, ensure_ascii=True)):
            self.close()
            return 0
        found: dict[int, FileRead] = {}
        for number in chunk:
            self.patience = Patience(self.pool.seconds, self.pool.idle_seconds)
            line = process.stdout.readline() if process.stdout else ""
            self.patience = None
            read = _reading(line)
            if read is None:
                self.close()
                break
            found[number] = read
        # all at once: waking the one who waits costs as much as taking a line apart
        self.pool.give(found)
        return len(found)

    def end_if_overdue(self) -> None:
        """Ends the process if it has been at one file for too long."""
        process, patience = self.process, self.patience
        if process is None or patience is None:
            return
        spent = processor_seconds(process.pid)
        if spent is not None and patience.is_over(time.monotonic(), spent):
            self.kill()

    def kill(self) -> None:
        process = self.process
        if process is not None and process.poll() is None:
            process.kill()

    def close(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        if process.poll() is None:
            process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # the pipe of a dead process
                    stream.close()
        process.wait()

    def _task(self, number: int) -> list[str]:
        task = self.pool.tasks[number]
        moment = task.received_at
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return [str(task.path), task.name, aware.isoformat()]

    def _process(self) -> subprocess.Popen[str]:
        if self.process is None:
            self.process = _start()
            told(self.process, self.pool.greeting)
        return self.process


def _reading(line: str) -> FileRead | None:
    """What a line says; None for the end of a process, or the babble of a broken one."""
    try:
        return from_line(line) if line.endswith("\n") else None
    except (ValueError, KeyError, TypeError):
        return None


def _start() -> subprocess.Popen[str]:
    return begun(_COMMAND)
