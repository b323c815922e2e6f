"""One look at a home: what several checks need is read once, and never trusted to be whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi.home import Home
from kpi.journal import Entry, Journal

if TYPE_CHECKING:
    import duckdb

BLOCK = 2**20
NEEDED = {
    "seen": ("path", "sha256", "first_seen_at"),
    "plan": ("sha256", "loaded_at"),
    "batch": ("run", "now", "plan_sha256", "arrivals"),
    "secret": ("sha256", "reading"),
    "lost": ("path", "sha256"),
    "given": ("submissions",),
    "act": (
        "act", "what", "at", "who", "reason", "plan_sha256", "submission", "unit", "period",
        "indicator",
    ),
    "clock": ("at",),
}  # fmt: skip  # of a kind that is not named here nothing is expected


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger, counted from 1; `ends` is the byte after it, line end included.
    `content` is None where it cannot be read; `cut` tells that it ends too soon."""

    number: int
    ends: int
    content: dict[str, Any] | None
    cut: bool = False


class Look:
    """What is known of a home at one moment. The ledger is read when it is first asked for: a
    check that lists files before that finds no file that the ledger does not know yet."""

    def __init__(
        self,
        home: Home,
        con: duckdb.DuckDBPyConnection | None = None,
        advance: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.home, self.con, self.advance = home, con, advance
        self.counts: Counter[str] = Counter()

    @property
    def ledger_path(self) -> Path:
        return self.home.archive / "ledger.jsonl"

    @cached_property
    def ledger_bytes(self) -> bytes:
        try:
            return self.ledger_path.read_bytes()
        except FileNotFoundError:
            return b""

    @cached_property
    def ledger(self) -> tuple[LedgerLine, ...]:
        return tuple(_ledger_lines(self.ledger_bytes))

    @cached_property
    def journal(self) -> tuple[Entry, ...]:
        return tuple(Journal(self.home).entries())

    def lines(self, kind: str) -> Iterator[dict[str, Any]]:
        """The ledger's readable lines of a kind, oldest first."""
        for line in self.ledger:
            if line.content is not None and line.content["kind"] == kind:
                yield line.content

    @cached_property
    def secrets(self) -> frozenset[str]:
        return frozenset(str(line["sha256"]) for line in self.lines("secret"))

    @cached_property
    def names(self) -> dict[str, str]:
        """The contents that the ledger names, with the file that each came in last."""
        seen = {str(n["sha256"]): str(n["path"]) for n in self.lines("seen")}
        arrivals = (a for n in self.lines("batch") for a in n["arrivals"])
        return seen | {str(a["sha256"]): str(a["path"]) for a in arrivals}

    def place(self, path: Path) -> str:
        """A path as findings name it."""
        return path.relative_to(self.home.root).as_posix()

    def fingerprint(self, path: Path) -> str:
        """The sha256 of a file. Raises OSError."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
        self.advance(1)
        return digest.hexdigest()


def plain_files(top: Path) -> Iterator[Path]:
    """Every file, link and special file below a folder, in order; links are not followed."""
    for folder, below, names in os.walk(top):
        below.sort()
        linked = [name for name in below if (Path(folder) / name).is_symlink()]
        for name in sorted([*names, *linked]):
            yield Path(folder) / name


def _ledger_lines(data: bytes) -> Iterator[LedgerLine]:
    ends = 0
    for number, raw in enumerate(data.splitlines(keepends=True), 1):
        ends += len(raw)
        if not raw.strip():
            continue
        content = _content(raw)
        yield LedgerLine(number, ends, content, content is None and _is_cut(raw))


def _content(raw: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or not isinstance(line.get("kind"), str):
        return None
    if any(key not in line for key in NEEDED.get(line["kind"], ())):
        return None
    if line["kind"] == "batch" and not _are_arrivals(line["arrivals"]):
        return None
    return line


def _are_arrivals(given: object) -> bool:
    return isinstance(given, list) and all(
        isinstance(a, dict) and "path" in a and "sha256" in a for a in given
    )


def _is_cut(raw: bytes) -> bool:
    """Whether a line is the beginning of one: it was being written when the power went."""
    start = b'{"kind": "'
    text = raw.rstrip(b"\r\n")
    return text.startswith(start[: len(text)]) and not text.endswith(b"}")
