"""The file to double-click for the month: it runs the work and opens the desk.

One rule: it finds its home by where it lies itself, so that a home may be moved; the program it
calls is the one that wrote it.
"""

from __future__ import annotations

import os
import re
import shlex
import stat
import sys
from pathlib import Path

from kpi.files import write_whole
from kpi.home import Home
from kpi.words import say

NAME = "Chay-thang-nay"
_EXECUTABLE = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
_SPECIAL = re.compile(r"([&|<>^()])")


def write_double_click(home: Home, locale: str = "vi") -> Path:
    """Writes the file of this computer's kind into the home folder and gives its path; an earlier
    one is replaced. Raises OSError."""
    program = Path(sys.executable)
    if os.name == "nt":
        target = home.root / f"{NAME}.cmd"
        windowed = program.name.lower() == "pythonw.exe"
        shown = program.with_name("python.exe") if windowed else program
        write_whole(target, windows_text(str(shown), locale))
        return target
    target = home.root / f"{NAME}.sh"
    write_whole(target, posix_text(str(program), locale))
    target.chmod(target.stat().st_mode | _EXECUTABLE)
    return target


def windows_text(program: str, locale: str) -> str:
    """The file for Windows. Its first line makes the rest UTF-8 for the system that reads it line
    by line; there are no labels and no brackets, which that system loses count of in UTF-8.

    `%~dp0` is the folder of the file and ends with a backslash; the dot after it keeps that from
    hiding the quote.
    """
    called = f'"{program.replace("%", "%%")}"'
    desk = r'"%~dp0data\index.html"'
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        f"title {_echoed('title', locale)}",
        f"if not exist {called} echo {_echoed('missing', locale)}",
        f"if not exist {called} pause >nul",
        f"if not exist {called} exit /b 1",
        f"echo {_echoed('running', locale)}",
        f'{called} -P -m flows.cli --home "%~dp0." run',
        "set kpi_status=%ERRORLEVEL%",
        "echo.",
        f'if "%kpi_status%"=="0" echo {_echoed("done", locale)}',
        f'if not "%kpi_status%"=="0" echo {_echoed("attention", locale)}',
        f'if exist {desk} start "" {desk}',
        f"echo {_echoed('close', locale)}",
        "pause >nul",
        "exit /b %kpi_status%",
    )
    return "".join(f"{line}\r\n" for line in lines)


def posix_text(program: str, locale: str) -> str:
    """The file for Linux and the like."""
    called = shlex.quote(program)

    def words(key: str) -> str:
        return f"echo {shlex.quote(say(f'double_click.{key}', locale))}"

    lines = (
        "#!/bin/sh",
        'home=$(cd "$(dirname "$0")" && pwd) || exit 1',
        words("running"),
        f'{called} -P -m flows.cli --home "$home" run',
        "status=$?",
        "echo",
        f"if [ $status -eq 0 ]; then {words('done')}; else {words('attention')}; fi",
        'desk="$home/data/index.html"',
        'if [ -f "$desk" ]; then xdg-open "$desk" >/dev/null 2>&1; fi',
        f"if [ -t 0 ]; then {words('close')}; read -r _; fi",
        "exit $status",
    )
    return "".join(f"{line}\n" for line in lines)


def _echoed(key: str, locale: str) -> str:
    """Words as `echo` takes them: what it would act on, it prints."""
    return _SPECIAL.sub(r"^\1", say(f"double_click.{key}", locale)).replace("%", "%%")
