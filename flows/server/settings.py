"""The engine's settings, all of them through its own environment variables.

One rule: the engine keeps everything in the home's own folder, for its owner alone, sends nothing
anywhere, and its password is in no file and on no command line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal

from flows.homes import PIN
from kpi.home import Home

Kind = Literal["run", "schedule"]

_OFF = "false"
LOG = "flows.engine_log.EngineLog"

BOTH: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": _OFF,
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS": LOG,
    "PREFECT_LOGGING_HANDLERS_DEBUG_CLASS": LOG,
    "PREFECT_CLI_PROMPT": _OFF,
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": _OFF,  # a server of the engine's own would be open
}

# The folder is the server's current one, so its name never passes through an address.
SERVER: Mapping[str, str] = {
    "PREFECT_API_DATABASE_CONNECTION_URL": "sqlite+aiosqlite:///prefect.db",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": _OFF,  # nothing of ours is stored in blocks
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": _OFF,  # runs are kept, not every event
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": _OFF,  # no automations
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": _OFF,
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": _OFF,
    "PREFECT_SERVER_SERVICES_CLEANUP_RECONCILER_ENABLED": _OFF,  # no workers
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": _OFF,
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": _OFF,
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_ENABLED": _OFF,  # no limits that can be leased
}

OF_KIND: Mapping[Kind, Mapping[str, str]] = {
    "run": {
        "PREFECT_UI_ENABLED": _OFF,
        "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": _OFF,
        "PREFECT_SERVER_EVENTS_STREAM_OUT_ENABLED": _OFF,
        "PREFECT_SERVER_LOGS_STREAM_OUT_ENABLED": _OFF,
    },
    # Runs of long ago are taken out, so that years of hours do not fill the disk.
    "schedule": {"PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "flow_runs"},
}


def client_settings(home: Home) -> dict[str, str]:
    """What every process of the engine has in its environment; what the user has set himself
    stands."""
    chosen = {"PREFECT_HOME": str(home.prefect), **BOTH}
    own = {name: os.environ.get(name, value) for name, value in chosen.items()}
    return {**own, PIN: str(home.root)}


def access(port: int, password: str) -> dict[str, str]:
    """How our own processes reach the server."""
    return {
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_API_AUTH_STRING": password,
    }


def server_settings(home: Home, kind: Kind, password: str) -> dict[str, str]:
    """The server's environment before its port is known (see `at_port`)."""
    ui = {"PREFECT_UI_ENABLED": os.environ.get("PREFECT_UI_ENABLED", _OFF)}
    return {
        **client_settings(home),
        "PREFECT_HOME": str(home.prefect),
        **SERVER,
        **ui,
        **OF_KIND[kind],
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_API_AUTH_STRING": password,
    }


def at_port(port: int) -> dict[str, str]:
    """What the server must know of its own address."""
    origin = f"http://127.0.0.1:{port}"
    return {
        "PREFECT_API_URL": f"{origin}/api",
        "PREFECT_UI_API_URL": f"{origin}/api",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": origin,
    }
