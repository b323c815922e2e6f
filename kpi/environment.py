"""The environment that a process of ours gets.

One rule: whoever asks no source or mail server is handed no password.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SECRET = "KPI_SECRET_"  # noqa: S105 - how the names of variables with secrets begin
_PACKAGES = Path(__file__).resolve().parents[1]


def without_secrets() -> dict[str, str]:
    """This process's environment, for a child that needs none of its secrets."""
    return {name: value for name, value in os.environ.items() if not _is_secret(name)}


def command_of(module: str) -> list[str]:
    """The command that runs a module of ours; nothing is imported from the current folder, which
    may be a home with files of others."""
    return [sys.executable, "-P", "-m", module]


def for_module() -> dict[str, str]:
    """The environment for it: where it finds us, and none of our secrets."""
    environment = without_secrets()
    path = [str(_PACKAGES), *environment.get("PYTHONPATH", "").split(os.pathsep)]
    environment["PYTHONPATH"] = os.pathsep.join(p for p in path if p)
    environment["PYTHONUTF8"] = "1"
    return environment


def _is_secret(name: str) -> bool:
    return name.upper().startswith(SECRET)
