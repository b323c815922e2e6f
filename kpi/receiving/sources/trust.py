"""Whom a connection by TLS trusts: what this computer trusts, and the body's own root.

One rule: a server always proves its name.
"""

from __future__ import annotations

import ssl
from pathlib import Path

from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import Unreachable


def trusting(place: Place) -> ssl.SSLContext:
    """What a source's connection is made with. Raises Unreachable if the plan names a certificate
    that cannot be read."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if place.settings.ca:
        path = place.home.root / Path(place.settings.ca).expanduser()
        try:
            context.load_verify_locations(path)
        except (OSError, ssl.SSLError):
            raise Unreachable("ca", path=path) from None
    return context
