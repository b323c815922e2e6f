"""A finished file in the program that the system opens such files with.

The one rule: no shell is asked, and where nothing can be opened that is said, not failed: the file
is there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from flows.console import note
from kpi.environment import without_secrets
from kpi.words import say

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_file(path: Path, locale: str) -> bool:
    """Opens a file and says so, or says why it could not be opened."""
    reason = _opened(path, locale)
    told = "not_opened" if reason else "opened"
    note(say(f"excerpts.{told}", locale, file=path, reason=reason))
    return not reason


def _opened(path: Path, locale: str) -> str:
    """Why the file could not be opened; empty if it was."""
    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 - no shell is wanted
            return ""
        program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if program is None:
            return say("excerpts.no_opener", locale)
        if sys.platform != "darwin" and not any(os.environ.get(name) for name in SCREENS):
            return say("excerpts.no_screen", locale)
        subprocess.Popen(  # noqa: S603 - the system's own program and a file of ours
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=without_secrets(),
            start_new_session=True,  # it stays open when the command has ended
        )
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""
