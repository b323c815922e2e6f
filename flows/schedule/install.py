"""`kpi schedule --install` and `--remove`: the entry in the scheduler that this computer has.

One rule: only an entry of this home is written or taken out, and it is said what was written and
how it goes away. Where no scheduler can be used, what to enter by hand is printed, and that is no
success.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import time
from pathlib import Path

from flows.console import default_locale, note, out
from flows.double_click import write_double_click
from flows.plan_check import plan_of
from flows.schedule import entries
from flows.schedule.entries import Call
from kpi.files import working_folder, write_whole
from kpi.home import Home
from kpi.words import say

WAIT = 60  # seconds for a program of the system


def install(home: Home, at: time) -> int:
    """Writes the entry; 1 if this computer has no scheduler that takes it."""
    plan = plan_of(home)
    call = call_of(home)
    times = entries.times_of(at, plan.timezone)
    if sys.platform == "win32":
        where = _into_windows(home, call, times)
    else:
        where = _into_systemd(call, at, plan.timezone) or _into_crontab(call, times)
    if not where:
        note(say("schedule.install.by_hand", plan.locale))
        for line in entries.crontab_lines(call, times)[1:-1]:
            out(line)
        return 1
    out(say("schedule.install.written", plan.locale, where=where, at=f"{at:%H:%M}"))
    out(say("schedule.install.command", plan.locale, command=" ".join(call.arguments)))
    out(say("schedule.install.undo", plan.locale))
    write_double_click(home, plan.locale)
    return 0


def remove(home: Home) -> int:
    """Takes the entry out; 1 if there was none."""
    locale = default_locale()
    name = call_of(home).name
    if sys.platform == "win32":
        gone = _said(["schtasks", "/Delete", "/TN", name, "/F"]) is not None
    else:
        gone = bool(_out_of_systemd(name)) | _out_of_crontab(name)
    key = "removed" if gone else "none"
    (out if gone else note)(say(f"schedule.install.{key}", locale))
    return 0 if gone else 1


def installed(home: Home) -> str:
    """Where the entry of a home stands; empty where there is none. Nothing is changed."""
    name = call_of(home).name
    if sys.platform == "win32":
        found = _said(["schtasks", "/Query", "/TN", name]) is not None
        return f"Task Scheduler: {name}" if found else ""
    timer = _units(name)[1]
    if timer.exists():
        return str(timer)
    now = _crontab() or ""
    return f"crontab: {name}" if entries.without_block(now, name) != now else ""


def call_of(home: Home) -> Call:
    """What the entry of a home calls; its name differs from that of every other home."""
    short = hashlib.sha256(str(home.root).encode()).hexdigest()[:8]
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    program = windowless if sys.platform == "win32" and windowless.exists() else python
    # -P: nothing is imported from the folder in which the scheduler starts it
    words = (str(program), "-P", "-m", "flows.cli", "--home", str(home.root), "run", "--when-due")
    return Call(f"kpi-{short}", words, home.root)


def _into_windows(home: Home, call: Call, times: Sequence[time]) -> str:
    task = entries.windows_task(call, times)
    with working_folder(home.data) as folder:
        file = folder / "task.xml"
        file.write_text(task, encoding="utf-16")
        said = _said(["schtasks", "/Create", "/TN", call.name, "/XML", str(file), "/F"])
    return f"Task Scheduler: {call.name}" if said is not None else ""


def _units(name: str) -> tuple[Path, Path]:
    folder = Path.home() / ".config" / "systemd" / "user"
    return folder / f"{name}.service", folder / f"{name}.timer"


def _into_systemd(call: Call, at: time, timezone: str) -> str:
    """Where the timer lies; empty where the user has no systemd of his own."""
    if _said(["systemctl", "--user", "show-environment"]) is None:
        return ""
    service, timer = _units(call.name)
    write_whole(service, entries.systemd_service(call))
    write_whole(timer, entries.systemd_timer(call, at, timezone))
    loaded = _said(["systemctl", "--user", "daemon-reload"]) is not None
    if not loaded or _said(["systemctl", "--user", "enable", "--now", timer.name]) is None:
        _out_of_systemd(call.name)
        return ""
    return str(timer)


def _out_of_systemd(name: str) -> bool:
    service, timer = _units(name)
    if not timer.exists():
        return False
    _said(["systemctl", "--user", "disable", "--now", timer.name])
    for unit in (service, timer):
        unit.unlink(missing_ok=True)
    _said(["systemctl", "--user", "daemon-reload"])
    return True


def _into_crontab(call: Call, times: Sequence[time]) -> str:
    now = _crontab()
    if now is None or "\n" in str(call.folder):
        return ""
    said = _said(["crontab", "-"], entries.with_block(now, call, times))
    return f"crontab: {call.name}" if said is not None else ""


def _out_of_crontab(name: str) -> bool:
    now = _crontab() or ""
    rest = entries.without_block(now, name)
    return rest != now and _said(["crontab", "-"], rest) is not None


def _crontab() -> str | None:
    """The user's crontab, empty if he has none yet; None where there is no such program."""
    if shutil.which("crontab") is None:
        return None
    return _said(["crontab", "-l"]) or ""


def _said(command: Sequence[str], given: str = "") -> str | None:
    """What a program of the system says; None if it cannot be run or does not succeed."""
    program = shutil.which(command[0])
    if program is None:
        return None
    with suppress(OSError, subprocess.SubprocessError):
        ran = subprocess.run(  # noqa: S603 - a list of words, no shell
            [program, *command[1:]],
            input=given.encode(),
            capture_output=True,
            check=True,
            timeout=WAIT,
        )
        return ran.stdout.decode("utf-8", "surrogateescape")
    return None
