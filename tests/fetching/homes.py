"""Homes whose plan names sources, and files as units send them."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from kpi.home import Home
from kpi.library import collect
from kpi.plan.model import Plan
from kpi.receiving.fetching import Fetched, fetch
from tests.plans import HEADER, a_count, a_home, plan_text, read_text

UNITS = (
    {"id": "HU-A", "name": "Huyện ủy A", "kind": "district"},
    {"id": "HU-B", "name": "Huyện ủy B", "kind": "district",
     "senders": ["o-chung/huyen-b", "vanthu@b.vn"]},
)  # fmt: skip
FIRST, SECOND, THIRD = (datetime(2024, 7, day, 3) for day in (1, 2, 3))
SEVEN = "HU-A,2024-06,N1,,,7,,"


def home_with(root: Path, sources: str, units: tuple[dict[str, object], ...] = UNITS) -> Home:
    """A home whose plan ends with these sources (lines of YAML below `sources:`)."""
    text = plan_text(units=units, indicators=(a_count("N1"),))
    return a_home(root, f"{text}sources:\n{sources}")


def plan_in(home: Home) -> Plan:
    return read_text(home.plan.read_text(encoding="utf-8"))


def sheet(*rows: str) -> bytes:
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def lay(path: Path, *rows: str, at: datetime = FIRST) -> Path:
    """A file in a folder, that has come to rest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sheet(*rows))
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def fetched(home: Home, now: datetime = FIRST) -> Fetched:
    return fetch(home, plan_in(home), now)


def outcomes(home: Home, now: datetime = FIRST) -> dict[str, str]:
    """What `kpi collect` makes of all that lies at the sources: outcome by path."""
    return {s.file: s.outcome for s in collect(home, now).submissions}


def in_inbox(home: Home) -> list[str]:
    """The files of the inbox, without sidecars."""
    found = [p for p in home.inbox.rglob("*") if p.is_file() and p.suffix != ".received"]
    return sorted(p.relative_to(home.inbox).as_posix() for p in found)


def told_received(home: Home, name: str) -> datetime:
    """What a file's sidecar says, UTC without zone."""
    text = home.inbox.joinpath(f"{name}.received").read_text(encoding="utf-8").strip()
    return datetime.fromisoformat(text).replace(tzinfo=None)
