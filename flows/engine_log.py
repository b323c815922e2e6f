"""What the engine has to say, in English and with tracebacks, goes to the home's log: the clerk's
screen shows only our own words. Prefect makes this handler itself, from its settings."""

from __future__ import annotations

import logging
from typing import Any

from flows.console import add_to_log
from kpi.home import Home


class EngineLog(logging.Handler):
    """Stands in for Prefect's console; takes, and leaves aside, the settings made for that."""

    def __init__(self, **_: Any) -> None:
        super().__init__()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            home = Home.locate()
            if home.data.is_dir():
                add_to_log(home.log, self.format(record))
        except Exception:  # noqa: BLE001 - a log never stops the work
            return
