"""What a person is told when something stands in the way, and how commands are run to see it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

# a day by whose end all is known: what is said as of it bears no hour
DAY = f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}"
LONGEST = 1800.0  # seconds after which a command counts as hanging
ENGLISH = re.compile(
    r"Traceback|Error\b|Exception|No space|Permission|Read-only|[Cc]ould not|cannot|denied|"
    r"\bfile\b|\bdisk\b|\bwrite\b"
)


@dataclass(frozen=True)
class Ran:
    """The end of a command, and what it said."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def started(
    home: Path, *words: str, prefix: Sequence[str] = (), **options: Any
) -> subprocess.Popen[str]:
    """A command that runs in a process of its own."""
    return subprocess.Popen(
        [*prefix, sys.executable, "-m", "flows.cli", "--home", str(home), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, **options,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate(timeout=LONGEST)
    return Ran(process.returncode, out, err)


def kpi(home: Path, *words: str, prefix: Sequence[str] = (), **options: Any) -> Ran:
    return ended(started(home, *words, prefix=prefix, **options))


def clear(ran: Ran, home: Path) -> bool:
    """Whether a command that could not do its work says so to a person: exit status 1, a sentence
    with a place in it, nothing of the program's insides, no English."""
    sentences = ran.said.replace(str(home), "<home>")
    assert ran.status == 1, ran
    assert not ENGLISH.search(sentences), ran.said
    assert "ngoài dự kiến" not in ran.said, ran.said
    assert "<home>" in sentences or "data/" in sentences, ran.said
    return True
