"""The entry in the system's own scheduler as text: for Windows, systemd, and cron.

Pure functions. One rule: the entry calls `kpi run --when-due` every working hour and at the chosen
time, as the user himself; what was missed is made good as soon as the PC is on again.
"""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from flows.schedule.timetable import FIRST_HOUR, LAST_HOUR

ANY_DAY = date(2024, 1, 1)


@dataclass(frozen=True, slots=True)
class Call:
    """What is called: the program with its arguments, in which folder, under which name."""

    name: str
    arguments: tuple[str, ...]
    folder: Path


def local_time(at: time, timezone: str, here: tzinfo | None = None) -> time:
    """A time of the plan's time zone on this computer's clock (or that of `here`), for schedulers
    that know no other."""
    moment = datetime.combine(ANY_DAY, at, tzinfo=ZoneInfo(timezone))
    return moment.astimezone(here).time()


def times_of(at: time, timezone: str, here: tzinfo | None = None) -> tuple[time, ...]:
    """Every time of a day at which the entry fires, on this computer's clock, in order."""
    asked = {time(hour) for hour in range(FIRST_HOUR, LAST_HOUR + 1)} | {at}
    return tuple(sorted(local_time(one, timezone, here) for one in asked))


def crontab_lines(call: Call, times: Sequence[time]) -> tuple[str, ...]:
    """A marked block for a crontab: a line for each minute of the hour that it fires at."""
    command = shlex.join(call.arguments).replace("%", r"\%")
    lines = []
    for minute in sorted({one.minute for one in times}):
        hours = ",".join(str(one.hour) for one in times if one.minute == minute)
        lines.append(f"{minute} {hours} * * * {command} >/dev/null 2>&1")
    return (_begin(call.name), *lines, _end(call.name))


def with_block(crontab: str, call: Call, times: Sequence[time]) -> str:
    """A crontab with the block in place of an earlier one."""
    return without_block(crontab, call.name) + "\n".join(crontab_lines(call, times)) + "\n"


def without_block(crontab: str, name: str) -> str:
    """A crontab without the block of that name; every other line as it was."""
    kept, inside = [], False
    for line in crontab.splitlines():
        if line == _begin(name):
            inside = True
        elif line == _end(name):
            inside = False
        elif not inside:
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def systemd_service(call: Call) -> str:
    command = " ".join(_systemd_word(word) for word in call.arguments)
    return (
        "[Unit]\nDescription=kpi run --when-due\n\n"
        f"[Service]\nType=oneshot\nWorkingDirectory={_systemd_path(call.folder)}\n"
        f"ExecStart={command}\n"
        "SuccessExitStatus=1\n"  # told in `kpi status` and on the desk
    )


def systemd_timer(call: Call, at: time, timezone: str) -> str:
    hours = f"OnCalendar=*-*-* {FIRST_HOUR:02d}..{LAST_HOUR:02d}:00:00 {timezone}\n"
    daily = f"OnCalendar=*-*-* {at:%H:%M}:00 {timezone}\n"
    return (
        f"[Unit]\nDescription=kpi run --when-due ({call.name})\n\n"
        f"[Timer]\n{hours}{daily}Persistent=true\n\n[Install]\nWantedBy=timers.target\n"
    )


def windows_task(call: Call, times: Sequence[time]) -> str:
    """The task as Task Scheduler's XML: the user's own account while he is logged on, at each time,
    and as soon as possible after one that was missed."""
    triggers = "".join(
        "<CalendarTrigger>"
        f"<StartBoundary>{ANY_DAY:%Y-%m-%d}T{one:%H:%M}:00</StartBoundary>"
        "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>"
        "</CalendarTrigger>"
        for one in times
    )
    program, *rest = call.arguments
    return (
        '<?xml version="1.0" encoding="UTF-16"?>'
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">'
        "<RegistrationInfo><Description>kpi run --when-due</Description></RegistrationInfo>"
        f"<Triggers>{triggers}</Triggers>"
        '<Principals><Principal id="Author"><LogonType>InteractiveToken</LogonType>'
        "<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>"
        "<Settings><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>"
        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
        "<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>"
        "<StartWhenAvailable>true</StartWhenAvailable>"
        "<ExecutionTimeLimit>PT4H</ExecutionTimeLimit></Settings>"
        f'<Actions Context="Author"><Exec><Command>{escape(program)}</Command>'
        f"<Arguments>{escape(subprocess.list2cmdline(rest))}</Arguments>"
        f"<WorkingDirectory>{escape(str(call.folder))}</WorkingDirectory></Exec></Actions></Task>"
    )


def _begin(name: str) -> str:
    return f"# {name}: begin"


def _end(name: str) -> str:
    return f"# {name}: end"


def _systemd_word(word: str) -> str:
    """A word of a command line; systemd takes `%`, `$`, quotes and backslashes for its own."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain.replace("%", "%%").replace("$", "$$")}"'


def _systemd_path(path: Path) -> str:
    return str(path).replace("%", "%%")
