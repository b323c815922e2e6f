"""The kinds of ways out, in one list; a kind's file is imported by whoever opens one of it.

One rule: whatever a kind needs (a library, a protocol) stands in its own file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from kpi.delivery.way import Outgoing, Route

Opened = Callable[[Route], AbstractContextManager[Outgoing]]


@dataclass(frozen=True, slots=True)
class Kind:
    """The file beside this one whose `opened` opens it; whether things go to addresses."""

    file: str
    to_addresses: bool


KINDS: Mapping[str, Kind] = {
    "smtp": Kind("smtp", to_addresses=True),
    "folder": Kind("folder", to_addresses=False),
}


def opened(route: Route) -> AbstractContextManager[Outgoing]:
    """A way that is open. Raises OSError: Unreachable where we know why."""
    module = import_module(f"kpi.delivery.{KINDS[route.settings.kind].file}")
    return cast("Opened", module.opened)(route)
