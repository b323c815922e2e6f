"""A folder of a WebDAV server (a file store by HTTPS, such as a body's own cloud).

One rule: whatever path the server names, only what lies below the plan's folder is asked for, and
only of this server.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import httpx

from kpi.receiving.sources import web
from kpi.receiving.sources.kinds import Place
from kpi.receiving.sources.remote import DEEPEST, LISTED_AT_MOST, PlainFiles, Unreachable
from kpi.receiving.sources.source import SentFile

_DAV = "{DAV:}"
_ASKED = (
    '<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:resourcetype/>'
    "<d:getcontentlength/><d:getlastmodified/><d:getetag/></d:prop></d:propfind>"
)
_HEADERS = {"Depth": "1", "Content-Type": "application/xml"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the server says of one path below the plan's folder."""

    path: str
    is_folder: bool
    size: int
    stamp: str
    changed: datetime | None


class WebFolder(PlainFiles):
    """The folder at `url` and all below it."""

    def __init__(self, client: httpx.Client, url: str, source: str) -> None:
        super().__init__()
        parts = urlsplit(url)
        self._client, self._source = client, source
        self._server = f"https://{parts.netloc}"
        self._top = unquote(parts.path).rstrip("/") + "/"

    def listing(self) -> Iterator[SentFile]:
        """Every file, by what the server says of it. Raises OSError."""
        self.left = {}
        folders, seen = [""], 0
        while folders:
            folder = folders.pop()
            for entry in self._inside(folder):
                seen += 1
                if seen > LISTED_AT_MOST:
                    raise Unreachable("too_many", count=LISTED_AT_MOST)
                if not entry.is_folder:
                    yield SentFile(entry.path, entry.path, entry.size, entry.stamp, entry.changed)
                elif entry.path.count("/") < DEEPEST:
                    folders.append(f"{entry.path}/")

    def fetch(self, file: SentFile) -> Iterator[bytes]:
        """The bytes of a file that is as it was listed."""
        request = self._client.build_request("GET", self._url(file.at))
        return web.content(self._client, request, file.size, self._source)

    def _inside(self, folder: str) -> Iterator[_Entry]:
        request = self._client.build_request(
            "PROPFIND", self._url(folder), content=_ASKED, headers=_HEADERS
        )
        root = web.listed(self._client, request, self._source)
        if root.tag != f"{_DAV}multistatus":
            raise Unreachable("not_understood")
        for told in root.iter(f"{_DAV}response"):
            path = self._below(told.findtext(f"{_DAV}href") or "", folder)
            if path:
                yield _entry(path, told)

    def _below(self, href: str, folder: str) -> str:
        """The path below the plan's folder that an answer speaks of; empty for the folder that was
        asked for, and for whatever does not lie right in it."""
        path = unquote(urlsplit(href).path)
        here = self._top + folder
        inside = path.removeprefix(here).rstrip("/")
        if path.rstrip("/") == here.rstrip("/"):
            return ""
        if not path.startswith(here) or "/" in inside or inside in ("", ".", ".."):
            self.leave("name", path)
            return ""
        return folder + inside

    def _url(self, path: str) -> str:
        return self._server + quote(self._top + path)


def _entry(path: str, told: Any) -> _Entry:
    props = {p.tag: p for p in told.iter() if p.tag.startswith(_DAV)}
    size, changed, etag = (
        (found.text or "").strip() if (found := props.get(f"{_DAV}{name}")) is not None else ""
        for name in ("getcontentlength", "getlastmodified", "getetag")
    )
    is_folder = f"{_DAV}collection" in props
    stamp = f"{size}:{etag}:{changed}"
    return _Entry(path, is_folder, int(size) if size.isdigit() else 0, stamp, _moment(changed))


def _moment(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


@contextmanager
def opened(place: Place) -> Iterator[WebFolder]:
    """The folder; the server is asked with every list and file. Raises OSError."""
    login = place.login
    with web.client(place) as client:
        client.auth = httpx.BasicAuth(login.user.encode(), login.secret.encode())
        yield WebFolder(client, place.settings.url, place.settings.id)
