"""Whom a connection by TLS trusts, and for how long: what this computer trusts, and the body's own
root.

One rule: a server always proves its name, and comes to an end.
"""

from __future__ import annotations

import ssl
import time
from pathlib import Path
from typing import Any

from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import CONNECTED_SECONDS, Unreachable


def trusting(place: Place) -> ssl.SSLContext:
    """What a source's connection is made with, `CONNECTED_SECONDS` from now at the longest. Raises
    Unreachable if the plan names a certificate that cannot be read."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _reading_until(time.monotonic() + CONNECTED_SECONDS)
    if place.settings.ca:
        path = place.home.root / Path(place.settings.ca).expanduser()
        try:
            context.load_verify_locations(path)
        except (OSError, ssl.SSLError):
            raise Unreachable("ca", path=path) from None
    return context


def _reading_until(end: float) -> type[ssl.SSLSocket]:
    """A connection's time limit is for one read alone: a server that gives a byte now and then
    would be listened to for ever."""

    class Reading(ssl.SSLSocket):
        def read(self, len: int = 1024, buffer: Any = None) -> Any:
            if time.monotonic() > end:
                raise TimeoutError
            return super().read(len, buffer)

    return Reading
