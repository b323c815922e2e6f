"""Opening the warehouse: one file, one process at a time, a schema brought up to date by steps.

Nobody else opens the DuckDB file; readers open copies of it (see `published`). The lock is held as
long as the warehouse is open, and the operating system lets go of it when a process dies; DuckDB
itself keeps a killed write whole. Commands come here through `kpi.collect.access`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.database.frames import MEMORY_LIMIT, execute, transaction
from kpi.files import folder, owner_only
from kpi.home import Home
from kpi.notices import notice
from kpi.warehouse.views import load_views
from kpi.words import say

if TYPE_CHECKING:
    import duckdb

LOCK_SECONDS = 15.0  # a late file waits for a report to be made
SOON = 1.0  # seconds after which one who waits is told why
# what DuckDB says of a file that another program holds, on Linux and on Windows
_HELD_ELSEWHERE = ("could not set lock", "conflicting lock", "used by another process")
_DISK_IS_FULL = ("no space left", "not enough space")
MOST_THREADS = 4
SMALL_FILE = 32 * 2**20  # of so little data threads only wait for each other


class WarehouseProblem(RuntimeError):
    """The warehouse cannot be used now; `message` says why and what to do."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(f"warehouse.{key}", "vi", **values))
        self.key = key
        self.values = values

    def message(self, locale: str = "vi") -> str:
        return say(f"warehouse.{self.key}", locale, **self.values)


class WarehouseBusy(WarehouseProblem):
    """Another process holds the warehouse."""


class WarehouseTooNew(WarehouseProblem):
    """The file was written by a later version of the program."""


class WarehouseUnreadable(WarehouseProblem):
    """The file, or its folder, cannot be opened or written."""


class WarehouseBehind(WarehouseProblem):
    """What is known cannot be told for certain: a ledger that was lost, or a clock that stands
    before what is known."""


@dataclass(slots=True)
class Warehouse:
    """An open warehouse. `con` has the macros of `load_views`; `publish` gives readers what
    is committed by now."""

    con: duckdb.DuckDBPyConnection
    path: Path
    home: Home | None = None

    def publish(self) -> None:
        """Lets readers see what is committed. Closes the file for a moment, so `con` is another
        one afterwards: whoever holds the old one must ask again."""
        from kpi.warehouse.published import publish

        if self.home is None:
            return
        self.con.close()
        try:
            publish(self.home)
        finally:
            self.con = open_file(self.path)


@contextmanager
def open_warehouse(
    home: Home, *, read_only: bool = False, seconds: float | None = None
) -> Iterator[Warehouse]:
    """The warehouse of a home, created and brought up to date if need be; waits `seconds` for
    another process to let go.

    Raises WarehouseBusy, WarehouseTooNew or WarehouseUnreadable.
    """
    with locked(home, seconds):
        con = open_file(home.warehouse)
        if read_only:
            con.close()
            con = open_file(home.warehouse, read_only=True)
        warehouse = Warehouse(con, home.warehouse)
        try:
            yield warehouse
        finally:
            warehouse.con.close()


def open_file(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file, with the macros that readers ask by. A writer makes it, its
    owner's alone, and brings it up to date; a reader takes it as it is, or not at all."""
    con = _open_file(path, read_only=read_only)
    try:
        if read_only:
            _refuse_old(con, path)
        else:
            owner_only(path)
            _migrate(con, path)
        load_views(con)
    except BaseException:
        con.close()
        raise
    return con


def open_empty() -> duckdb.DuckDBPyConnection:
    """A warehouse with nothing in it, in memory: what a home knows that has received nothing."""
    return open_file(Path(":memory:"))


def swap_in(home: Home, made: Path) -> None:
    """Puts a finished warehouse in the place of the present one, which stays beside it as
    `.old`. Only under the lock, and with nothing open."""
    for suffix in ("", ".wal"):
        present = home.warehouse.with_name(home.warehouse.name + suffix)
        old = home.warehouse.with_name(f"{home.warehouse.name}.old{suffix}")
        old.unlink(missing_ok=True)
        if present.exists():
            present.replace(old)
    made.replace(home.warehouse)


@contextmanager
def locked(home: Home, seconds: float | None = None) -> Iterator[None]:
    """The home's lock: whoever changes anything holds it. Raises WarehouseBusy if another process
    keeps it for longer than `seconds`."""
    from filelock import FileLock, Timeout

    try:
        folder(home.data)
        lock = FileLock(str(home.lock), mode=0o600)
        most = LOCK_SECONDS if seconds is None else seconds
        try:
            lock.acquire(timeout=min(most, SOON))
        except Timeout:
            if most <= SOON:
                raise
            notice("waiting")
            lock.acquire(timeout=most - SOON)
    except Timeout:
        raise WarehouseBusy("busy", path=home.warehouse) from None
    except OSError as error:
        raise WarehouseUnreadable("no_folder", path=home.data) from error
    try:
        yield
    finally:
        lock.release()


def _open_file(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    import duckdb

    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "threads": str(_threads(path, read_only=read_only)),
        "memory_limit": MEMORY_LIMIT,
    }
    try:
        return duckdb.connect(str(path), read_only=read_only, config=settings)
    except duckdb.IOException as error:
        if any(said in str(error).lower() for said in _HELD_ELSEWHERE):
            raise WarehouseBusy("busy", path=path) from error
        if any(said in str(error).lower() for said in _DISK_IS_FULL):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)) from error
        raise WarehouseUnreadable("unreadable", path=path) from error
    except _damage() as error:
        raise WarehouseUnreadable("unreadable", path=path) from error


def _threads(path: Path, *, read_only: bool) -> int:
    if read_only and path.stat().st_size < SMALL_FILE:
        return 1
    return max(1, min(MOST_THREADS, os.cpu_count() or 1))


def _damage() -> tuple[type[Exception], ...]:
    """What DuckDB raises on a file that is damaged or none of its own."""
    import duckdb

    return duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException


def migrations() -> dict[int, str]:
    """The steps of the schema by number, from `migrations/NNNN_name.sql`."""
    folder = files("kpi.warehouse").joinpath("migrations")
    found = {f.name: f for f in folder.iterdir() if f.name.endswith(".sql")}
    return {int(name[:4]): found[name].read_text(encoding="utf-8") for name in sorted(found)}


def _schema_version(con: duckdb.DuckDBPyConnection) -> int:
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_version'"
    ).fetchall()[0][0]
    if not known:
        return 0
    rows = con.execute("SELECT max(version) FROM schema_version").fetchall()
    return int(rows[0][0] or 0)


def _missing_steps(con: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    steps = migrations()
    version = _schema_version(con)
    if version > max(steps):
        raise WarehouseTooNew("too_new", path=path, version=version, known=max(steps))
    return {number: text for number, text in steps.items() if number > version}


def _refuse_old(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    if _missing_steps(con, path):
        raise WarehouseUnreadable("old", path=path)


def _migrate(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    for number, text in _missing_steps(con, path).items():
        with transaction(con):
            execute(con, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)")
            execute(con, text)
            execute(con, "INSERT INTO schema_version VALUES ($number)", {"number": number})
