"""The guard before the engine's server: no way in by another name or from another page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flows.server.guard import Guard

PORT = 4711
HOST = (b"host", b"127.0.0.1:4711")

GOOD = (
    [HOST],
    [(b"host", b"localhost:4711")],
    [HOST, (b"origin", b"http://127.0.0.1:4711")],
    [HOST, (b"sec-fetch-site", b"same-origin")],
)
BAD: tuple[list[tuple[bytes, bytes]], ...] = (
    [],
    [HOST, HOST],
    [(b"host", b"127.0.0.1")],
    [(b"host", b"127.0.0.1:4712")],
    [(b"host", b"example.com:4711")],
    [(b"host", b"127.0.0.1:4711.example.com")],
    [HOST, (b"origin", b"http://example.com")],
    [HOST, (b"origin", b"null")],
    [HOST, (b"origin", b"https://127.0.0.1:4711")],
    [HOST, (b"Origin", b"http://127.0.0.1:8000")],
    [HOST, (b"origin", b"http://127.0.0.1:4711"), (b"origin", b"http://example.com")],
    [HOST, (b"sec-fetch-site", b"cross-site")],
    [HOST, (b"sec-fetch-site", b"same-site")],
)


def answer(kind: str, headers: list[tuple[bytes, bytes]]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "came.through"})

    async def receive() -> Any:
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Guard(app, PORT)({"type": kind, "headers": headers}, receive, send))
    return sent


@pytest.mark.parametrize("headers", GOOD)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_is_meant_for_this_server_comes_through(
    kind: str, headers: list[tuple[bytes, bytes]]
) -> None:
    assert answer(kind, headers) == [{"type": "came.through"}]


@pytest.mark.parametrize("headers", BAD)
def test_another_host_or_origin_gets_nothing(headers: list[tuple[bytes, bytes]]) -> None:
    start, body = answer("http", headers)
    assert (start["status"], start["headers"], body["body"]) == (403, [], b"")
    assert answer("websocket", headers) == [{"type": "websocket.close", "code": 1008}]
