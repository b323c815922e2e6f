"""What `kpi schedule` can be asked for, each in its own room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time

from flows.schedule.timetable import time_of_day
from kpi.home import Home

__all__ = ["WAYS", "time_of_day"]


def _serve(home: Home, at: time) -> int:
    from flows.schedule.supervisor import keep_schedule

    return keep_schedule(home, at)


def _install(home: Home, at: time) -> int:
    from flows.schedule.install import install

    return install(home, at)


def _remove(home: Home, _: time) -> int:
    from flows.schedule.install import remove

    return remove(home)


def _show(home: Home, _: time) -> int:
    from flows.schedule.show import show_dates

    return show_dates(home)


WAYS: Mapping[str, Callable[[Home, time], int]] = {
    "serve": _serve,
    "install": _install,
    "remove": _remove,
    "show": _show,
}
