"""A process of ours beside this one: its environment, its start, what it is told.

One rule: whoever asks no source or mail server is handed no password.
"""

from __future__ import annotations

import os
import subprocess
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


def begun(command: list[str]) -> subprocess.Popen[str]:
    """The process of a command, which is told lines and answers in lines. OSError if it cannot be
    had."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=for_module(),
    )


def told(process: subprocess.Popen[str], line: str) -> bool:
    """Tells a process a line; False if it died before it could read."""
    try:
        if process.stdin is None:
            return False
        process.stdin.write(line + "\n")
        process.stdin.flush()
    except OSError:
        return False
    return True


def _is_secret(name: str) -> bool:
    return name.upper().startswith(SECRET)
