"""`python -m tests.same_bytes [FOLDER]`: the demo twice, in two folders, one after the other, in
processes of other zones and hash seeds; every form, feedback workbook and report must have the same
bytes. Prints how many files of each kind were compared, and names those that differ.

One rule: nothing is looked at that a run may write otherwise (journal, warehouse, desk, log).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from demo.write import write_demo
from kpi.home import Home

KINDS = ("forms", "outbox", "reports")
PERIODS = ("2024-06", "2024-Q2", "2024")
AS_OF = "2025-02-28"
PLACES: Mapping[str, Mapping[str, str]] = {
    "một": {"TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "1"},
    "nhà thứ hai/của tôi": {"TZ": "America/Lima", "PYTHONHASHSEED": "2", "LC_ALL": "C"},
}


@dataclass(frozen=True, slots=True)
class Compared:
    """How many files of each kind both homes have, and the paths that one alone has or that have
    other bytes."""

    files: Counter[str]
    differing: tuple[str, ...]


def filled(root: Path, around: Mapping[str, str], periods: Sequence[str] = PERIODS) -> Home:
    """A home with its files taken in, forms and reports written, each by a process of its own."""
    for command in (
        ("collect",),
        *(("forms", period) for period in periods),
        *(("report", period, "--as-of", AS_OF) for period in periods),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "kpi", "--home", str(root), *command],
            cwd=root, env={**os.environ, **around}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        wanted = (0, 1) if command == ("collect",) else (0,)  # 1: some files are asked back
        if done.returncode not in wanted:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return Home(root)


def compared(first: Home, second: Home) -> Compared:
    """What two homes have that a sender or a reader gets."""
    mine, others = digests(first), digests(second)
    differing = sorted(p for p in mine.keys() | others.keys() if mine.get(p) != others.get(p))
    both = Counter(path.split("/", 1)[0] for path in mine.keys() & others.keys())
    return Compared(both, tuple(differing))


def digests(home: Home) -> dict[str, str]:
    found = (p for kind in KINDS for p in (home.data / kind).rglob("*") if p.is_file())
    return {
        p.relative_to(home.data).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in found
    }


def main(folder: str = "") -> int:
    with tempfile.TemporaryDirectory() as own:
        homes = []
        for name, around in PLACES.items():
            root = Path(folder or own) / name
            write_demo(root)
            homes.append(filled(root, around))
        result = compared(*homes)
    for kind in KINDS:
        sys.stdout.write(f"{kind}: {result.files[kind]} files\n")
    sys.stdout.write(f"differing: {len(result.differing)}\n")
    sys.stdout.writelines(f"  {path}\n" for path in result.differing)
    return 1 if result.differing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
