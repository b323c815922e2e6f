"""The environment that a process of ours gets.

One rule: whoever asks no source or mail server is handed no password.
"""

from __future__ import annotations

import os

SECRET = "KPI_SECRET_"  # noqa: S105 - how the names of variables with secrets begin


def without_secrets() -> dict[str, str]:
    """This process's environment, for a child that needs none of its secrets."""
    return {name: value for name, value in os.environ.items() if not _is_secret(name)}


def _is_secret(name: str) -> bool:
    return name.upper().startswith(SECRET)
