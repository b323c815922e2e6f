"""What a home knows and shows, so that two homes can be held against each other."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kpi.collect.access import reading
from kpi.home import Home
from kpi.warehouse.export import EXPORTS, export_frame

UNFINISHED = re.compile(r"^\.kpi-|^\.coming-|^\.2\d{3}-|\.part$|\.tmp$")
NUMBER = re.compile(rb"<c [^>]*?(?:t=\"n\")?[^>]*?><(?:f>[^<]*</f><)?v>-?[\d.]+(?:E-?\d+)?</v>")


@dataclass(frozen=True)
class State:
    """Rows of all exports with how often each is there, names in the outbox, contents of the
    archive, and how many numbers each report shows."""

    rows: Counter[tuple[Any, ...]]
    outbox: frozenset[str]
    archive: frozenset[str]
    reports: dict[str, int]


def state_of(home: Home) -> State:
    """Asked through the gate that every command goes through."""
    outbox = home.data / "outbox"
    return State(
        Counter(_rows(home)),
        frozenset(str(p.relative_to(outbox)) for p in outbox.rglob("*") if p.is_file()),
        frozenset(p.stem for p in home.archive.glob("??/*")),
        {p.parent.name: numbers_in(p) for p in (home.data / "reports").glob("*/report.xlsx")},
    )


def _rows(home: Home) -> Iterator[tuple[Any, ...]]:
    now = datetime.now(UTC).replace(tzinfo=None)
    with reading(home, now) as warehouse:
        for what in EXPORTS:
            frame = export_frame(warehouse.con, what, None, now, "Asia/Ho_Chi_Minh")
            for row in frame.rows():
                yield (what, *row)


def numbers_in(report: Path) -> int:
    """Cells with numbers in all sheets of a workbook; -1 if it is not whole."""
    try:
        with zipfile.ZipFile(report) as parts:
            sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
            return sum(len(NUMBER.findall(parts.read(n))) for n in sheets)
    except (OSError, zipfile.BadZipFile):
        return -1


def leftovers(home: Home, temporary: Path) -> list[str]:
    """What killed runs left and the next one did not take away."""
    own = [p for p in home.data.rglob("*") if UNFINISHED.search(p.name) and not _is_inbox(home, p)]
    return [str(p.relative_to(home.root)) for p in own] + [str(p) for p in temporary.iterdir()]


def places_of(secrets: Iterable[str], home: Home, temporary: Path) -> list[str]:
    """Where a secret number still is, apart from the inbox: as text, as a number, packed, or in
    a table of the warehouse."""
    wanted = [w for number in secrets for w in _writings(number)]
    files = [p for top in (home.root, temporary) for p in top.rglob("*") if p.is_file()]
    found = [str(p) for p in files if not _is_inbox(home, p) and _holds(p.read_bytes(), wanted)]
    tables = [p for p in files if p.name.endswith((".duckdb", ".duckdb.old"))]
    return found + [place for p in tables for place in _in_tables(p, secrets)]


def _is_inbox(home: Home, path: Path) -> bool:
    return path.is_relative_to(home.inbox)


def _writings(number: str) -> Iterator[bytes]:
    yield number.encode()
    yield number.encode("utf-16-le")
    yield f"{int(number):,}".replace(",", ".").encode()
    yield struct.pack("<d", float(number))
    yield struct.pack("<q", int(number))


def _holds(content: bytes, wanted: list[bytes]) -> bool:
    if any(w in content for w in wanted):
        return True
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return any(_holds(parts.read(n), wanted) for n in parts.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError):
        return False


def _in_tables(path: Path, secrets: Iterable[str]) -> Iterator[str]:
    import duckdb

    try:
        con = duckdb.connect(str(path), read_only=True)
    except duckdb.Error:
        return  # a copy that a killed run left half made; its bytes have been looked through
    with con:
        columns = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        for table, column in columns:
            for number in secrets:
                asked = f'SELECT count(*) FROM "{table}" WHERE "{column}"::VARCHAR LIKE ?'  # noqa: S608 - names of our own tables
                if con.execute(asked, [f"%{number}%"]).fetchall() != [(0,)]:
                    yield f"{path}: {table}.{column}"


def archived(home: Home) -> dict[str, Path]:
    """The contents that stand in the archive, by hash."""
    return {p.name.split(".")[0]: p for p in home.archive.glob("??/*")}


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
