"""A copy of the program to add something to, as CONTRIBUTING tells it, and to run.

Every file that is written or changed is counted: how many a walk touches is part of what is shown.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("kpi", "reports", "flows", "demo")


@dataclass
class Checkout:
    """`touched` are the files written or changed, below the checkout."""

    root: Path
    touched: set[str] = field(default_factory=set)

    @classmethod
    def at(cls, folder: Path) -> Checkout:
        for room in ROOMS:
            shutil.copytree(
                ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__")
            )
        for part in ("tests/oracle", "indicators.yaml", "indicators.schema.json", "tests/plans.py"):
            place = folder / part
            place.parent.mkdir(exist_ok=True)
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / part, place)
        return cls(folder)

    def add(self, path: str, text: str) -> None:
        """A file that is not there yet."""
        file = self.root / path
        assert not file.exists(), path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.touched.add(path)

    def change(self, path: str, old: str, new: str) -> None:
        """One place of a file that is there."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{path} has {text.count(old)} of {old!r}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.touched.add(path)

    def run(self, program: str) -> str:
        """What a program prints that uses the copy."""
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=self.root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=_environment(),
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
