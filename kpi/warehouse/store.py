"""Opening the warehouse: one file, one process at a time, a schema brought up to date by steps.

Nobody else opens the DuckDB file. The lock is held as long as the warehouse is open, and the
operating system lets go of it when a process dies; DuckDB itself keeps a killed write whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from kpi.home import Home
from kpi.warehouse.frames import execute, sql_text, transaction
from kpi.words import say

if TYPE_CHECKING:
    import duckdb

LOCK_SECONDS = 3.0
# what DuckDB says of a file that another program holds, on Linux and on Windows
_HELD_ELSEWHERE = ("could not set lock", "conflicting lock", "used by another process")
MEMORY_LIMIT = "1500MB"
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


@dataclass(frozen=True, slots=True)
class Warehouse:
    """An open warehouse. `con` has the macros of `sql/views.sql`."""

    con: duckdb.DuckDBPyConnection
    path: Path


@contextmanager
def open_warehouse(home: Home, *, read_only: bool = False) -> Iterator[Warehouse]:
    """The warehouse of a home, created and brought up to date if need be.

    Raises WarehouseBusy, WarehouseTooNew or WarehouseUnreadable.
    """
    with _locked(home):
        con = _connect(home.warehouse, read_only=read_only)
        try:
            execute(con, sql_text("views"))
            yield Warehouse(con, home.warehouse)
        finally:
            con.close()


def set_aside(home: Home) -> Path | None:
    """Moves the file to a name beside it, so that a new one is begun; None if there is none."""
    with _locked(home):
        if not home.warehouse.exists():
            return None
        aside = home.warehouse.with_name(home.warehouse.name + ".old")
        home.warehouse.with_name(home.warehouse.name + ".wal").unlink(missing_ok=True)
        return home.warehouse.replace(aside)


def put_back(home: Home, aside: Path) -> None:
    """Undoes `set_aside`."""
    with _locked(home):
        home.warehouse.with_name(home.warehouse.name + ".wal").unlink(missing_ok=True)
        aside.replace(home.warehouse)


@contextmanager
def _locked(home: Home) -> Iterator[None]:
    from filelock import FileLock, Timeout

    try:
        home.data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(home.lock))
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise WarehouseBusy("busy", path=home.warehouse) from None
    except OSError as error:
        raise WarehouseUnreadable("no_folder", path=home.data, reason=error.strerror) from error
    try:
        yield
    finally:
        lock.release()


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """A connection to an up-to-date file. A reader of an old or missing file mends it first."""
    con = _open_file(path, read_only=read_only and path.exists())
    try:
        if _missing_steps(con, path):
            if read_only and path.exists():
                con.close()
                con = _open_file(path, read_only=False)
            _migrate(con, path)
    except BaseException:
        con.close()
        raise
    return con


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


def _migrate(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    for number, text in _missing_steps(con, path).items():
        with transaction(con):
            execute(con, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY)")
            execute(con, text)
            execute(con, "INSERT INTO schema_version VALUES ($number)", {"number": number})
