"""Who may ask the engine's server: programs of this computer that call it by its own address.

One rule: a web page of another origin, or one that had its name point here, is refused before the
engine sees the request. The password is the engine's own affair; this guard stands before it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

OWN_SITE = (b"same-origin", b"none")  # `none`: typed into the browser by the user


class Guard:
    """An ASGI app in front of another: lets through what is meant for `127.0.0.1:port`."""

    def __init__(self, app: App, port: int) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}".encode() for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or self.admits(scope["headers"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    def admits(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether the request names this server as its host, and no other site as its origin."""
        given: dict[bytes, list[bytes]] = {}
        for name, value in headers:
            given.setdefault(name.lower(), []).append(value)
        origins = {b"http://" + host for host in self.hosts}
        hosts = given.get(b"host", [])
        return (
            len(hosts) == 1
            and hosts[0] in self.hosts
            and all(origin in origins for origin in given.get(b"origin", []))
            and all(site in OWN_SITE for site in given.get(b"sec-fetch-site", []))
        )
