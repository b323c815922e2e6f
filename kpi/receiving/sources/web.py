"""What kinds of sources by HTTPS share (WebDAV, S3): a client whose answers end.

One rule: only the server that the plan names is asked (no proxy, no other address that it sends us
to), and nothing is read beyond its bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import ANSWER_SECONDS, BLOCK, Unreachable
from kpi.receiving.sources.source import LeftForLater
from kpi.receiving.sources.trust import trusting
from kpi.workbooks.grid import Refused
from kpi.workbooks.xlsx.parts import parse_xml

ANSWER = 2**23  # bytes of a list
_AS_IT_IS = {"Accept-Encoding": "identity"}  # what is packed could unpack without end


@contextmanager
def client(place: Place) -> Iterator[httpx.Client]:
    """A client for a source's server. Raises OSError for whatever fails within."""
    try:
        with httpx.Client(
            verify=trusting(place),
            timeout=ANSWER_SECONDS,
            follow_redirects=False,
            trust_env=False,
            headers=_AS_IT_IS,
        ) as made:
            yield made
    except httpx.TimeoutException as error:
        raise TimeoutError from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _trouble(error) from error


def listed(made: httpx.Client, request: httpx.Request, source: str) -> Any:
    """The XML of a list. Raises Unreachable."""
    answer = made.send(request, stream=True)
    try:
        refuse(answer, source)
        body = b""
        for block in answer.iter_raw(BLOCK):
            body += block
            if len(body) > ANSWER:
                raise Unreachable("too_much")
    finally:
        answer.close()
    try:
        return parse_xml(body)
    except (SyntaxError, ValueError, Refused):
        raise Unreachable("not_understood") from None


def content(made: httpx.Client, request: httpx.Request, size: int, source: str) -> Iterator[bytes]:
    """The bytes of a file of `size` bytes. Raises LeftForLater if it is gone or another one."""
    answer = made.send(request, stream=True)
    try:
        if answer.status_code in (404, 409, 412, 423):
            raise LeftForLater(f"status {answer.status_code}")
        refuse(answer, source)
        got = 0
        for block in answer.iter_raw(BLOCK):
            got += len(block)
            if got > size:
                break
            yield block
    finally:
        answer.close()
    if got != size:
        raise LeftForLater("still being written")


def refuse(answer: httpx.Response, source: str) -> None:
    """Raises Unreachable for an answer that is none."""
    status = answer.status_code
    if status in (401, 403):
        raise Unreachable("login", source=source)
    if status == 404:
        raise Unreachable("no_place")
    if not 200 <= status < 300:
        raise Unreachable("status", status=status)


def _trouble(error: Exception) -> OSError:
    """The system's own error below the library's, where there is one."""
    one: BaseException | None = error
    while one is not None:
        if isinstance(one, OSError):
            return one
        one = one.__cause__ or one.__context__
    return Unreachable("not_understood")
